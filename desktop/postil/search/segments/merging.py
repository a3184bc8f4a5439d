"""Several segments into one, without what was deleted.

Field by field: the terms of all segments are brought into one order; then, for a slice of terms at a time,
the postings of each segment, which lie together there, are put to their places at once. No posting is
looked at singly, and no more than a slice is in memory, besides the terms and weights of one field.

Read only through ``engine``: importing this imports NumPy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from postil.search.segments import leb128
from postil.search.segments.columns import Part, lengths_of, starts_of
from postil.search.segments.inversion import write_terms
from postil.search.segments.positions import ranges, sizes_of
from postil.search.segments.terms import FieldTerms
from postil.search.segments.tiers import MOST_DOCUMENTS
from postil.search.segments.weights import write_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from postil.search.segments.columns import Columns, ColumnsWriter

_SLICE = 1_000_000
"""Postings that are moved at a time."""


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to be merged."""

    columns: Columns
    live: NDArray[np.bool_] | None
    """For each document whether it is taken over; None where all are."""

    @property
    def documents(self) -> int:
        """How many are taken over."""
        return self.columns.documents if self.live is None else int(self.live.sum())


def merge(sources: Sequence[Source], writer: ColumnsWriter, pause: Callable[[], None]) -> int:
    """Write what the sources hold, in their order; how many documents that is.

    ``pause`` is called before each slice; what it raises ends the merge.
    """
    firsts = starts_of(np.array([source.documents for source in sources])).tolist()
    assert firsts[-1] <= MOST_DOCUMENTS
    for name in _names(sources, Part.TEXT):
        _merge_texts(name, sources, writer)
    for name in _names(sources, Part.VALUES):
        _merge_values(name, sources, writer)
    for name in _names(sources, Part.TERMS):
        parts = [
            _Part(source, name, first)
            for source, first in zip(sources, firsts, strict=False)
            if source.columns.column(name, Part.TERMS) is not None
        ]
        _merge_terms(name, parts, writer, pause)
    return int(firsts[-1])


def _names(sources: Sequence[Source], part: Part) -> list[str]:
    return sorted({name for source in sources for name in source.columns.fields(part)})


def _merge_texts(name: str, sources: Sequence[Source], writer: ColumnsWriter) -> None:
    lengths: list[NDArray[Any]] = []
    writer.begin(name, Part.TEXT, np.uint8)
    for source in sources:
        content = source.columns.column(name, Part.TEXT)
        starts = source.columns.column(name, Part.TEXT_STARTS)
        if content is None or starts is None:
            lengths.append(np.zeros(source.documents, np.int64))
            continue
        its = lengths_of(starts.whole())
        kept = content.whole()
        if source.live is not None:
            kept = kept[np.repeat(source.live, its)]
            its = its[source.live]
        writer.go_on(kept)
        lengths.append(its)
    writer.add(name, Part.TEXT_STARTS, starts_of(np.concatenate(lengths)))


def _merge_values(name: str, sources: Sequence[Source], writer: ColumnsWriter) -> None:
    found = [source.columns.column(name, Part.VALUES) for source in sources]
    dtype = next(column.whole().dtype for column in found if column is not None)
    writer.begin(name, Part.VALUES, dtype)
    for source, column in zip(sources, found, strict=True):
        values = np.zeros(source.columns.documents, dtype) if column is None else column.whole()
        writer.go_on(values if source.live is None else values[source.live])


class _Part:
    """A field of one of the segments that are merged."""

    def __init__(self, source: Source, field: str, first: int) -> None:
        self.terms = FieldTerms(source.columns, field)
        self.live = live = source.live
        count = source.columns.documents
        documents = np.arange(count) if live is None else np.cumsum(live) - 1
        self._numbers = (documents + first).astype(np.uint16)  # of those that are not live, any number
        self.places: NDArray[np.int64] = np.empty(0, np.int64)
        """Which of the merged terms each of its terms is; rising."""

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many postings of each term are taken over."""
        whole = self.terms.documents(0, len(self.terms))
        if self.live is None:
            return whole
        kept = self.live[self.terms.postings(0, len(self.terms)).numbers]
        return np.add.reduceat(kept, np.cumsum(whole) - whole, dtype=np.int64)

    def postings(self, first: int, last: int) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
        """Numbers in the merged segment, and weights, of the terms from ``first`` to before ``last``."""
        found = self.terms.postings(first, last)
        numbers = self._numbers[found.numbers]
        if self.live is None:
            return numbers, found.weights
        kept = self.live[found.numbers]
        return numbers[kept], found.weights[kept]

    def positions(self, first: int, last: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The positions of these terms, and how many bytes each of them has."""
        content = self.terms.position_bytes(first, last)
        if self.live is None:
            return content, self.terms.position_sizes(first, last)
        sizes = sizes_of(content)
        kept = self.live[self.terms.postings(first, last).numbers]
        whole = self.terms.documents(first, last)
        left = np.add.reduceat(sizes * kept, np.cumsum(whole) - whole)
        return content[np.repeat(kept, sizes)], left


