"""Runs Whoosh's query trees on arrays.

Whoosh's matchers step through postings with several Python calls each, and ask every member of a union
of hundreds of words how good it is. Here a query is answered a segment at a time in two passes over arrays:
which documents match, as one truth value for each document; then what the words that were asked for count
for in these, by BM25F (``bm25``).

The tree is made of these of Whoosh's types, and means with Whoosh's own matchers the same documents:
``And``, ``Or``, ``Not``, ``AndNot``, ``AndMaybe``, ``Term``, ``Phrase``, ``Prefix``, ``Wildcard``,
``TermRange``, ``FuzzyTerm``, ``Every`` and ``NullQuery``; besides those of ``whoosh_queries``. Any other is
left to Whoosh's own matchers on the same segment, with what is in it.

What is scored is a word: a Term, a Phrase, the words that one Prefix, Wildcard, TermRange or FuzzyTerm
stands for, or Alternatives. Its frequencies are added before they are saturated. Scores are added up where
the tree matches; Every, Not, Days and terms of filters count for nothing.

Read only through ``engine``: importing this imports Whoosh and NumPy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query
from whoosh.reading import MultiReader
from whoosh.searching import Searcher

from postil.search.execution.bm25 import BM25F, Statistics, saturated
from postil.search.execution.facets import counted
from postil.search.execution.frequencies import Words, asked_for, is_word
from postil.search.execution.ordering import best
from postil.search.execution.whoosh_queries import Days, for_matchers
from postil.search.ranking import Contribution, Sort
from postil.search.segments.schema import FILTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from postil.search.execution.frequencies import Frequencies
    from postil.search.ranking import Facet, FacetValue
    from postil.search.segments.segment import Segment

    Matching = NDArray[np.bool_]
    Numbers = NDArray[np.int64]
    Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best documents, best first, with their scores; how many matched; what these have in common."""

    top: tuple[tuple[int, float], ...]
    total: int
    facets: Mapping[Facet, tuple[FacetValue, ...]] = field(default_factory=dict)


class Executor:
    """Answers queries, and remembers of segments what was costly to find out. For one thread at a time."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._words = Words()

    def run(
        self,
        tree: Any,
        segments: Sequence[Segment],
        limit: int,
        *,
        sort: Sort = Sort.RELEVANCE,
        facets: bool = False,
    ) -> Ranked:
        """The best ``limit`` documents that match the tree."""
        run = self._begin(segments)
        matching = [run.matching(tree, at) & segment.live for at, segment in enumerate(segments)]
        numbers = [np.flatnonzero(each) for each in matching]
        total = sum(map(len, numbers))
        if not total or not (limit or facets):  # who only counts needs no scores
            return Ranked((), total)
        scores = [run.scores(tree, at, each) for at, each in enumerate(numbers)]
        top = best(segments, numbers, scores, sort, limit)
        return Ranked(top, total, counted(segments, matching) if facets else {})

    def explain(self, tree: Any, segments: Sequence[Segment], number: int) -> tuple[Contribution, ...]:
        """What each thing that was asked for adds to a document's score; nothing if it does not match."""
        run = self._begin(segments)
        for at, segment in enumerate(segments):
            own = number - segment.base
            if 0 <= own < segment.count and run.matching(tree, at)[own]:
                return tuple(run.contributions(tree, at, own))
        return ()

    def _begin(self, segments: Sequence[Segment]) -> _Run:
        return _Run(self._schema, segments, self._words, _statistics(segments))


def _statistics(segments: Sequence[Segment]) -> Statistics:
    documents = sum(segment.count - segment.deleted for segment in segments)
    length = sum(segment.length for segment in segments)
    return Statistics(documents, length / max(1, documents) or 1.0)


