"""Finding: what was typed, to the best pages, highlights and notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.model.ids import PageId
from postil.search.queries.parsing import parse
from postil.search.queries.query import And, Filter, Nothing, Or, Phrase, Query, Word
from postil.search.queries.query import Field as QueryField
from postil.search.queries.relaxing import GOOD, LEAST_SHARE, any_of, relaxed
from postil.search.queries.tokens import Kind, tokens
from postil.search.ranking import Sort
from postil.search.snippets.sought import Sought, sought

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from postil.errors import QueryError
    from postil.search.index import Index
    from postil.search.ranking import Facet, FacetValue, RankedDocument, Ranking


@dataclass(frozen=True, slots=True)
class Hit:
    """A page or annotation that was found. ``document.kind_of`` tells which the key names."""

    key: str
    page: PageId
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: the best hits, best first."""

    hits: tuple[Hit, ...]
    total: int
    """How many match, those that are not among the hits included. Where none does, hits with some of
    the words do not count.
    """
    sought: tuple[Sought, ...]
    """The words to be marked in the text of a hit: for ``snippets.snippet``."""
    problem: QueryError | None = None
    """What in the query could not be understood; the rest of it was searched."""
    sort: Sort = Sort.RELEVANCE
    """The order of the hits."""
    facets: Mapping[Facet, tuple[FacetValue, ...]] = field(default_factory=dict)
    """What the results can be narrowed by; empty where it was not asked for."""
    partial_from: int | None = None
    """The place of the first hit that has only most of the words, or all but in passing; None where all have
    all words.
    """
    suggestion: str | None = None
    """What may have been meant, where nothing was found."""


def find(
    index: Index,
    text: str,
    *,
    limit: int,
    now: datetime,
    typing: bool = True,
    sort: Sort | None = None,
    facets: bool = False,
) -> Found:
    """The best pages, highlights and notes for a query in the language of ``query``.

    ``now`` is an aware time in the person's own zone, for ``today`` and ``<30d``. While ``typing``, the
    last word may go on; asked from a command line it is whole. ``sort`` is the order where the query does
    not say one; with ``facets`` the values of all results are counted.
    """
    parsed = parse(text, typing=typing)
    typed = len(text) if typing else -1
    order = parsed.sort or sort or Sort.RELEVANCE
    if isinstance(parsed.query, Nothing):
        return Found((), 0, (), parsed.problem, order)

    def search(query: Query) -> Ranking:
        return index.search(query, limit=limit, today=now.date(), typed=typed, sort=order, facets=facets)

    sentence = relaxed(parsed.query, typed)
    asked = sentence.strict if sentence else parsed.query
    ranking = search(asked)
    documents = ranking.documents
    whole, total = len(documents), ranking.total
    if sentence and order is Sort.RELEVANCE and total < limit:
        documents, whole = _with_partial(documents, search(sentence.loose).documents, limit)
        total = len(documents)
        asked = sentence.loose if total > whole else asked
    if len(documents) < (limit if sentence else min(limit, 1)) and order is Sort.RELEVANCE:
        anything = None if _all_meant(text) else any_of(parsed.query, typed)
        if anything is not None:
            documents, asked = _with_others(documents, search(anything).documents, limit), anything
            total = len(documents) if total else 0
    hits = tuple(Hit(entry.key, PageId(entry.page), entry.score) for entry in documents)
    words = tuple(_words(asked, typed))
    near = ((form.word, False) for word in _fuzzy(asked) for form in index.near(word, limit=_NEAR))
    marked = sought((*words, *near), index.languages())
    partial_from = whole if len(documents) > whole else None
    return Found(hits, total, marked, parsed.problem, order, ranking.facets, partial_from)


def _all_meant(text: str) -> bool:
    """Whether it says itself that all words must match."""
    return any(token.kind is Kind.AND for token in tokens(text))


_NEAR = 20
"""Words near one that was asked for that are marked in what was found."""


def _fuzzy(query: Query) -> Iterator[str]:
    """The words for which near ones may stand."""
    match query:
        case Word() if query.fuzzy:
            yield query.text
        case Filter() if query.fuzzy:
            yield query.value
        case And() | Or():
            for child in query.children:
                yield from _fuzzy(child)


def _with_partial(
    strict: tuple[RankedDocument, ...], loose: tuple[RankedDocument, ...], limit: int
) -> tuple[tuple[RankedDocument, ...], int]:
    """The documents that have all words, where they are good, and how many; then those that have most."""
    best = loose[0].score if loose else 0.0
    complete = {document.key for document in strict}
    first = tuple(each for each in loose if each.key in complete and each.score >= best * GOOD)
    placed = {document.key for document in first}
    others = (
        each
        for each in loose
        if each.key not in placed and (each.key in complete or each.score >= best * LEAST_SHARE)
    )
    seen = {document.key for document in loose}
    missed = tuple(each for each in strict if each.key not in seen)
    return (*first, *others)[: limit - len(missed)] + missed, len(first)


def _with_others(
    found: tuple[RankedDocument, ...], others: tuple[RankedDocument, ...], limit: int
) -> tuple[RankedDocument, ...]:
    """What was found, and then what else was."""
    known = {document.key for document in found}
    return (*found, *(each for each in others if each.key not in known))[:limit]


def _words(query: Query, typed: int) -> Iterator[tuple[str, bool]]:
    """The words that a hit may have, each with whether it may go on; not those under Not."""
    match query:
        case Word():
            yield query.text, query.prefix or query.end == typed
        case Phrase():
            words = query.text.split()
            for at, word in enumerate(words, start=1):
                yield word, at == len(words) and query.end == typed
        case Filter(QueryField.TITLE | QueryField.NOTE | QueryField.QUOTE | QueryField.AUTHOR):
            for word in query.value.split():
                yield word, query.prefix or query.end == typed
        case And() | Or():
            for child in query.children:
                yield from _words(child, typed)
