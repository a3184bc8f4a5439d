"""One segment of the index, open for reading.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING, Any

from postil.search.lists import decode_rising

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.search.codec import Place
    from postil.search.lists import PostingList
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
        self.lengths = self._column("f", codec.column_filename(segment, "length"))
        self.added = self._column("i", codec.column_filename(segment, "added"))
        self.published = self._column("i", codec.column_filename(segment, "published"))

    def place(self, base: int, segment: Any) -> None:
        """Take a new beginning and the deletions that hold now."""
        self.base = base
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
