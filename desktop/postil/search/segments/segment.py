"""One segment of the index, open for reading.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.reading import SegmentReader

from postil.search.segments.codec import file_of
from postil.search.segments.columns import Columns, Part
from postil.search.segments.schema import LENGTH, TITLE_BYTES, TITLE_ORDER
from postil.search.segments.terms import FieldTerms
from postil.search.segments.whoosh_readers import Texts

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from postil.search.segments.storage import CheckedStorage


class Segment:
    """One segment. It has its own document numbers; those of the whole index begin at ``base``.

    What a segment holds never changes. Which of its documents are deleted and where its numbers begin
    does, and is told after each commit by ``place``. Whatever is asked raises Unusable where the file turns
    out to be damaged.
    """

    def __init__(self, storage: CheckedStorage, segment: Any) -> None:
        path = file_of(storage, segment)
        self.columns = Columns(path, storage.seal(path.name))
        self._storage = storage
        self.count: int = self.columns.documents
        self.base = 0
        self._whoosh: Any = None
        self._terms: dict[str, FieldTerms] = {}
        self._live: NDArray[np.bool_] | None = None
        self._length: float | None = None

    def place(self, base: int, segment: Any) -> None:
        """Take a new beginning and the deletions that hold now."""
        self.base = base
        if self._whoosh is None or segment.deleted_count() != self._whoosh.deleted_count():
            self._live = self._length = None
        self._whoosh = segment

    @property
    def deleted(self) -> int:
        """How many documents are deleted."""
        return int(self._whoosh.deleted_count())

    @property
    def live(self) -> NDArray[np.bool_]:
        """For each document of the segment whether it is not deleted."""
        if self._live is None:
            live = np.ones(self.count, np.bool_)
            live[list(self._whoosh.deleted_docs())] = False
            self._live = live
        return self._live

    def terms(self, field: str) -> FieldTerms:
        """The terms of a field; none where the segment has nothing of it."""
        found = self._terms.get(field)
        if found is None:
            found = self._terms[field] = FieldTerms(self.columns, field)
        return found

    @cached_property
    def lengths(self) -> NDArray[np.float32]:
        """The weighted count of words of each document."""
        return self._values(LENGTH, "<f4")

    @property
    def length(self) -> float:
        """The weighted count of words of all documents that are not deleted."""
        if self._length is None:
            self._length = float(np.sum(self.lengths, dtype=np.float64, where=self.live))
        return self._length

    @cached_property
    def languages(self) -> Counter[str]:
        """How many documents of each language there are, with those that are deleted."""
        terms = self.terms("language")
        spelled = [term.decode() for term in terms.all()]
        return Counter(dict(zip(spelled, terms.documents(0, len(terms)).tolist(), strict=True)))

    @cached_property
    def added(self) -> NDArray[np.int32]:
        """The day on which each was added, counted from 1 January of the year 1."""
        return self._values("added", "<i4")

    @cached_property
    def published(self) -> NDArray[np.int32]:
        """The day on which each was published; 0 where nobody knows."""
        return self._values("published", "<i4")

    @cached_property
    def read(self) -> NDArray[np.int32]:
        """The day on which each was last read; 0 where it was not."""
        return self._values("read", "<i4")

    @cached_property
    def title(self) -> NDArray[np.bytes_]:
        """What each is sorted by where titles are the order: TITLE_BYTES bytes; empty where it has none."""
        return self._values(TITLE_ORDER, f"S{TITLE_BYTES}")

    @cached_property
    def keys(self) -> Texts:
        """The key of each document."""
        return Texts(self.columns, "key")

    @cached_property
    def pages(self) -> Texts:
        """The page of each document."""
        return Texts(self.columns, "page")

    @cached_property
    def stamps(self) -> Texts:
        """Which version of each document is indexed."""
        return Texts(self.columns, "stamp")

    def numbered(self, keys: Collection[str]) -> list[int]:
        """The segment's own numbers of those documents with these keys that are not deleted."""
        if len(keys) > _FEW:
            found = [self._numbers[key] for key in self._numbers.keys() & keys]
        else:
            terms = self.terms("key")
            found = []
            for key in keys:
                term = key.encode("utf-8", "replace")
                place = terms.find(term)
                if place < len(terms) and terms[place] == term:
                    found += terms.postings(place, place + 1).numbers.tolist()
        return [number for number in found if self.live[number]]

    def stored(self, number: int) -> dict[str, str]:
        """What is stored of a document, by its number in the whole index."""
        own = number - self.base
        return {"key": self.keys[own], "page": self.pages[own], "stamp": self.stamps[own]}

    def reader(self, schema: Any) -> SegmentReader:
        """What Whoosh's own matchers read: the same file, with the deletions that hold now."""
        return SegmentReader(self._storage, schema, self._whoosh)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self.keys.all())}

    def _values(self, field: str, dtype: str) -> NDArray[Any]:
        found = self.columns.column(field, Part.VALUES)
        return np.zeros(self.count, dtype) if found is None else found.whole()


_FEW = 8
"""So few keys are looked up one by one."""
