"""What the pane asks the library for: answers, completions, and what was searched for before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from postil.search.queries.completion import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from postil.app.finding import Hit, Results
    from postil.app.library import Library
    from postil.search.queries.query import Field


class SearchSource(Protocol):
    """All but ``values`` is called on a lane."""

    def search(self, query: str, *, limit: int, facets: bool) -> Results:
        """At most ``limit`` hits; with ``facets`` also what they can be narrowed by."""

    def more(self, hit: Hit, results: Results, /) -> tuple[Hit, ...]:
        """The further highlights of the page of a hit."""

    def values(self) -> Mapping[Field, Sequence[str]]:
        """What can be typed after the names of fields, as far as it is known; this never waits."""

    def read_values(self) -> None:
        """Learn anew what can be typed there, if anything has changed."""

    def recent(self) -> tuple[str, ...]:
        """The queries that were used, the last first."""

    def remember(self, query: str) -> None:
        """A query was used."""

    def forget(self, query: str) -> None:
        """A query is to be forgotten."""


class LibrarySource:
    """The library, as the pane asks it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def search(self, query: str, *, limit: int, facets: bool) -> Results:
        """At most ``limit`` hits; with ``facets`` also what they can be narrowed by."""
        return self._library.finding.search(query, limit=limit, typing=True, facets=facets)

    def more(self, hit: Hit, results: Results) -> tuple[Hit, ...]:
        """The further highlights of the page of a hit."""
        return self._library.finding.more(hit, results)

    def values(self) -> Mapping[Field, Sequence[str]]:
        """What can be typed after the names of fields, as far as it is known; this never waits."""
        return self._library.completing.known.values

    def read_values(self) -> None:
        """Learn anew what can be typed there, if anything has changed."""
        prepare(self._library.completing.read().values)

    def recent(self) -> tuple[str, ...]:
        """The queries that were used, the last first."""
        return self._library.search_history.recent()

    def remember(self, query: str) -> None:
        """A query was used."""
        self._library.search_history.remember(query)

    def forget(self, query: str) -> None:
        """A query is to be forgotten."""
        self._library.search_history.forget(query)
