"""Byline and date as the page shows them: microdata, ``rel=author``, and the lines around the headline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from lxml.etree import XPath

from postil.extraction.byline import clean_byline, join_names, looks_like_names
from postil.extraction.dates import find_date, to_iso
from postil.extraction.titles import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.etree import _Element

_BEFORE, _AFTER = 40, 160
"""Elements before and after the headline that are looked at."""
_DEPTH_OF_DRAWINGS = 5
"""Parents of an element that are asked whether they show no words (svg, select, script)."""
_SHORT = 160
"""A line with a byline or a date is not longer (code points)."""
_NAMED = XPath("descendant::*[@itemprop or @rel or @property]")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "option", "select", "iframe"})
_REST = 60
"""What else may stand on the line of a date (code points)."""
_WORDS_OF_A_SENTENCE = 8
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
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|staff|profiles?|people|by|contributors?|reporters?|team|writers?)/[^/]+/?$", re.IGNORECASE
)
_BY = re.compile(
    r"\s*(?:(?:by|von|par|por)\s*(?:[:\s]|$)|(?:автор|author|autor)\s*:|作者[:：]|文[:：/])", re.IGNORECASE
)
_LISTED = 4
"""So many days around one headline are a list of articles."""
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


def read_masthead(
    tree: _Element, *, title: str | None, language: str | None, latest: datetime | None
) -> Masthead:
    """The visible byline and dates of the page's own article, whose headline is ``title``."""
    near = tuple(_near_headline(tree, words_of(title)))
    marked = _marked(tree)
    published, modified = _shown_dates(near, language, latest)
    return Masthead(
        byline=_marked_byline(marked) or _shown_byline(near),
        published=_marked_date(marked, "datePublished", latest)
        or _marked_date(marked, "dateCreated", latest)
        or published,
        modified=_marked_date(marked, "dateModified", latest) or modified,
    )


def _marked(tree: _Element) -> tuple[_Element, ...]:
    """The elements that say what they are: microdata, RDFa, link relations."""
    return tuple(cast("list[_Element]", _NAMED(tree)))


def _near_headline(tree: _Element, title: str) -> Iterator[_Element]:
    """The elements around the headline, in document order; none where there is no headline.

    The headline is the h1 with the words of ``title``, else the first.
    """
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    headings = [index for index, element in enumerate(elements) if element.tag == "h1"]
    shown = [index for index in headings if element_text(elements[index])]
    start = next((index for index in shown if words_of(element_text(elements[index])) == title), None)
    start = next(iter(shown), None) if start is None else start
    if start is None:
        return
    # without a line of their own, elements of a script or a drawing use up the window
    window = [element for element in elements[max(0, start - 4 * _BEFORE) : start] if _is_seen(element)][
        -_BEFORE:
    ]
    window += [element for element in elements[start : start + 4 * _AFTER] if _is_seen(element)][:_AFTER]
    yield from window


def _is_seen(element: _Element) -> bool:
    for _ in range(_DEPTH_OF_DRAWINGS):
        if element.tag in _UNSEEN:
            return False
        parent = element.getparent()
        if parent is None:
            break
        element = parent
    return True


