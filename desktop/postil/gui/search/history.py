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
        self._to_do: list[Callable[[], object]] = []
        self._running = False

    def ask(self) -> None:
        """Fetch them."""
        self._do(lambda: None)

    def remember(self, query: str) -> None:
        """A query was used."""
        self._do(lambda: self._source.remember(query))

    def forget(self, query: str) -> None:
        """A query is to be forgotten."""
        self._do(lambda: self._source.forget(query))

    def _do(self, deed: Callable[[], object]) -> None:
        """One after the other: the last answer knows of all deeds before it."""
        self._to_do.append(deed)
        if not self._running:
            self._run()

    def _run(self) -> None:
        self._running = True
        deeds, self._to_do = self._to_do, []

        def done() -> tuple[str, ...]:
            for deed in deeds:
                deed()
            return self._source.recent()

        self._jobs.run(lambda _progress: done(), lane="read", done=self._know, failed=self._broke)

    def _know(self, queries: tuple[str, ...]) -> None:
        self._running = False
        self.queries.know(queries)
        self.known.emit(queries)
        if self._to_do:
            self._run()

    def _broke(self, error: Exception) -> None:
        self._running = False
        self._failed(error)
