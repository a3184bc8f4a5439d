"""The title among what the page offers: headline, heading, window title with the site's name cut off."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.extraction.claims import Claim

_LONGEST = 300
"""A title is not longer (code points)."""
_SEPARATOR = re.compile(
    r"\s+[|\-–—―•·»«›‹/\\:~‖]+\s+|\s*[|｜»›_‖]+\s*|\s*::\s*|(?<=\w)[:：]\s+|\s*(?:--|——)\s*"
)
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_UNSPACED_SITE = re.compile(rf"(?<=[{_UNSPACED}！？。”》」])(?:[-–][{_UNSPACED}]{{2,10}}){{1,2}}$")
"""The site's name after a bare hyphen, between letters of a script that is written without spaces."""
_SIGN_AT_END = re.compile(r"(?:\s*[¶🔗]\ufe0f?|\s+[#§])$")
"""A heading's link to itself."""
_WORDS = re.compile(r"\w+")


def words_of(text: str | None) -> str:
    """Lower-case words without punctuation, to compare titles by."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", text or "").casefold()))


def choose_title(
    *,
    headlines: Sequence[Claim],
    headings: Sequence[Claim],
    window: Claim | None,
    site: str | None,
    address: str | None,
) -> Claim | None:
    """The best title.

    ``headlines`` are declared ones, the most trusted first; ``headings`` the page's h1 elements in order;
    ``window`` is the ``title`` element. A heading that a declared title confirms wins: it is what stood on
    the page. Else the first declared one, without the site's name.
    """
    names = _site_names(site, address)
    shown = [
        claim.with_value(_SIGN_AT_END.sub("", " ".join(claim.value.split())))
        for claim in headings
        if 2 < len(claim.value.strip()) <= _LONGEST
    ]
    shown = [claim for claim in shown if (words := words_of(claim.value)) and words not in names]
    texts = [claim.value for claim in shown]
    declared = [
        claim.with_value(cut)
        for claim in (*headlines, window)
        if claim and (cut := without_site(claim.value, names, texts))
    ]
    others = [claim.value for claim in declared]
    confirmed = next((claim for claim in shown if any(_agree(claim.value, text) for text in others)), None)
    if confirmed:
        return confirmed
    if len(shown) == 1 and _could_be(shown[0].value, others):
        return shown[0]
    return next(iter((*declared, *shown)), None)


def without_site(text: str, site_names: frozenset[str], headings: Sequence[str] = ()) -> str:
    """``text`` without the site's name at its end or beginning."""
    text = " ".join(text.split())
    shown = {words_of(heading) for heading in headings if heading.strip()}
    for match in _SEPARATOR.finditer(text):
        if match.start() and words_of(text[: match.start()]) in shown:
            return text[: match.start()].strip()
        is_longer = len(text) - match.end() > match.start()
        if is_longer and words_of(text[match.end() :]) in shown:
            return text[match.end() :].strip()
    while True:
        shorter = _cut_once(text, site_names)
        if shorter == text:
            return _UNSPACED_SITE.sub("", text)
        text = shorter


def _cut_once(text: str, site_names: frozenset[str]) -> str:
    parts = list(_SEPARATOR.finditer(text))
    if not parts:
        return text
    last, first = parts[-1], parts[0]
    if _is_site(text[last.end() :], site_names) and words_of(text[: last.start()]):
        return text[: last.start()].strip()
    if _is_site(text[: first.start()], site_names) and words_of(text[first.end() :]):
        return text[first.end() :].strip()
    strong = [part for part in parts if part[0].strip() in ("|", "｜", "»", "‖", "_")]
    if strong:
        before = text[: strong[0].start()].strip()
        if len(before.split()) >= 4 or (len(before) >= 8 and not before.isascii()):
            return before
    spaced = last[0].strip() in ("-", "–", "—", "•", "·", "›")
    tail = text[last.end() :].split()
    head = text[: last.start()].split()
    if (
        spaced
        and len(tail) <= 3
        and len(head) >= 5
        and all(word[:1].isupper() or not word[:1].isalpha() for word in tail)
    ):
        return text[: last.start()].strip()
    return text


def _is_site(piece: str, site_names: frozenset[str]) -> bool:
    words = words_of(piece)
    return bool(words) and (words in site_names or words.replace(" ", "") in site_names)


def _site_names(site: str | None, address: str | None) -> frozenset[str]:
    names = {words_of(site), words_of(site).replace(" ", "")}
    host = (urlsplit(address or "").hostname or "").removeprefix("www.")
    if host:
        labels = host.split(".")
        names |= {words_of(host), host.replace(".", ""), labels[0]}
        if len(labels) > 1:
            names |= {labels[-2], labels[-2].replace("-", "")}
    return frozenset(name for name in names if len(name) > 1)


def _agree(heading: str, text: str) -> bool:
    """The same words, or one begins with the other, or ends with most of it."""
    one, other = words_of(heading), words_of(text)
    if one == other:
        return True
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    share = len(shorter) / max(1, len(longer))
    return len(shorter) > 12 and (
        (longer.startswith(shorter) and share > 0.4) or (longer.endswith(shorter) and share > 0.6)
    )


def _could_be(heading: str, declared: Sequence[str]) -> bool:
    """Whether the only heading is the title in other words than the declared ones."""
    own = set(words_of(heading).split())
    others = [set(words_of(text).split()) for text in declared]
    return len(own) >= 4 and (not others or any(len(own & other) >= 0.3 * len(own) for other in others))
