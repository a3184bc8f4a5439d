"""Who wrote the page, by the evidence it gives: declared, marked up, or shown with the headline."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from postil.extraction.byline import clean_byline, join_names, looks_like_names
from postil.extraction.claims import Claim
from postil.extraction.headline import element_text, names_of
from postil.extraction.titles import words_of
from postil.model.article import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml.etree import _Element

    from postil.extraction.declarations import Declarations
    from postil.extraction.headline import Headline, Near
    from postil.extraction.microdata import Microdata

_SHORT = 160
"""A line with a byline is not longer (code points)."""
_NEAR = 60
"""Elements after the headline whose words may begin with "by" in an element of their own."""
_AUTHOR_TAGS = (
    "article:author", "og:article:author", "parsely-author", "citation_author", "sailthru.author",
    "byl", "dc.creator", "dc.contributor.author", "cxenseparse:author", "article:author_name", "author_name",
    "authors", "article.author", "rbauthors",
)  # fmt: skip
_BYLINE_WORD = re.compile(
    r"(?:^|[\W_])(?:by-?line|authors?(?:[\W_]?name)?|writer|creator|fn)(?:$|[\W_])", re.IGNORECASE
)
_NOT_THE_BYLINE = re.compile(
    r"comment|related|bio|about|sidebar|avatar|image|photo|social|follow|widget|footer|reply", re.IGNORECASE
)
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|staff|profiles?|people|by|contributors?|reporters?|team|writers?)/[^/]+/?$", re.IGNORECASE
)
_BY = re.compile(
    r"\s*(?:(?:(?:written|posted|published|reported|story|words)\s+)?(?:by|von|par|por)\s*(?:[:\s]|$)"
    r"|(?:автор|author|autor)\s*:|作者[:：]|文[:：/])",
    re.IGNORECASE,
)
_MORE_NAMES = re.compile(r"\s*(?:[,;|&·•、，]|(?:and|und|et|y|e|i|en|och|та|і|и)\s)", re.IGNORECASE)
_QUOTED = re.compile(r"(?:^|[\s_-])(?:quot|statement|testimonial)", re.IGNORECASE)
_LEVELS = 3
_LABELS = frozenset({"h2", "h3", "h4", "h5", "h6", "dt", "th"})
_POSTED_ON = re.compile(
    r"\W*(?:posted|written|asked|submitted)\s+by\s+\S+(?:,?\s+\S+){0,8}\s+on\s+\S*\d", re.IGNORECASE
)
"""Who wrote it and on which day, as one line: users' names need not look like people's."""
_USER_NAME = re.compile(r"(?:^|[\W_])user-?name(?:$|[\W_])", re.IGNORECASE)
_WRITTEN_BY = re.compile(
    r"^(?:written by|author|verfasst von|geschrieben von|écrit par|escrito por|scritto da|autor|автор|作者)$",
    re.IGNORECASE,
)
"""Labels that blogs set before the author in the tags for cards of links."""


def read_authors(
    said: Declarations,
    microdata: Microdata,
    headline: Headline | None,
    near: Sequence[Near],
    *,
    address: str | None,
) -> Claim | None:
    """The first source that names people; a user's short name or the publisher itself only if none does.

    ``address`` is the page's own, if known.
    """
    houses = {words_of(said.site.value if said.site else None)}
    houses |= {words_of(name) for name in said.texts("publisher")}
    labels = (urlsplit(address or "").hostname or "").split(".")[:-1]
    people: list[Claim] = []
    others: list[Claim] = []

    def is_house(claim: Claim) -> bool:
        return words_of(claim.value) in houses or claim.value.casefold() in labels

    for claim in _claims(said, microdata, headline, near, is_house):
        if is_house(claim):
            others.append(claim)
        elif " " in claim.value or not claim.value.isascii():
            return claim
        else:
            people.append(claim)
    return next(iter((*people, *others)), None)


def _claims(
    said: Declarations,
    microdata: Microdata,
    headline: Headline | None,
    near: Sequence[Near],
    is_house: Callable[[Claim], bool],
) -> Iterator[Claim]:
    """The names that each source gives, the most trusted source first."""
    key = "author" if said.texts("author") else "creator"
    yield from _joined(said.texts(key), Source.LINKED_DATA, key)
    yield from _joined(said.tags.all("author"), Source.META, "author")
    marked = microdata.bylines()
    first = next(marked, None)
    if first:
        yield first
        yield from (claim for claim in marked if is_house(first))
    elif headline and not said.is_list():
        shown = _shown_byline(headline, near, is_forum=said.is_forum())
        if shown:
            yield shown
    yield from _labelled(said)
    for name in _AUTHOR_TAGS:
        values = tuple(_given_name_first(value, name) for value in said.tags.all(name))
        yield from _joined(values, Source.META, name)


def _joined(names: Sequence[str], source: Source, name: str) -> Iterator[Claim]:
    """The names of one source as one byline; addresses of profiles are no names."""
    joined = join_names(tuple(text for text in names if "://" not in text))
    if joined:
        yield Claim(joined, source, name)


def _given_name_first(value: str, tag: str) -> str:
    """Citation tags write ``Doe, Jane``."""
    family, comma, given = value.partition(", ")
    return f"{given} {family}" if tag.startswith("citation") and comma and "," not in given else value


def _labelled(said: Declarations) -> Iterator[Claim]:
    for number in ("1", "2"):
        if _WRITTEN_BY.match(said.tags.first(f"twitter:label{number}") or ""):
            tag = f"twitter:data{number}"
            yield from _joined(said.tags.all(tag), Source.META, tag)


def _shown_byline(headline: Headline, near: Sequence[Near], *, is_forum: bool) -> Claim | None:
    """A line that is classed as the byline, links to an author's page, or begins with "by".

    In a forum, the first user whose name is shown asked the question.
    """
    labelled = _beside_label(near)
    if labelled:
        return labelled
    tests = (_is_classed_byline, _is_author_link, _begins_with_by)
    for is_byline in (*tests, _is_user_name) if is_forum else tests:
        for place in near:
            if not is_byline(place) or headline.is_elsewhere(place.element) or _is_quoted(place.element):
                continue
            text = _without_role(place.element)
            cleaned = clean_byline(text) if 3 <= len(text) <= _SHORT else None
            is_user = is_byline is _is_user_name or bool(_POSTED_ON.match(text))
            if cleaned and (is_user or looks_like_names(cleaned)):
                return Claim(cleaned, Source.SHOWN, str(place.element.tag))
    return None


def _beside_label(near: Sequence[Near]) -> Claim | None:
    """The name in the element right after a heading or term that only says "Author"."""
    for place in near:
        element = place.element
        if element.tag not in _LABELS or not _WRITTEN_BY.match((element.text or "").strip(" \t\n:：")):
            continue
        value = element.getnext()
        text = "" if value is None or len(element) else element_text(value)
        cleaned = clean_byline(text) if 3 <= len(text) <= _SHORT else None
        if cleaned and looks_like_names(cleaned):
            return Claim(cleaned, Source.SHOWN, str(element.tag))
    return None


def _is_quoted(element: _Element) -> bool:
    """Whether it says whose words a quotation or a statement is."""
    return any(
        parent.tag == "blockquote" or _QUOTED.search(names_of(parent))
        for parent in islice(element.iterancestors(), _LEVELS)
    )


def _without_role(element: _Element) -> str:
    """The words of a byline up to the last name that links to its author's page, if more names do not follow.

    What comes next without a sign between is a role, or a button.
    """
    text = element_text(element)
    links = [each for each in element.iter("a") if _AUTHOR_ADDRESS.search(each.get("href") or "")]
    name = element_text(links[-1]) if links else ""
    end = text.rfind(name) + len(name)
    return text[:end] if name and not _MORE_NAMES.match(text[end:]) else text


def _is_classed_byline(place: Near) -> bool:
    return bool(_BYLINE_WORD.search(place.names)) and not _NOT_THE_BYLINE.search(place.names)


def _is_author_link(place: Near) -> bool:
    return place.element.tag == "a" and bool(_AUTHOR_ADDRESS.search(place.element.get("href") or ""))


def _begins_with_by(place: Near) -> bool:
    words = (place.element.text or "").strip()[:40]
    if not words and place.distance <= _NEAR:
        words = element_text(place.element)
    return bool(_BY.match(words))


def _is_user_name(place: Near) -> bool:
    return bool(_USER_NAME.search(place.names))
