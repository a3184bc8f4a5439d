"""What is unfolded among the results: copies of pages, and further highlights, which are fetched for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.gui.search.rows import Row, Unfolded, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.finding import Hit, Results
    from postil.gui.search.rows import HitRow, RowKey
    from postil.gui.search.source import SearchSource
    from postil.jobs import Jobs


class Folds(QObject):
    """Holds what the person unfolded, as long as the query is the same."""

    fetched = Signal()
    """Further highlights are there: the rows are others now."""

    def __init__(
        self, source: SearchSource, jobs: Jobs, failed: Callable[[Exception], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._jobs = jobs
        self._failed = failed
        self._query = ""
        self._unfolded: tuple[Unfolded, ...] = ()

    def rows(self, results: Results) -> tuple[Row, ...]:
        """The rows of results, with what is unfolded of them."""
        if results.query != self._query:
            self._query = results.query
            self._unfolded = ()
        return rows_of(results, self._unfolded)

    def turn(self, row: HitRow, results: Results, *, unfold: bool) -> None:
        """Unfold what is under a hit, or fold it."""
        self._unfolded = tuple(each for each in self._unfolded if each.key != row.key)
        if unfold:
            self._unfolded += (Unfolded(row.key),)
            if row.hit.more:
                self._fetch(row.key, row.hit, results)

    def _fetch(self, key: RowKey, hit: Hit, results: Results) -> None:
        self._jobs.run(
            lambda _progress: self._source.more(hit, results),
            lane="read",
            done=lambda further: self._know(key, further),
            failed=self._failed,
        )

    def _know(self, key: RowKey, further: tuple[Hit, ...]) -> None:
        self._unfolded = tuple(
            replace(each, further=further) if each.key == key else each for each in self._unfolded
        )
        self.fetched.emit()
