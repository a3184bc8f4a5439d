"""One segment of the index, open for reading.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.reading import SegmentReader

from postil.search.lists import decode_rising
from postil.search.postings import Positions, Postings, Spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from postil.search.codec import Place
    from postil.search.lists import PostingList
    from postil.search.postings import Terms
    from postil.search.storage import CheckedStorage

_EXPANSIONS_KEPT = 64


class Segment:
    """One segment. Document numbers are those of the whole index: they begin at ``base``.

    What a segment holds never changes. Which of its documents are deleted and where its numbers begin
    does, and is told after each commit by ``place``.
    """

    def __init__(self, storage: CheckedStorage, segment: Any) -> None:
        files = segment.open_compound_file(storage) if segment.is_compound() else storage
        codec = segment.codec()
        self._files = files
        self._terms = codec.terms_reader(files, segment)
        self._documents = codec.per_document_reader(files, segment)
        self._expanded: dict[tuple[str, str], tuple[Place, ...]] = {}
        self.count: int = segment.doc_count_all()
        self.base = 0
        self.deleted: frozenset[int] = frozenset()
        self._storage = storage
        self._segment = segment
        self.lengths = self._column("f", codec.column_filename(segment, "length"))
        self.added = self._column("i", codec.column_filename(segment, "added"))
        self.published = self._column("i", codec.column_filename(segment, "published"))

    def place(self, base: int, segment: Any) -> None:
        """Take a new beginning and the deletions that hold now."""
        self.base = base
        self._segment = segment
        self.deleted = frozenset(base + number for number in segment.deleted_docs())

    def frequencies(self, field: str, term: str) -> dict[int, int]:
        """The documents that have the term, with its weight in each; empty where none has."""
        found = self._terms.postings(field, term.encode("utf-8", "replace"))
        return {} if found is None else dict(zip(self._numbers(found), found.weights, strict=True))

    def documents(self, field: str, term: str) -> int:
        """How many documents have the term, those that were deleted since included."""
        return int(self._terms.documents(field, term.encode("utf-8", "replace")))

    def positions(self, field: str, term: str, wanted: frozenset[int]) -> dict[int, list[int]]:
        """Where the term stands in those of the wanted documents that have it."""
        found = self._terms.postings(field, term.encode("utf-8", "replace"))
        if found is None:
            return {}
        rows = zip(self._numbers(found), found.values(), strict=True)
        return {number: decode_rising(value) for number, value in rows if number in wanted}

    def at(self, place: Place) -> dict[int, int]:
        """As ``frequencies``, of a term that ``expand`` gave."""
        found = self._terms.at(place)
        return dict(zip(self._numbers(found), found.weights, strict=True))

    def expand(self, field: str, prefix: str) -> tuple[Place, ...]:
        """The terms of the field that begin with ``prefix``, in the order of their code points."""
        known = self._expanded.get((field, prefix))
        if known is None:
            known = tuple(self._terms.begun(field, prefix.encode("utf-8", "replace")))
            if len(self._expanded) >= _EXPANSIONS_KEPT:
                self._expanded.clear()
            self._expanded[field, prefix] = known
        return known

    def terms(self, field: str) -> Terms:
        """The terms of a field."""
        return _ListedTerms(self._terms, field)

    @property
    def live(self) -> NDArray[np.bool_]:
        """For each document of the segment whether it is not deleted."""
        live = np.ones(self.count, np.bool_)
        live[[number - self.base for number in self.deleted]] = False
        return live

    def reader(self, schema: Any) -> SegmentReader:
        """What Whoosh's own matchers read: the same files, with the deletions that hold now."""
        return SegmentReader(self._storage, schema, self._segment)

    def all_postings(self) -> Iterator[tuple[str, bytes, PostingList]]:
        """Every term with its postings, under the segment's own numbers: for merging."""
        postings: Iterator[tuple[str, bytes, PostingList]] = self._terms.all()
        return postings

    def stored(self, number: int) -> dict[str, str]:
        """The stored fields of a document."""
        fields: dict[str, str] = self._documents.stored_fields(number - self.base)
        return fields

    def numbers(self) -> Iterable[int]:
        """The numbers of all documents that are not deleted."""
        return (number for number in range(self.base, self.base + self.count) if number not in self.deleted)

    def close(self) -> None:
        """Let go of the segment's files."""
        self._terms.close()
        self._documents.close()
        self._files.close()

    def _numbers(self, found: PostingList) -> Iterable[int]:
        return map(self.base.__add__, found.numbers) if self.base else found.numbers

    def _column(self, kind: str, name: str) -> array[Any]:
        """A column of numbers at once: big endian in its file, without the zeros at its end."""
        column: array[Any] = array(kind)
        if self._files.file_exists(name):
            column.frombytes(self._files.open_file(name).get(0, self._files.file_length(name)))
        if sys.byteorder == "little":
            column.byteswap()
        column.frombytes(bytes((self.count - len(column)) * column.itemsize))
        return column


class _ListedTerms:
    """The terms of a field in lists, as arrays."""

    def __init__(self, reader: Any, field: str) -> None:
        self._reader = reader
        self._field = field
        self._places: tuple[Place, ...] = tuple(reader.begun(field, b""))
        self._names = [place.term.encode() for place in self._places]

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, index: int) -> bytes:
        return self._names[index]

    def find(self, term: bytes) -> int:
        return bisect_left(self._names, term)

    def span(self, prefix: bytes) -> tuple[int, int]:
        return bisect_left(self._names, prefix), bisect_left(self._names, prefix + b"\xff" * 9)

    def spellings(self, first: int, last: int) -> Spellings:
        names = self._names[first:last]
        starts = np.cumsum([0, *map(len, names)], dtype=np.int64)
        return Spellings(np.frombuffer(b"".join(names), np.uint8), starts)

    def documents(self, first: int, last: int) -> NDArray[np.int64]:
        return np.array([place.documents for place in self._places[first:last]], np.int64)

    def postings(self, first: int, last: int) -> Postings:
        lists = [self._reader.at(place) for place in self._places[first:last]]
        numbers = [number for each in lists for number in each.numbers]
        weights = [min(weight, 255) for each in lists for weight in each.weights]
        return Postings(np.array(numbers, np.uint16), np.array(weights, np.uint8))

    def positions(self, index: int, numbers: NDArray[np.uint16]) -> Positions:
        found = self._reader.at(self._places[index])
        wanted = frozenset(numbers.tolist())
        rows = zip(found.numbers, found.values(), strict=True)
        each = [decode_rising(value) for number, value in rows if number in wanted]
        counts = np.array([len(row) for row in each], np.int64)
        return Positions(counts, np.array([position for row in each for position in row], np.int64))
