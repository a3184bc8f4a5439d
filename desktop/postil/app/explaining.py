"""Explaining a search: how the query was understood, and what made each score what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.search.document import annotation_key, page_key
from postil.search.queries.parsing import parse
from postil.search.queries.relaxing import any_of, relaxed

if TYPE_CHECKING:
    from datetime import date

    from postil.app.finding import Hit, Results
    from postil.search.index import Index
    from postil.search.queries.query import Query
    from postil.search.ranking import Contribution


@dataclass(frozen=True, slots=True)
class SearchExplanation:
    """Why a search answered as it did."""

    query: Query
    """What was typed, as a tree."""
    strict: Query
    """What a hit must match: of a sentence, without its small words."""
    loose: Query | None
    """What was asked after that, because too few had all words; None where nothing more was asked."""
    weights: tuple[tuple[str, float], ...]
    """The fields that a bare word is looked for in, and for how many words of the text one there counts."""
    contributions: tuple[tuple[Contribution, ...], ...]
    """For each hit, what each thing asked for adds to its score."""
    indexed: int
    """Pages and highlights that search knows."""


def explain(index: Index, results: Results, today: date) -> SearchExplanation:
    """Explain the results of a query that was asked as it stands, with nobody typing."""
    from postil.search.segments.schema import WEIGHTS  # noqa: PLC0415 - it imports Whoosh, as the search itself did

    asked = parse(results.query, typing=False).query
    sentence = relaxed(asked)
    strict = sentence.strict if sentence else asked
    loose = sentence.loose if sentence and results.partial_from is not None else None
    anything = any_of(asked) if results.partial_from is not None else None
    partial_from = len(results.hits) if results.partial_from is None else results.partial_from
    contributions = tuple(
        _contributions(index, (strict,) if number < partial_from else (loose, anything), hit, today)
        for number, hit in enumerate(results.hits)
    )
    return SearchExplanation(
        asked, strict, loose or anything, tuple(WEIGHTS.items()), contributions, index.count()
    )


def _contributions(
    index: Index, asked: tuple[Query | None, ...], hit: Hit, today: date
) -> tuple[Contribution, ...]:
    """Those of the first query that the hit matches."""
    told = (index.explain(query, _key(hit), today=today) for query in asked if query is not None)
    return next(filter(None, told), ())


def _key(hit: Hit) -> str:
    return page_key(hit.page.id) if hit.annotation is None else annotation_key(hit.annotation.id)
