"""A library that answers what a test tells it to."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.gui.builders import hit, page

from postil.app.finding import Results

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from postil.app.facets import FacetChoices
    from postil.app.finding import Hit
    from postil.search.queries.query import Field


class Source:
    """Answers a query with three hits named after it; may be told to wait, or to answer otherwise."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.limits: list[int] = []
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.answers: dict[str, Results] = {}
        self.facets: tuple[FacetChoices, ...] = ()
        self.queries: list[str] = []
        self.fails = False
        self.further: tuple[Hit, ...] = ()
        self.known: Mapping[Field, Sequence[str]] = {}
        self.to_know: Mapping[Field, Sequence[str]] = {}

    def search(self, query: str, *, limit: int, facets: bool) -> Results:
        if not facets:
            self.asked.append(query)
            self.limits.append(limit)
        self.may_answer.wait(10)
        if self.fails:
            raise OSError("the index is gone")
        given = self.answers.get(query)
        if given is None:
            hits = tuple(hit(page(title=query), query) for _ in range(3))
            given = Results(query, () if query == "nothing" else hits, 0 if query == "nothing" else 3, ())
        given = replace(given, hits=given.hits[:limit])
        return replace(given, facets=self.facets) if facets else given

    def more(self, _hit: Hit, _results: Results) -> tuple[Hit, ...]:
        return self.further

    def values(self) -> Mapping[Field, Sequence[str]]:
        return self.known

    def read_values(self) -> None:
        self.known = self.to_know

    def recent(self) -> tuple[str, ...]:
        return tuple(self.queries)

    def remember(self, query: str) -> None:
        self.forget(query)
        self.queries.insert(0, query)

    def forget(self, query: str) -> None:
        if query in self.queries:
            self.queries.remove(query)
