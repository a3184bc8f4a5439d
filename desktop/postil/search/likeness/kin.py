"""The documents of the index that are kin to a page: they have the rare words that it has.

Read only through ``engine``: importing this imports NumPy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from postil.search.execution.ordering import highest
from postil.search.likeness.kinship import LEAST_SHARE, LEAST_SHARED, telling
from postil.search.segments.schema import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from postil.search.likeness.kinship import Telling, Term
    from postil.search.segments.postings import Postings
    from postil.search.segments.segment import Segment

_HALF = 1.5
"""A document of the usual length that says a word so often has half of what it is worth."""
_SLOPE = 0.6
"""How much more often a longer one must say it: 0 as often, 1 as many times more as it is longer."""


@dataclass(frozen=True, slots=True)
class Kin:
    """What a document shares with the page that was asked about."""

    share: float
    """Of what all telling words are worth, the part that the document has, 0 to 1."""
    shared: tuple[Telling, ...]
    """The words that it has, the most telling first."""


def related(terms: Iterable[Term], segments: Sequence[Segment], limit: int) -> tuple[tuple[int, Kin], ...]:
    """The documents that have the most of what the most telling of these terms are worth."""
    found = {term: _postings(term, segments) for term in terms}
    pages = sum(int(np.count_nonzero(segment.live)) for segment in segments)
    told = telling(((term, sum(map(len, each))) for term, each in found.items()), pages)
    whole = sum(each.worth for each in told) or 1.0
    usual = (
        sum(float(np.sum(segment.lengths, dtype=np.float64)) for segment in segments) / max(1, pages) or 1.0
    )
    numbers, scores = [np.zeros(0, np.int64)], [np.zeros(0)]
    for at, segment in enumerate(segments):
        own, score = _scores(segment, [(each.worth, found[each.term][at]) for each in told], usual)
        enough = score >= LEAST_SHARE * whole
        numbers.append(own[enough] + segment.base)
        scores.append(score[enough])
    joined, score = np.concatenate(numbers), np.concatenate(scores)
    best = highest([score, -joined], limit)
    return tuple(
        (number, Kin(share, tuple(each for each in told if _has(found[each.term], segments, number))))
        for number, share in zip(joined[best].tolist(), (score[best] / whole).tolist(), strict=True)
    )


def _postings(term: Term, segments: Sequence[Segment]) -> list[Postings]:
    """The postings of a term in each segment."""
    found = []
    for segment in segments:
        terms = segment.terms(TEXT)
        stem = term.stem.encode("utf-8", "replace")
        at = terms.find(stem)
        found.append(terms.postings(at, at + int(at < len(terms) and terms[at] == stem)))
    return found


def _scores(
    segment: Segment, weighed: Sequence[tuple[float, Postings]], usual: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The documents of a segment that share words enough, with what these are worth together."""
    scores = np.zeros(segment.count)
    shared = np.zeros(segment.count, np.int64)
    half = _HALF * (1 - _SLOPE + _SLOPE * np.asarray(segment.lengths, np.float64) / usual)
    for worth, postings in weighed:
        frequencies = postings.weights.astype(np.float64)
        scores[postings.numbers] += worth * frequencies / (frequencies + half[postings.numbers])
        shared[postings.numbers] += 1
    numbers = np.flatnonzero((shared >= LEAST_SHARED) & segment.live)
    return numbers, scores[numbers]


def _has(postings: Sequence[Postings], segments: Sequence[Segment], number: int) -> bool:
    """Whether a document, by its number in the whole index, is among the postings of its segment."""
    for segment, each in zip(segments, postings, strict=True):
        if 0 <= number - segment.base < segment.count:
            own = np.uint16(number - segment.base)
            at = int(np.searchsorted(each.numbers, own))
            return bool(at < len(each) and each.numbers[at] == own)
    return False
