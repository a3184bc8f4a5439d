"""What results can be narrowed by: which values the documents that match have, and how many have each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from postil.search.ranking import Facet, FacetValue
from postil.search.words.languages import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from postil.search.segments.segment import Segment

MOST = 20
"""Values of one facet that are told, the most frequent."""

_FIELDS = {
    Facet.TAG: "tag",
    Facet.SITE: "host",
    Facet.COLOR: "color",
    Facet.YEAR: "year",
    Facet.LANGUAGE: "language",
}


def counted(
    segments: Sequence[Segment], matching: Sequence[NDArray[np.bool_]]
) -> Mapping[Facet, tuple[FacetValue, ...]]:
    """The values of all facets; ``matching`` tells of each segment's documents whether they count."""
    found = {facet: _values(field, segments, matching) for facet, field in _FIELDS.items()}
    spoken = tuple(value for value in found[Facet.LANGUAGE] if value.value != UNKNOWN)
    return found | {Facet.LANGUAGE: spoken}


def _values(
    field: str, segments: Sequence[Segment], matching: Sequence[NDArray[np.bool_]]
) -> tuple[FacetValue, ...]:
    """The most frequent first; of the same frequency in the order of the alphabet."""
    totals: Counter[bytes] = Counter()
    for segment, which in zip(segments, matching, strict=True):
        totals.update(dict(_of_segment(field, segment, which)))
    ordered = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(value.decode(), documents) for value, documents in ordered[:MOST])


def _of_segment(field: str, segment: Segment, which: NDArray[np.bool_]) -> Iterator[tuple[bytes, int]]:
    terms = segment.terms(field)
    documents = terms.documents(0, len(terms))
    if not len(documents):
        return
    has = which[terms.postings(0, len(terms)).numbers]
    ends = np.cumsum(documents)
    before = np.concatenate([[0], np.cumsum(has)])
    counts = before[ends] - before[ends - documents]
    for at in np.flatnonzero(counts).tolist():
        yield terms[at], int(counts[at])
