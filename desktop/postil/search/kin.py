"""The documents of the index that are kin to a page: they have the rare words that it has.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.search.kinship import LEAST_SHARE, LEAST_SHARED, telling
from postil.search.schema import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from postil.search.kinship import Telling, Term
    from postil.search.segment import Segment

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
    pages = sum(segment.count - len(segment.deleted) for segment in segments)
    known = ((term, sum(segment.documents(TEXT, term.stem) for segment in segments)) for term in terms)
    told = telling(known, pages)
    whole = sum(each.worth for each in told) or 1.0
    usual = sum(sum(segment.lengths) for segment in segments) / max(1, pages) or 1.0
    scores: dict[int, float] = defaultdict(float)
    shared: dict[int, list[Telling]] = defaultdict(list)
    for each in told:
        for segment in segments:
            for number, frequency in segment.frequencies(TEXT, each.term.stem).items():
                if number not in segment.deleted:
                    half = _HALF * (1 - _SLOPE + _SLOPE * segment.lengths[number - segment.base] / usual)
                    scores[number] += each.worth * frequency / (frequency + half)
                    shared[number].append(each)
    enough = (
        number
        for number, words in shared.items()
        if len(words) >= LEAST_SHARED and scores[number] >= LEAST_SHARE * whole
    )
    best = heapq.nlargest(limit, enough, key=lambda number: (scores[number], -number))
    return tuple((number, Kin(scores[number] / whole, tuple(shared[number]))) for number in best)
