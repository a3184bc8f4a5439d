"""Authors and dates that visible elements declare: microdata, RDFa, ``rel=author``."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from lxml.etree import XPath

from postil.extraction.byline import join_names
from postil.extraction.claims import Claim
from postil.extraction.dates import to_iso
from postil.extraction.headline import element_text, is_aside, names_of
from postil.model.article import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.etree import _Element

_MARKED = XPath("descendant::*[@itemprop or @property or contains(@rel, 'author')]")
_SHORT = 160
"""A value that is shown is not longer (code points)."""
_AUTHORS = 6
_BYLINES = 2
"""So many places that name an author are looked at."""
_KEYS = ("itemprop", "rel", "property")


class Microdata:
    """The elements of a page that say what they are, looked for when asked."""

    def __init__(self, tree: _Element) -> None:
        self._tree = tree

    @cached_property
    def _marked(self) -> list[_Element]:
        return _marked_in(self._tree)

    def date(self, *names: str, latest: datetime | None) -> Claim | None:
        """The first date under the first of ``names`` that has one."""
        for name in names:
            for element in _named(self._marked, name):
                parent = element.getparent()
                if element.tag == "meta" and parent is not None and parent.tag == "head":
                    continue
                value = element.get("datetime") or element.get("content") or element_text(element)[:_SHORT]
                iso = to_iso(value, latest=latest)
                if iso and not is_aside(element):
                    return Claim(iso, Source.MICRODATA, name)
        return None

    def bylines(self) -> Iterator[Claim]:
        """The authors, those that stand beside each other together: first the article's, then others'."""
        names: list[str] = []
        place: _Element | None = None
        found = 0
        for element in _named(self._marked, "author"):
            if element.tag in ("link", "meta") or _is_comment(element):
                continue
            parent = element.getparent()
            around = parent if parent is None else parent.getparent()
            if names and place is not around:
                joined = _joined(names)
                if joined is None:
                    return
                yield joined
                names.clear()
                found += 1
                if found == _BYLINES:
                    return
            place = around
            inner = next(_named(_marked_in(element), "name"), element)
            value = inner.get("content") or element_text(inner)
            if value and len(value) <= _SHORT:
                names.append(value)
        last = _joined(names)
        if last:
            yield last


def _joined(names: list[str]) -> Claim | None:
    joined = join_names(tuple(names[:_AUTHORS]))
    return Claim(joined, Source.MICRODATA, "author") if joined else None


def _marked_in(element: _Element) -> list[_Element]:
    return cast("list[_Element]", _MARKED(element))


def _named(elements: list[_Element], word: str) -> Iterator[_Element]:
    """The elements that give ``word`` as what they are."""
    for element in elements:
        if any(word in (element.get(key) or "").split() for key in _KEYS):
            yield element


def _is_comment(element: _Element) -> bool:
    chain = (element, *element.iterancestors())
    return any(
        "comment" in names_of(parent).lower() for parent in chain if parent.tag not in ("body", "html")
    )
