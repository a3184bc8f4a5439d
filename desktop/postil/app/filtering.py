"""Pages by a part of their names: which have some letters in title, site, author or tags.

The names of all pages are kept folded in memory once somebody filters: to walk through 50,000 of them
takes a few milliseconds, and no index need be as fine as single letters.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from postil.app.title_matching import Titles
from postil.store import page_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.app.holdings import Holdings
    from postil.model.changes import Changes
    from postil.model.ids import PageId

_TOGETHER = 2000
"""Pages whose names are read at once, so that other threads are not held up."""
_MANY = 1000
"""Pages from which on the names of the whole library are read instead, where none is known."""

_MARKS = re.compile(
    "[" + "".join(mark for mark in map(chr, range(0x300, 0x10000)) if unicodedata.combining(mark)) + "]+"
)
"""Accents and other signs on letters: 0x300 is the first. Those beyond the first plane stay as they are."""

_NAMELESS = "\n"
"""The names of a page that is gone meanwhile: no title, and nothing else."""


class Filtering:
    """What a person filters a list by. Any thread may ask."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._names: dict[PageId, str] = {}
        self._reading = threading.Lock()
        self._changed: deque[frozenset[PageId]] = deque()
        holdings.changed.connect(self._hear)

    def matching(self, ids: Sequence[PageId], typed: str) -> tuple[PageId, ...]:
        """Those of the pages, in their order, whose names have every word of what was typed in them."""
        words = fold(typed).split()
        if not words:
            return tuple(ids)
        names = self._fresh()
        first, *others = words
        try:
            found = [page_id for page_id in ids if first in names[page_id]]
        except KeyError:
            self.warm(ids)
            found = [page_id for page_id in ids if first in names.get(page_id, "")]
        for word in others:
            found = [page_id for page_id in found if word in names.get(page_id, "")]
        return tuple(found)

    def titles(self, ids: Sequence[PageId]) -> Titles:
        """What these pages are called now, in their order."""
        self.warm(ids)
        names = self._fresh()
        return Titles(ids, [names.get(page_id, _NAMELESS) for page_id in ids])

    def warm(self, ids: Sequence[PageId]) -> None:
        """Read the names of these pages now: somebody is about to type."""
        with self._reading:
            names = self._fresh()
            if not names and len(ids) > _MANY:
                found = page_names.of_all(self._holdings.reader())
                names.update((page_id, fold(name)) for page_id, name in found)
            unknown = [page_id for page_id in ids if page_id not in names]
            for first in range(0, len(unknown), _TOGETHER):
                some = unknown[first : first + _TOGETHER]
                rows = page_names.of_pages(self._holdings.reader(), some)
                names.update((page_id, fold(name)) for page_id, name in rows)

    def _fresh(self) -> dict[PageId, str]:
        """The names that are known, without those that have changed."""
        with suppress(IndexError):  # there is no more; another thread may have taken the last
            while True:
                for page_id in self._changed.popleft():
                    self._names.pop(page_id, None)
        return self._names

    def _hear(self, changes: Changes) -> None:
        """Note what changed. Who tells it is not held up by somebody who reads names meanwhile."""
        self._changed.append(changes.pages)


def fold(text: str) -> str:
    """Letters without case and accents, as they are compared."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _MARKS.sub("", plain.casefold())  # a sign may have been made of capitals: "㎴"