@dataclass(slots=True)
class _Run:
    """One query's way through the index. ``at`` is a segment by its place, ``numbers`` its own."""

    schema: Any
    segments: Sequence[Segment]
    words: Words
    statistics: Statistics
    _matching: dict[tuple[int, int], Matching] = field(default_factory=dict)
    _frequencies: dict[tuple[int, int], Frequencies] = field(default_factory=dict)
    _left: dict[tuple[int, int], Scores] = field(default_factory=dict)
    """The scores of the documents that Whoosh's matchers found: below 0 where they did not."""
    _having: dict[int, int] = field(default_factory=dict)
    _searcher: Searcher | None = None

    def matching(self, tree: Any, at: int) -> Matching:
        """For each document of a segment whether it matches, those that were deleted included."""
        known = self._matching.get((id(tree), at))
        if known is None:
            known = self._matching[id(tree), at] = self._matches(tree, at)
        return known

    def scores(self, tree: Any, at: int, numbers: Numbers) -> Scores:
        """The scores of documents of a segment, which all match."""
        scores = np.zeros(len(numbers))
        for word, rows, boost in self._scored(tree, at, numbers, 1.0):
            chosen = numbers if rows is None else numbers[rows]
            if is_word(word):
                added = self._weight(word) * boost * self._saturated(word, at, chosen)
            else:
                added = boost * self._by_matchers(word, at)[chosen]
            if rows is None:
                scores += added
            else:
                scores[rows] += added
        return scores

    def contributions(self, tree: Any, at: int, number: int) -> Iterator[Contribution]:
        """What each thing that was asked for adds to the score of a document, which matches."""
        numbers = np.array([number])
        length = float(self.segments[at].lengths[number])
        for word, _, boost in self._scored(tree, at, numbers, 1.0):
            if not is_word(word):
                yield Contribution(
                    repr(word), 0, 0.0, 0.0, length, float(self._by_matchers(word, at)[number])
                )
                continue
            frequency = float(self._found(word, at).of(numbers, self.segments[at].count)[0])
            if frequency:
                documents = self._documents(word)
                score = self._weight(word) * boost * float(self._saturated(word, at, numbers)[0])
                idf = self.statistics.idf(documents)
                yield Contribution(asked_for(word), documents, idf, frequency, length, score)

    def _matches(self, tree: Any, at: int) -> Matching:
        count = self.segments[at].count
        match tree:
            case _ if is_word(tree):
                return self._found(tree, at).matching(count)
            case query.And():
                return self._all(tree, at)
            case query.Or() if type(tree) is query.Or:
                found = np.zeros(count, np.bool_)
                for child in tree:
                    found |= self.matching(child, at)
                return found
            case query.Not():
                return ~self.matching(tree.query, at)
            case query.AndNot():
                return self.matching(tree.a, at) & ~self.matching(tree.b, at)
            case query.AndMaybe():
                return self.matching(tree.a, at)
            case Days():
                days = np.asarray(getattr(self.segments[at], tree.column))
                return (days >= tree.first) & (days <= tree.last)
            case query.Every():
                return self._every(tree, at)
            case _ if tree == query.NullQuery:
                return np.zeros(count, np.bool_)
        return self._by_matchers(tree, at) >= 0

    def _all(self, tree: Any, at: int) -> Matching:
        """The documents that match all children; what costs little is looked at first."""
        found = np.ones(self.segments[at].count, np.bool_)
        if not len(tree):
            return ~found
        for child in sorted(tree, key=_cost):
            found &= self.matching(child, at)
            if not found.any():
                break
        return found

    def _every(self, tree: Any, at: int) -> Matching:
        """All documents, or all that have any term of a field."""
        segment = self.segments[at]
        if not tree.fieldname:
            return np.ones(segment.count, np.bool_)
        found = np.zeros(segment.count, np.bool_)
        terms = segment.terms(tree.fieldname)
        found[terms.postings(0, len(terms)).numbers] = True
        return found

    def _scored(
        self, tree: Any, at: int, numbers: Numbers, boost: float
    ) -> Iterator[tuple[Any, Numbers | None, float]]:
        """The scored parts of the tree: each with the rows of ``numbers`` that it is for, None for all."""
        match tree:
            case _ if is_word(tree):
                if getattr(tree, "fieldname", "") not in FILTERS:
                    yield tree, None, boost * tree.boost
            case query.And():
                for child in tree:
                    yield from self._scored(child, at, numbers, boost * tree.boost)
            case query.Or() if type(tree) is query.Or:
                for child in tree:
                    yield from self._where(child, at, numbers, boost * tree.boost)
            case query.AndNot():
                yield from self._scored(tree.a, at, numbers, boost)
            case query.AndMaybe():
                yield from self._scored(tree.a, at, numbers, boost)
                yield from self._where(tree.b, at, numbers, boost)
            case query.Not() | Days() | query.Every():
                return
            case _ if tree != query.NullQuery:
                yield tree, None, boost

    def _where(
        self, tree: Any, at: int, numbers: Numbers, boost: float
    ) -> Iterator[tuple[Any, Numbers | None, float]]:
        """As ``_scored``, of those documents that match."""
        if is_word(tree):  # others have it no times
            yield from self._scored(tree, at, numbers, boost)
            return
        rows = np.flatnonzero(self.matching(tree, at)[numbers])
        for word, own, its in self._scored(tree, at, numbers[rows], boost):
            yield word, rows if own is None else rows[own], its

    def _found(self, word: Any, at: int) -> Frequencies:
        known = self._frequencies.get((id(word), at))
        if known is None:
            known = self._frequencies[id(word), at] = self.words.frequencies(word, self.segments[at])
        return known

    def _documents(self, word: Any) -> int:
        """How many documents have the word."""
        known = self._having.get(id(word))
        if known is None:
            known = self._having[id(word)] = sum(
                self._found(word, at).documents(segment.live if segment.deleted else None)
                for at, segment in enumerate(self.segments)
            )
        return known

    def _weight(self, word: Any) -> float:
        return self.statistics.idf(self._documents(word))

    def _saturated(self, word: Any, at: int, numbers: Numbers) -> Scores:
        segment = self.segments[at]
        frequencies = self._found(word, at).of(numbers, segment.count)
        lengths = np.asarray(segment.lengths)[numbers].astype(np.float64)
        return saturated(frequencies, lengths, self.statistics.length)

    def _by_matchers(self, tree: Any, at: int) -> Scores:
        """What Whoosh's own matchers make of a tree: for each document its score, -1 where none matches."""
        known = self._left.get((id(tree), at))
        if known is None:
            searcher, _ = self._whoosh().leaf_searchers()[at]
            known = np.full(self.segments[at].count, -1.0)
            matcher = for_matchers(tree).matcher(searcher, searcher.context(needs_current=True))
            while matcher.is_active():
                known[matcher.id()] = max(0.0, matcher.score())
                matcher.next()
            self._left[id(tree), at] = known
        return known

    def _whoosh(self) -> Searcher:
        if self._searcher is None:
            readers = [segment.reader(self.schema) for segment in self.segments]
            self._searcher = Searcher(MultiReader(readers), weighting=BM25F(self.statistics))
        return self._searcher


def _cost(tree: Any) -> int:
    """What looking for it takes, beside its like: nothing is known yet of how much there is."""
    match tree:
        case query.Term() | Days():
            return 0
        case query.Phrase():
            return 2
        case query.MultiTerm():
            return 3
        case query.Every() | query.Or() | query.And() | query.BinaryQuery():
            return max((_cost(child) for child in tree.children()), default=1)
        case query.Not():
            return _cost(tree.query)
    return 4
