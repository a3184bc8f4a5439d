"""Runs Whoosh's query trees on whole lists of postings.

Whoosh's matchers step through postings with several Python calls each, and ask every member of a union
of hundreds of words how good it is. Here a query is answered in two passes: which documents match, by
sets; then what the words that were asked for count for in these, by BM25F.

The tree is made of these of Whoosh's types, and means with Whoosh's own matchers the same documents:
``And``, ``Or``, ``Not`` (inside And), ``AndMaybe``, ``Term``, ``Phrase``, ``Prefix``, ``Every`` and
``NullQuery``; besides ``Alternatives``, an Or whose frequencies are one, and ``Days``, a range over a column.

Score of a document: for every word, phrase or prefix asked for,
``boost * idf * f * (k1 + 1) / (f + k1 * (1 - b + b * length / average length))`` with
``idf = ln(1 + (N - n + .5) / (n + .5))``, where f is the weighted sum of the frequencies in all parts
(S. Robertson, H. Zaragoza, M. Taylor: "Simple BM25 extension to multiple weighted fields", CIKM 2004).
A word counts wherever it stands, also where another branch of an Or made the document match.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from math import log
from typing import TYPE_CHECKING, Any

from whoosh import query

from postil.search.schema import FILTERS

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping, Sequence

    from postil.search.dates import Span
    from postil.search.segment import Segment

    Frequencies = Mapping[int, float]

K1 = 1.6
B = 0.6
EXPANSIONS = 400
"""Words that a prefix stands for at the most: those in most documents, where there are more."""


class Alternatives(query.Or):
    """Words that are one word to the person who asked: their frequencies are added before they count."""


class Days(query.Query):
    """The documents whose day in a column falls into a span."""

    def __init__(self, column: str, span: Span) -> None:
        self.column = column
        self.first = span.first.toordinal()
        self.last = span.last.toordinal()

    def __repr__(self) -> str:
        return f"Days({self.column}, {self.first}, {self.last})"


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best documents, best first, with their scores; and how many matched."""

    top: tuple[tuple[int, float], ...]
    total: int


def run(tree: Any, segments: Sequence[Segment], limit: int) -> Ranked:
    """The best ``limit`` documents that match the tree; where nothing is scored, the newest."""
    run_ = _Run(segments)
    matched = run_.documents(tree)
    matched.difference_update(*(segment.deleted for segment in segments))
    scores = run_.scores(matched)
    added = run_.days("added")
    best = heapq.nlargest(limit, zip(scores.values(), map(added.__getitem__, scores), scores, strict=True))
    return Ranked(tuple((number, score) for score, _, number in best), len(matched))


