"""A picture of the window without a display: the proof of a tour where nobody can look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from postil.app.library import Library
from postil.gui import language
from postil.gui.bridge import MainThread
from postil.gui.main import build_application, build_window
from postil.jobs import Jobs
from postil.live_settings import LiveSettings
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

PATIENCE_MILLISECONDS = 15_000
_SETTLE_MILLISECONDS = 400


def take(folder: Path, picture: Path) -> Path:
    """Show the library in ``folder`` with its newest page open, and write what is seen to ``picture``."""
    application = build_application()
    settings = LiveSettings()
    language.set_up(application, settings.value.language)
    main_thread = MainThread()
    jobs = Jobs(deliver=main_thread)
    with Library.open(folder) as library:
        window = build_window(application, library, jobs, settings, main_thread)
        window.show()
        newest = library.reading.page_ids(Place())[:1]
        if newest:
            window.navigation.read(newest[0])
            _wait(PATIENCE_MILLISECONDS, window.open_page.shown)
        _wait(_SETTLE_MILLISECONDS)
        window.grab().save(str(picture))
        window.close()
        jobs.close()
    return picture


def _wait(milliseconds: int, signal: SignalInstance | None = None) -> None:
    loop = QEventLoop()
    if signal is not None:
        signal.connect(loop.quit)
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
