"""Hears what changes in the library, on whatever thread, and what the indexer still has to do."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from postil.model.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.index_pipe import IndexState
    from postil.app.indexing import IndexBacklog
    from postil.app.library import Library
    from postil.gui.bridge import MainThread
    from postil.jobs import Jobs

TOGETHER_MILLISECONDS = 30
"""Changes this close together are told as one: an import makes many."""

POLL_MILLISECONDS = 1500
SOON_MILLISECONDS = 150
"""How soon it is asked after, once the index said that it wrote."""

SEARCH_AGAIN_SECONDS = 3.0
"""While much is indexed, open results are asked for anew only so often."""


class Watch(QObject):
    """Tells the window, on its own thread."""

    changed = Signal(object)
    """``Changes``, gathered."""
    indexing = Signal(object)
    """How far the index is: ``IndexBacklog``."""
    found_anew = Signal()
    """Other things may be found than before."""
    settled = Signal()
    """Search and likeness know everything."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        main_thread: MainThread,
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._main_thread = main_thread
        self._failed = failed
        self._gathered = Changes()
        self._asking = False
        self._stopped = False
        self._commits = 0
        self._told_found = 0.0
        self._soon = QTimer(self, singleShot=True, interval=TOGETHER_MILLISECONDS)
        self._soon.timeout.connect(self._tell)
        self._poll = QTimer(self, singleShot=True, interval=POLL_MILLISECONDS)
        self._poll.timeout.connect(self._ask)
        library.changed.connect(self._hear)
        library.indexing.told.connect(self._hear_index)
        self._poll.start()

    def stop(self) -> None:
        """Hear nothing more."""
        self._stopped = True  # what was heard may still be on its way to this thread
        self._library.changed.disconnect(self._hear)
        self._library.indexing.told.disconnect(self._hear_index)
        self._soon.stop()
        self._poll.stop()

    def _hear(self, changes: Changes) -> None:
        self._main_thread(lambda: self._gather(changes))

    def _hear_index(self, _state: IndexState) -> None:
        self._main_thread(self._ask_soon)

    def _ask_soon(self) -> None:
        if not self._stopped and (
            not self._poll.isActive() or self._poll.remainingTime() > SOON_MILLISECONDS
        ):
            self._poll.start(SOON_MILLISECONDS)

    def _gather(self, changes: Changes) -> None:
        old = self._gathered
        self._gathered = Changes(
            pages=old.pages | changes.pages,
            annotations=old.annotations | changes.annotations,
            annotated=old.annotated | changes.annotated,
            membership=old.membership or changes.membership,
            searches=old.searches or changes.searches,
            export_targets=old.export_targets or changes.export_targets,
        )
        if not self._soon.isActive() and not self._stopped:
            self._soon.start()

    def _tell(self) -> None:
        gathered, self._gathered = self._gathered, Changes()
        self.changed.emit(gathered)
        if not self._poll.isActive():
            self._poll.start(POLL_MILLISECONDS)

    def _ask(self) -> None:
        if self._asking:
            return
        self._asking = True
        self._jobs.run(
            lambda _progress: (self._library.indexing.backlog(), self._library.likening.pending()),
            lane="read",
            done=self._answered,
            failed=self._broke,
        )

    def _answered(self, answer: tuple[IndexBacklog, int]) -> None:
        self._asking = False
        backlog, unlike = answer
        self.indexing.emit(backlog)
        under_way = backlog.pending > 0
        since = time.monotonic() - self._told_found
        if backlog.state.commits != self._commits and (not under_way or since > SEARCH_AGAIN_SECONDS):
            self._commits, self._told_found = backlog.state.commits, time.monotonic()
            self.found_anew.emit()
        if not under_way and not unlike:
            self.settled.emit()
        if (under_way or unlike or backlog.state.to_rebuild) and not self._poll.isActive():
            self._poll.start(POLL_MILLISECONDS)

    def _broke(self, error: Exception) -> None:
        self._asking = False
        self._failed(error)