@dataclass(slots=True)
class _Run:
    """One query's way through the index."""

    segments: Sequence[Segment]
    wanted: list[tuple[Frequencies, float]] = field(default_factory=list)
    """What counts for the score: frequencies and boost of each thing asked for."""

    def documents(self, tree: Any) -> set[int]:
        """The documents that match; those of a scored part are noted as wanted."""
        match tree:
            case query.And():
                return self._all(tree)
            case Alternatives() | query.Term() | query.Phrase() | query.Prefix():
                found = self.frequencies(tree)
                if getattr(tree, "fieldname", "") not in FILTERS:
                    self.wanted.append((found, tree.boost))
                return set(found)
            case query.Or():
                return set().union(*(self.documents(child) for child in tree))
            case query.AndMaybe():
                required = self.documents(tree.a)
                self.documents(tree.b)
                return required
            case Days():
                return self._days(tree)
            case query.Every():
                return set(chain.from_iterable(segment.numbers() for segment in self.segments))
            case _ if tree == query.NullQuery:
                return set()
        raise TypeError(f"no query that can be run: {tree!r}")

    def frequencies(self, tree: Any) -> Frequencies:
        """How often what is asked for stands in each document that has it."""
        match tree:
            case Alternatives():
                return _sum([self.frequencies(child) for child in tree])
            case query.Term():
                return self._term(tree.fieldname, tree.text)
            case query.Phrase():
                return self._phrase(tree.fieldname, tree.words)
            case query.Prefix():
                return self._prefix(tree.fieldname, tree.text)
        raise TypeError(f"nothing that has a frequency: {tree!r}")

    def scores(self, matched: set[int]) -> dict[int, float]:
        """The score of each matched document."""
        scores = dict.fromkeys(matched, 0.0)
        lengths = _joined([segment.lengths for segment in self.segments])
        count = max(1, len(lengths))
        slope = K1 * B * count / (sum(lengths) or 1.0)
        base = K1 * (1 - B)
        for frequencies, boost in self.wanted:
            idf = log(1 + (count - len(frequencies) + 0.5) / (len(frequencies) + 0.5))
            weight = boost * idf * (K1 + 1)
            fewer, more = sorted((scores, frequencies), key=len)
            for number in fewer:
                if number not in more:
                    continue
                frequency = frequencies[number]
                scores[number] += weight * frequency / (frequency + base + slope * lengths[number])
        return scores

    def days(self, column: str) -> Sequence[int]:
        """A column of days over all documents."""
        return _joined([getattr(segment, column) for segment in self.segments])

    def _all(self, tree: Any) -> set[int]:
        """The documents that match all children, but none of those under Not."""
        forbidden = [child.query for child in tree if isinstance(child, query.Not)]
        found: set[int] | None = None
        for child in tree:
            if isinstance(child, query.Not):
                continue
            documents = self.documents(child)
            found = documents if found is None else found & documents
            if not found:
                return found
        if found is None:
            found = set(chain.from_iterable(segment.numbers() for segment in self.segments))
        for child in forbidden:
            found.difference_update(_Run(self.segments).documents(child))
        return found

    def _term(self, name: str, term: str) -> Frequencies:
        found: dict[int, float] = {}
        for segment in self.segments:
            found.update(segment.frequencies(name, term))
        return found

    def _phrase(self, name: str, words: Sequence[str]) -> Frequencies:
        found: dict[int, float] = {}
        for segment in self.segments:
            shared = frozenset.intersection(*(frozenset(segment.frequencies(name, word)) for word in words))
            if not shared:
                continue
            standing = [segment.positions(name, word, shared) for word in words]
            for number in shared:
                starts = set(standing[0][number])
                for offset, positions in enumerate(standing[1:], start=1):
                    starts.intersection_update([position - offset for position in positions[number]])
                if starts:
                    found[number] = float(len(starts))
        return found

    def _prefix(self, name: str, prefix: str) -> Frequencies:
        """The words that begin so, at most EXPANSIONS of them, as one."""
        places = [(segment, place) for segment in self.segments for place in segment.expand(name, prefix)]
        if len(places) > EXPANSIONS:
            documents: Counter[str] = Counter()
            for _, place in places:
                documents[place.term] += place.documents
            frequent = {term for term, _ in documents.most_common(EXPANSIONS)}
            places = [(segment, place) for segment, place in places if place.term in frequent]
        return _sum([segment.at(place) for segment, place in places])

    def _days(self, tree: Days) -> set[int]:
        first, last = max(tree.first, 1), tree.last  # 0 stands for "no day"
        return {number for number, day in enumerate(self.days(tree.column)) if first <= day <= last}


def _sum(several: Sequence[Frequencies]) -> Frequencies:
    """The frequencies of all, added."""
    if len(several) == 1:
        return several[0]
    several = sorted(several, key=len, reverse=True)
    total = dict(several[0]) if several else {}
    for frequencies in several[1:]:
        for number, frequency in frequencies.items():
            total[number] = total.get(number, 0.0) + frequency
    return total


def _joined(columns: Sequence[array[Any]]) -> Sequence[Any]:
    if len(columns) == 1:
        return columns[0]
    joined = columns[0][:] if columns else []
    for column in columns[1:]:
        joined.extend(column)
    return joined
