"""Saved searches in the window: how much each finds now, asked in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library
    from postil.jobs import Jobs
    from postil.model.ids import SearchId

REST_MILLISECONDS = 400
"""After a change, and between two askings: an import changes the library many times a second."""


class SearchCounts(QObject):
    """Counts again whenever searches, library or index changed; one asking at a time."""

    listed = Signal(object)
    """All ``SavedSearch`` in their order."""
    counted = Signal(object)
    """How much each finds, by its id."""

    def __init__(
        self, library: Library, jobs: Jobs, failed: Callable[[Exception], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._failed = failed
        self._running = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MILLISECONDS)
        self._rest.timeout.connect(self._count)

    def list_again(self) -> None:
        """The saved searches themselves changed."""
        self.listed.emit(self._library.saved_searches.all())
        self._count()

    def ask(self) -> None:
        """What they find may have changed."""
        if not self._rest.isActive():
            self._rest.start()

    def _count(self) -> None:
        if self._running:
            self.ask()
            return
        self._running = True
        self._jobs.run(  # all of it on the lane: the library may be closed by now, and then nothing runs
            lambda _progress: self._totals(),
            lane="read",
            done=self._answered,
            failed=self._broke,
        )

    def _totals(self) -> dict[SearchId, int]:
        count, searches = self._library.finding.count, self._library.saved_searches.all()
        return {search.id: count(search.query) for search in searches}

    def _answered(self, totals: dict[SearchId, int]) -> None:
        self._running = False
        self.counted.emit(totals)

    def _broke(self, error: Exception) -> None:
        self._running = False
        self._failed(error)
