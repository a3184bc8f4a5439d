"""Purges the trash in the background: a while after the start, and every day while the window is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings

FIRST_MILLISECONDS = 20_000
"""The window is to be usable first."""

AGAIN_MILLISECONDS = 24 * 60 * 60 * 1000


class TrashKeeper(QObject):
    """Deletes what has rested in the trash for as many days as the settings say."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._failed = failed
        self._timer = QTimer(self, singleShot=True, interval=FIRST_MILLISECONDS)
        self._timer.timeout.connect(self.purge)
        self._timer.start()

    def purge(self) -> None:
        """Purge now. On the lane of imports: nothing is kept while bytes without a row are removed."""
        self._timer.start(AGAIN_MILLISECONDS)
        days = self._settings.value.trash_days
        self._jobs.run(
            lambda progress: self._library.trash.purge(days, progress),
            lane="write",
            done=lambda _gone: None,
            failed=self._failed,
        )
