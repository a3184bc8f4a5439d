"""The terms of one field of a segment, as its file has them.

Read only through ``engine``: importing this imports NumPy.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from postil.search.segments import leb128
from postil.search.segments.columns import Part, lengths_of
from postil.search.segments.positions import decoded
from postil.search.segments.postings import Positions, Postings, Spellings
from postil.search.segments.weights import Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from postil.search.segments.columns import Columns

_AFTER_ALL = b"\xff" * 5
"""After every term that goes on: UTF-8 has no such byte."""


class FieldTerms:
    """Terms, postings and positions; what is not looked at is not read. Satisfies ``postings.Terms``."""

    def __init__(self, columns: Columns, field: str) -> None:
        self._terms = _whole(columns, field, Part.TERMS).data
        self._starts = _starts(columns, field, Part.TERM_LENGTHS).data
        self._columns = columns
        self._field = field
        self._numbers = columns.column(field, Part.NUMBERS)
        self._weights = Weights(columns, field)
        self._positions = columns.column(field, Part.POSITIONS)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, index: int) -> bytes:
        if not 0 <= index < len(self):
            raise IndexError(index)
        return bytes(self._terms[self._starts[index] : self._starts[index + 1]])

    def find(self, term: bytes) -> int:
        """The place of the first term that is not before ``term``."""
        terms, starts = self._terms, self._starts
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if bytes(terms[starts[middle] : starts[middle + 1]]) < term:
                low = middle + 1
            else:
                high = middle
        return low

    def index(self, term: bytes) -> int:
        """The place of the term; -1 where the segment has it not."""
        at = self.find(term)
        return at if at < len(self) and self[at] == term else -1

    def span(self, prefix: bytes) -> tuple[int, int]:
        """The places of the terms that begin so: the first, and the one after the last."""
        return self.find(prefix), self.find(prefix + _AFTER_ALL)

    def all(self) -> list[bytes]:
        """All terms."""
        content = bytes(self._terms)
        starts = self._starts.tolist()
        return [content[start:end] for start, end in pairwise(starts)]

    def spellings(self, first: int, last: int) -> Spellings:
        """The terms from ``first`` to before ``last``."""
        starts = np.asarray(self._starts[first : last + 1], np.int64)
        content = np.asarray(self._terms[int(starts[0]) : int(starts[-1])], np.uint8)
        return Spellings(content, starts - starts[0])

    def documents(self, first: int, last: int) -> NDArray[np.int64]:
        """In how many documents each term from ``first`` to before ``last`` is."""
        return lengths_of(self._firsts[first : last + 1])

    def postings(self, first: int, last: int) -> Postings:
        """The postings of the terms from ``first`` to before ``last``, one term after the other."""
        if first >= last or self._numbers is None:
            return Postings(np.empty(0, np.uint16), np.empty(0, np.uint8))
        start, end = int(self._firsts[first]), int(self._firsts[last])
        return Postings(self._numbers.cut(start, end), self._weights.cut(start, end))

    def positions(self, index: int, numbers: NDArray[np.uint16]) -> Positions:
        """Where a term stands in these documents, which all have it; ``numbers`` rise."""
        own = self.postings(index, index + 1).numbers
        wanted = None if len(numbers) == len(own) else np.searchsorted(own, numbers)
        return decoded(self.position_bytes(index, index + 1), wanted)

    def position_bytes(self, first: int, last: int) -> NDArray[np.uint8]:
        """The positions of the terms from ``first`` to before ``last``, as ``positions`` writes them."""
        if self._positions is None or first >= last:
            return np.empty(0, np.uint8)
        starts = self._position_starts
        return self._positions.cut(int(starts[first]), int(starts[last]))

    def position_sizes(self, first: int, last: int) -> NDArray[np.int64]:
        """How many bytes the positions of each of these terms take."""
        return lengths_of(self._position_starts[first : last + 1])

    @property
    def positioned(self) -> bool:
        """Whether the field has positions."""
        return self._positions is not None

    @property
    def weighted(self) -> bool:
        """Whether any weight is not 1."""
        return bool(self._weights)

    @cached_property
    def _firsts(self) -> NDArray[np.int64]:
        """Where the postings of each term begin, and the end."""
        return _starts(self._columns, self._field, Part.POSTING_COUNTS)

    @cached_property
    def _position_starts(self) -> NDArray[np.int64]:
        return _starts(self._columns, self._field, Part.POSITION_SIZES)


def _whole(columns: Columns, field: str, part: Part) -> NDArray[np.uint8]:
    found = columns.column(field, part)
    return np.empty(0, np.uint8) if found is None else found.whole()


def _starts(columns: Columns, field: str, part: Part) -> NDArray[np.int64]:
    lengths = leb128.decoded(_whole(columns, field, part))
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts
