"""Byline and date as the page shows them: microdata, ``rel=author``, and the lines around the headline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.extraction.byline import clean_byline, join_names
from postil.extraction.dates import find_date, to_iso

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.etree import _Element

_BEFORE, _AFTER = 40, 160
"""Elements before and after the headline that are looked at."""
_SHORT = 160
"""A line with a byline or a date is not longer (code points)."""
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "option", "select", "iframe"})
_BYLINE_WORD = re.compile(
    r"(?:^|[\W_])(?:by-?line|authors?(?:[\W_]?name)?|writer|creator|fn)(?:$|[\W_])", re.IGNORECASE
)
_NOT_THE_BYLINE = re.compile(
    r"comment|related|bio|about|sidebar|avatar|image|photo|social|follow|widget|footer|reply", re.IGNORECASE
)
_DATE_WORD = re.compile(r"date|time|publish|posted|stamp|meta|byline|info|dateline", re.IGNORECASE)
_MODIFIED_WORD = re.compile(
    r"updated|modified|last\s+edited|aktualisiert|mis à jour|оновлено|обновлено|actualizado|更新",
    re.IGNORECASE,
)
_PUBLISHED_WORD = re.compile(
    r"publi|posted|created|written|erschienen|veröffentlicht|发布|опублік|опублик|発表|submitted|asked",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|footer|copyright|event|calendar|recommend|most-|latest|trending|review|product|card|teaser|aside|widget",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands around the headline."""

    byline: str | None
    published: str | None
    modified: str | None
    sure: bool
    """True where the date is marked up as the publication date, not only found in a line of text."""


def read_masthead(tree: _Element, *, language: str | None, latest: datetime | None) -> Masthead:
    """The visible byline and dates of the page's own article."""
    near = tuple(_near_headline(tree))
    marked = _marked_date(tree, "datePublished", latest) or _marked_date(tree, "dateCreated", latest)
    published, modified = _shown_dates(near, language, latest)
    byline = _marked_byline(tree) or _shown_byline(near)
    return Masthead(
        byline, marked or published, _marked_date(tree, "dateModified", latest) or modified, bool(marked)
    )


def _near_headline(tree: _Element) -> Iterator[_Element]:
    """The elements around the headline (the first h1), in document order; none where there is no headline."""
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    start = next(
        (index for index, element in enumerate(elements) if element.tag == "h1" and _text(element)), None
    )
    if start is None:
        return
    # without a line of their own, elements of a script or a drawing use up the window
    window = [element for element in elements[max(0, start - 4 * _BEFORE) : start] if _is_seen(element)][
        -_BEFORE:
    ]
    window += [element for element in elements[start : start + 4 * _AFTER] if _is_seen(element)][:_AFTER]
    yield from window


def _is_seen(element: _Element) -> bool:
    return element.tag not in _UNSEEN and not any(parent.tag in _UNSEEN for parent in element.iterancestors())


def _text(element: _Element) -> str:
    pieces = []
    length = 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece)
        if length > 20 * _SHORT:
            break
    return " ".join(" ".join(pieces).split())


def _names(element: _Element) -> str:
    keys = ("class", "id", "itemprop", "rel", "data-testid", "property")
    return " ".join(value for key in keys if (value := element.get(key)))


def _is_elsewhere(element: _Element) -> bool:
    """Within a comment, a teaser or a column beside the article."""
    for parent in (element, *element.iterancestors()):
        if parent.tag in ("body", "article", "main"):
            return False
        if parent.tag in ("aside", "footer", "nav") or _ELSEWHERE.search(_names(parent)):
            return True
    return False


def _marked_date(tree: _Element, name: str, latest: datetime | None) -> str | None:
    for element in tree.xpath(f"//*[contains(@itemprop, '{name}') or contains(@property, '{name}')]")[:20]:
        if element.tag == "meta" and element.getparent() is not None and element.getparent().tag == "head":
            continue
        value = element.get("datetime") or element.get("content") or _text(element)[:_SHORT]
        iso = to_iso(value, latest=latest)
        if iso and not _is_elsewhere(element):
            return iso
    return None


def _shown_dates(
    near: tuple[_Element, ...], language: str | None, latest: datetime | None
) -> tuple[str | None, str | None]:
    published = modified = None
    for element in near:
        found = _date_of(element, language, latest)
        if found is None or _is_elsewhere(element):
            continue
        iso, label = found
        if _MODIFIED_WORD.search(label) and not _PUBLISHED_WORD.search(label):
            modified = modified or iso
        else:
            published = published or iso
    return published, modified


def _date_of(element: _Element, language: str | None, latest: datetime | None) -> tuple[str, str] | None:
    """The date that ``element`` shows of itself, and the words that say which date it is."""
    names = _names(element)
    parent = element.getparent()
    around = "" if parent is None else (parent.text or "")[-60:] + " " + _names(parent)
    if element.tag == "time":
        iso = to_iso(element.get("datetime") or "", language=language, latest=latest)
        iso = iso or to_iso(_text(element)[:_SHORT], language=language, latest=latest)
        previous = element.getprevious()
        before = (
            ""
            if previous is None
            else (previous.tail or "")[-40:]
            + (_text(previous)[-40:] if isinstance(previous.tag, str) else "")
        )
        return (iso, f"{names} {around} {before} {_text(element)[:40]}") if iso else None
    own = " ".join([element.text or "", *(child.tail or "" for child in element)])
    own = " ".join(own.split())
    if not 8 <= len(own) <= _SHORT:
        return None
    found = find_date(own, language=language, latest=latest)
    if found is None:
        return None
    rest = len(own) - (found.end - found.start)
    if rest > 60 and not _DATE_WORD.search(names):
        return None
    return found.iso, f"{names} {around} {own[: found.start]}"


def _marked_byline(tree: _Element) -> str | None:
    names: list[str] = []
    for element in tree.xpath(
        "//*[contains(@itemprop, 'author') or contains(@rel, 'author') or @property='author']"
    )[:10]:
        if element.tag in ("link", "meta") or _is_comment(element):
            continue
        inner = element.xpath(".//*[contains(@itemprop, 'name')]")
        value = (
            inner[0].get("content") or _text(inner[0]) if inner else element.get("content") or _text(element)
        )
        if value and len(value) <= _SHORT:
            names.append(value)
    return join_names(tuple(names[:6]))


def _is_comment(element: _Element) -> bool:
    return any(
        "comment" in _names(parent).lower()
        for parent in (element, *element.iterancestors())
        if parent.tag not in ("body", "html")
    )


def _shown_byline(near: tuple[_Element, ...]) -> str | None:
    for element in near:
        names = _names(element)
        if not _BYLINE_WORD.search(names) or _NOT_THE_BYLINE.search(names) or _is_elsewhere(element):
            continue
        text = _text(element)
        if 3 <= len(text) <= _SHORT:
            cleaned = clean_byline(text)
            if cleaned:
                return cleaned
    for element in near:
        text = " ".join((element.text or "").split())
        if re.match(
            r"(?:by|von|par|por|автор:?|作者[:：])\s?\S|(?:by|von|par|por)$", text, re.IGNORECASE
        ) and not _is_elsewhere(element):
            line = _text(element)
            if len(line) <= _SHORT and len(line.split()) <= 16:
                cleaned = clean_byline(line)
                if cleaned and cleaned[0].isupper():
                    return cleaned
    return None
