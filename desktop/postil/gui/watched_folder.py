"""Keeps an eye on the watched folder while the window is open, and says what came in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from postil.app.watching import SETTLED_SECONDS, WatchedFolderGone
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.import_report import ImportReport
    from postil.app.library import Library
    from postil.app.watching import Look
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.settings import Settings

FIRST_MILLISECONDS = 3000
"""The window is to be usable first."""

AGAIN_MILLISECONDS = 60_000
SOON_MILLISECONDS = round(SETTLED_SECONDS * 1000) + 200
"""When what was new is looked at again."""


class WatchedFolder(QObject):
    """Looks at the start, when the window is turned to, every minute, and when it is asked to."""

    taken = Signal(object)
    """The ``ImportReport`` of what came in."""
    told = Signal(str)

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._failed = failed
        self._folder = settings.value.watched_folder
        self._busy = False
        self._gone = False
        self._again = QTimer(self, interval=AGAIN_MILLISECONDS)
        self._again.timeout.connect(self.look)
        self._soon = QTimer(self, singleShot=True, interval=FIRST_MILLISECONDS)
        self._soon.timeout.connect(self.look)
        settings.changed.connect(self._follow)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._turned_to)
        if self._folder:
            self._again.start()
            self._soon.start()

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands of the watched folder, and what does them."""
        return (("library.look-into-folder", self._look_now),)

    def look(self) -> None:
        """See what is new; what has settled comes in."""
        if self._busy or not self._folder:
            return
        self._busy = True
        folder = Path(self._folder)
        self._jobs.run(
            lambda _progress: self._library.watching.look(folder),
            lane="read",
            done=self._looked,
            failed=self._broke,
        )

    def _look_now(self) -> None:
        if not self._folder:
            self.told.emit(_("No folder is watched. Choose one in the settings, under “Library”."))
            return
        self._gone = False
        self.look()

    def _looked(self, look: Look) -> None:
        self._gone = False
        if look.ready:
            self._jobs.run(
                lambda progress: self._library.watching.take(look, progress),
                lane="write",
                done=self._took,
                failed=self._broke,
            )
            return
        self._busy = False
        if look.unsettled:
            self._soon.start(SOON_MILLISECONDS)

    def _took(self, report: ImportReport) -> None:
        self._busy = False
        self.taken.emit(report)
        self._soon.start(SOON_MILLISECONDS)

    def _broke(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, WatchedFolderGone):
            self._failed(error)
        elif not self._gone:  # it is told once, not every minute
            self._gone = True
            self._failed(error)

    def _follow(self, settings: Settings) -> None:
        if settings.watched_folder == self._folder:
            return
        self._folder = settings.watched_folder
        self._gone = False
        if self._folder:
            self._again.start()
            self.look()
        else:
            self._again.stop()
            self._soon.stop()

    def _turned_to(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.look()
