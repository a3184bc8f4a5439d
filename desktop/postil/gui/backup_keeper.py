"""Backs the library up in the background: a while after the start, and every day while the window is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from postil.app.backup_process import back_up_beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library
    from postil.jobs import Jobs, Progress
    from postil.live_settings import LiveSettings

FIRST_MILLISECONDS = 45_000
"""The window is to be usable first."""

AGAIN_MILLISECONDS = 60 * 60 * 1000
"""How often it is looked whether another day has begun."""


class BackupKeeper(QObject):
    """Makes the daily backup, where something has changed."""

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
        self._told = ""
        self._timer = QTimer(self, singleShot=True, interval=FIRST_MILLISECONDS)
        self._timer.timeout.connect(self.back_up)
        self._timer.start()

    def back_up(self) -> None:
        """Back up now, if that is due. Nothing waits for it; quitting stops it."""
        self._timer.start(AGAIN_MILLISECONDS)
        chosen = self._settings.value.backup_folder
        folder = Path(chosen) if chosen else None
        self._jobs.run(
            lambda progress: self._back_up(folder, progress),
            lane="read",
            done=lambda _done: None,
            failed=self._broke,
        )

    def _back_up(self, folder: Path | None, progress: Progress) -> None:
        if self._library.backup_schedule.is_due(folder):
            back_up_beside(self._library.folder, folder, progress)

    def _broke(self, error: Exception) -> None:
        if str(error) != self._told:  # a disk that is not connected is told once, not every hour
            self._told = str(error)
            self._failed(error)
