"""What a word counts for in a document: BM25F, for arrays and for Whoosh's own matchers.

``boost * idf * f * (k1 + 1) / (f + k1 * (1 - b + b * length / average length))`` with
``idf = ln(1 + (N - n + .5) / (n + .5))``, where f is the weighted sum of the frequencies in all parts
(S. Robertson, H. Zaragoza, M. Taylor: "Simple BM25 extension to multiple weighted fields", CIKM 2004).

N, n and the average length are of the documents that are not deleted, in all segments: bringing segments
together changes no score.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any

from whoosh.scoring import BaseScorer, WeightingModel

from postil.search.segments.schema import FILTERS, LENGTH

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K1 = 1.6
B = 0.6


@dataclass(frozen=True, slots=True)
class Statistics:
    """What scores depend on beside the word and the document."""

    documents: int
    """How many there are, N."""
    length: float
    """How long they are on average; 1 where all are empty."""

    def idf(self, documents: int) -> float:
        """What a word that so many documents have is worth."""
        return log(1 + (self.documents - documents + 0.5) / (documents + 0.5))


def saturated(
    frequencies: NDArray[np.float64], lengths: NDArray[np.float64], average: float
) -> NDArray[np.float64]:
    """What a word of idf 1 counts for, by how often each document has it and how long each is."""
    found: NDArray[np.float64] = (
        frequencies * (K1 + 1) / (frequencies + (K1 * (1 - B) + (K1 * B / average) * lengths))
    )
    return found


def statistics(searcher: Any) -> Statistics:
    """The statistics of all that a Whoosh searcher reads: posting for posting, and slow."""
    lengths = [
        leaf.reader().column_reader(LENGTH)[number]
        for leaf, _ in searcher.get_parent().leaf_searchers()
        for number in leaf.reader().all_doc_ids()
    ]
    return Statistics(len(lengths), sum(lengths) / max(1, len(lengths)) or 1.0)


class BM25F(WeightingModel):
    """The same scores for Whoosh's matchers. Filters count for nothing."""

    def __init__(self, known: Statistics) -> None:
        self.statistics = known

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:  # noqa: ARG002 - Whoosh's signature
        """What scores a term in the segment of a searcher."""
        if fieldname in FILTERS:
            return _Nothing()
        leaves = (leaf.reader() for leaf, _ in searcher.get_parent().leaf_searchers())
        found = sum(
            sum(1 for _ in leaf.postings(fieldname, text).all_ids())
            for leaf in leaves
            if (fieldname, text) in leaf
        )
        return self.scorer_of(searcher, found)

    def scorer_of(self, searcher: Any, documents: int) -> BaseScorer:
        """What scores a thing that so many documents have, in the segment of a searcher."""
        return _Scorer(self.statistics, self.statistics.idf(documents), searcher)


class _Nothing(BaseScorer):
    def score(self, matcher: Any) -> float:  # noqa: ARG002 - Whoosh's signature
        return 0.0


class _Scorer(BaseScorer):
    def __init__(self, known: Statistics, idf: float, searcher: Any) -> None:
        self._idf = idf
        self._average = known.length
        self._lengths = searcher.reader().column_reader(LENGTH) if searcher.is_atomic() else None

    def score(self, matcher: Any) -> float:
        assert self._lengths is not None, "documents are scored in their segment"
        frequency = float(matcher.weight())
        length = float(self._lengths[matcher.id()])
        return self._idf * frequency * (K1 + 1) / (frequency + K1 * (1 - B) + K1 * B * length / self._average)
