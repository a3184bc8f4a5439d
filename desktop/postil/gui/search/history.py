"""What was searched for before: fetched and written in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.gui.search.older_queries import OlderQueries

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.search.source import SearchSource
    from postil.jobs import Jobs


class SearchedBefore(QObject):
    """Knows the queries that were used, and tells of each that is."""

    known = Signal(tuple)
    """The queries, the last used first."""

    def __init__(
        self, source: SearchSource, jobs: Jobs, failed: Callable[[Exception], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._jobs = jobs
        self._failed = failed
        self.queries = OlderQueries()

    def ask(self) -> None:
        """Fetch them."""
        self._run(lambda: None)

    def remember(self, query: str) -> None:
        """A query was used."""
        self._run(lambda: self._source.remember(query))

    def forget(self, query: str) -> None:
        """A query is to be forgotten."""
        self._run(lambda: self._source.forget(query))

    def _run(self, deed: Callable[[], None]) -> None:
        def done() -> tuple[str, ...]:
            deed()
            return self._source.recent()

        self._jobs.run(lambda _progress: done(), lane="read", done=self._know, failed=self._failed)

    def _know(self, queries: tuple[str, ...]) -> None:
        self.queries.know(queries)
        self.known.emit(queries)