def element_text(element: _Element) -> str:
    """The text under ``element`` (as far as a line may need it), white space collapsed."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(str(piece))
        length += len(piece)
        if length > 20 * _SHORT:
            break
    return " ".join(" ".join(pieces).split())


def _names(element: _Element) -> str:
    keys = ("class", "id", "itemprop", "rel", "data-testid", "property")
    return " ".join(str(value) for key in keys if (value := element.get(key)))


def _is_elsewhere(element: _Element) -> bool:
    """Within a comment, a teaser or a column beside the article."""
    for parent in (element, *element.iterancestors()):
        if parent.tag in ("body", "article", "main"):
            return False
        if parent.tag in ("aside", "footer", "nav") or _ELSEWHERE.search(_names(parent)):
            return True
    return False


def _marked_date(marked: tuple[_Element, ...], name: str, latest: datetime | None) -> str | None:
    for element in _named(marked, name):
        parent = element.getparent()
        if element.tag == "meta" and parent is not None and parent.tag == "head":
            continue
        value = element.get("datetime") or element.get("content") or element_text(element)[:_SHORT]
        iso = to_iso(value, latest=latest)
        if iso and not _is_elsewhere(element):
            return iso
    return None


def _shown_dates(
    near: tuple[_Element, ...], language: str | None, latest: datetime | None
) -> tuple[str | None, str | None]:
    published: list[str] = []
    modified: list[str] = []
    for element in near:
        found = _date_of(element, language, latest)
        if found is None or _is_elsewhere(element):
            continue
        iso, label = found
        is_update = _MODIFIED_WORD.search(label) and not _PUBLISHED_WORD.search(label)
        (modified if is_update else published).append(iso)
    if len({iso[:10] for iso in published}) >= _LISTED:
        return None, None
    return next(iter(published), None), next(iter(modified), None)


def _date_of(element: _Element, language: str | None, latest: datetime | None) -> tuple[str, str] | None:
    """The date that ``element`` shows of itself, and the words that say which date it is."""
    names = _names(element)
    parent = element.getparent()
    around = "" if parent is None else (parent.text or "")[-60:] + " " + _names(parent)
    if element.tag == "time":
        declared = to_iso(element.get("datetime") or "", language=language, latest=latest)
        shown = to_iso(element_text(element)[:_SHORT], language=language, latest=latest)
        iso = shown if shown and (declared is None or shown[:10] != declared[:10]) else declared
        previous = element.getprevious()
        before = (
            ""
            if previous is None
            else (previous.tail or "")[-40:]
            + (element_text(previous)[-40:] if isinstance(previous.tag, str) else "")
        )
        return (iso, f"{names} {around} {before} {element_text(element)[:40]}") if iso else None
    own = " ".join([element.text or "", *(child.tail or "" for child in element)])
    own = " ".join(own.split())
    if not 8 <= len(own) <= _SHORT:
        return None
    found = find_date(own, language=language, latest=latest)
    if found is None:
        return None
    rest = own[: found.start] + own[found.end :]
    is_sentence = own.endswith((".", "!", "?")) and len(rest.split()) >= _WORDS_OF_A_SENTENCE
    if is_sentence or (len(rest) > _REST and not _DATE_WORD.search(names)):
        return None
    return found.iso, f"{names} {around} {own[: found.start]}"


def _marked_byline(marked: tuple[_Element, ...]) -> str | None:
    """Authors in microdata or ``rel=author``: the first and those that stand beside it."""
    names: list[str] = []
    place: _Element | None = None
    for element in _named(marked, "author"):
        if element.tag in ("link", "meta") or _is_comment(element):
            continue
        parent = element.getparent()
        around = parent if parent is None else parent.getparent()
        if names and place is not around:
            break
        place = around
        inner = next(_named(_marked(element), "name"), element)
        value = inner.get("content") or element_text(inner)
        if value and len(value) <= _SHORT:
            names.append(value)
    return join_names(tuple(names[:6]))


def _named(elements: tuple[_Element, ...], word: str) -> Iterator[_Element]:
    """The elements that give ``word`` as what they are."""
    for element in elements:
        if any(word in (element.get(key) or "").split() for key in ("itemprop", "rel", "property")):
            yield element


def _is_comment(element: _Element) -> bool:
    chain = (element, *element.iterancestors())
    return any("comment" in _names(parent).lower() for parent in chain if parent.tag not in ("body", "html"))


def _shown_byline(near: tuple[_Element, ...]) -> str | None:
    """A line that is classed as the byline, links to an author's page, or begins with "by"."""
    for is_byline in (_is_classed_byline, _is_author_link, _begins_with_by):
        for element in near:
            if not is_byline(element) or _is_elsewhere(element):
                continue
            text = element_text(element)
            cleaned = clean_byline(text) if 3 <= len(text) <= _SHORT else None
            if cleaned and looks_like_names(cleaned):
                return cleaned
    return None


def _is_classed_byline(element: _Element) -> bool:
    names = _names(element)
    return bool(_BYLINE_WORD.search(names)) and not _NOT_THE_BYLINE.search(names)


def _is_author_link(element: _Element) -> bool:
    return element.tag == "a" and bool(_AUTHOR_ADDRESS.search(element.get("href") or ""))


def _begins_with_by(element: _Element) -> bool:
    return bool(_BY.match((element.text or "")[:40]))