def _merge_terms(name: str, parts: Sequence[_Part], writer: ColumnsWriter, pause: Callable[[], None]) -> None:
    terms, counts = _merged_terms(parts)
    if not terms:
        return
    write_terms(writer, name, terms)
    writer.add(name, Part.POSTING_COUNTS, leb128.encoded(counts)[0])
    weights: list[NDArray[np.uint8]] = []
    writer.begin(name, Part.NUMBERS, np.uint16)
    for first, last in _slices(counts):
        pause()
        numbers = np.empty(int(counts[first:last].sum()), np.uint16)
        heavy = np.empty(len(numbers), np.uint8)
        free = np.cumsum(counts[first:last]) - counts[first:last]
        for part in parts:
            its_first, its_last = np.searchsorted(part.places, (first, last)).tolist()
            if its_first == its_last:
                continue
            its_counts = part.counts[its_first:its_last]
            at = _taken(free, part.places[its_first:its_last] - first, its_counts)
            numbers[at], heavy[at] = part.postings(its_first, its_last)
        writer.go_on(numbers)
        weights.append(heavy)
    if any(part.terms.weighted for part in parts):
        write_weights(writer, name, np.concatenate(weights))
    if any(part.terms.positioned for part in parts):
        _merge_positions(name, parts, counts, writer, pause)


def _merge_positions(
    name: str,
    parts: Sequence[_Part],
    counts: NDArray[np.int64],
    writer: ColumnsWriter,
    pause: Callable[[], None],
) -> None:
    sizes = np.zeros(len(counts), np.int64)
    writer.begin(name, Part.POSITIONS, np.uint8)
    for first, last in _slices(counts):
        pause()
        here = sizes[first:last]
        found = []
        for part in parts:
            its_first, its_last = np.searchsorted(part.places, (first, last)).tolist()
            if its_first < its_last:
                places = part.places[its_first:its_last] - first
                content, its_sizes = part.positions(its_first, its_last)
                np.add.at(here, places, its_sizes)
                found.append((places, content, its_sizes))
        whole = np.empty(int(here.sum()), np.uint8)
        free = np.cumsum(here) - here
        for places, content, its_sizes in found:
            whole[_taken(free, places, its_sizes)] = content
        writer.go_on(whole)
    writer.add(name, Part.POSITION_SIZES, leb128.encoded(sizes)[0])


def _merged_terms(parts: Sequence[_Part]) -> tuple[list[bytes], NDArray[np.int64]]:
    """The terms that are left, in their order, and how many postings each has; tells each part its places."""
    each = [part.terms.all() for part in parts]
    terms = sorted(set().union(*each))
    places = {term: place for place, term in enumerate(terms)}
    counts = np.zeros(len(terms), np.int64)
    for part, its in zip(parts, each, strict=True):
        part.places = np.fromiter(map(places.__getitem__, its), np.int64, len(its))
        counts[part.places] += part.counts
    used = counts > 0
    if not used.all():
        # A term that is not left, of which no posting is taken over, gets the place of the next that is.
        left: NDArray[np.int64] = np.cumsum(used) - used
        for part in parts:
            part.places = left[part.places]
        terms = [term for term, kept in zip(terms, used.tolist(), strict=True) if kept]
        counts = counts[used]
    return terms, counts


def _slices(counts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Terms from the first to before the last, so that a slice has few postings but at least one term."""
    ends = np.cumsum(counts)
    first = 0
    while first < len(counts):
        begun = int(ends[first] - counts[first])
        last = max(first + 1, int(np.searchsorted(ends, begun + _SLICE, side="right")))
        yield first, last
        first = last


def _taken(
    free: NDArray[np.int64], places: NDArray[np.int64], counts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Where so many things of each place go; what is ``free`` at a place begins after them then."""
    at = ranges(free[places], counts)
    np.add.at(free, places, counts)
    return at
