"""The window's start: builds everything, once, and runs until the window is closed."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMessageBox

from postil import log, paths
from postil.app.instance import Request, hand_over
from postil.app.library import Library
from postil.errors import LibraryDamaged, LibraryError, LibraryLocked
from postil.gui import fonts, language
from postil.gui.appearance import Appearance
from postil.gui.bridge import MainThread
from postil.gui.icons import application_icon
from postil.gui.window import MainWindow
from postil.jobs import Jobs
from postil.live_settings import LiveSettings, load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.settings import Settings

PATIENCE_SECONDS = 4.0
"""How long a start waits for a library that another program is about to give back."""

SWITCH_SECONDS = 0.001
"""How long a thread may keep the others waiting: with Python's own 5 ms, a key waits for an import."""


def run(folder: Path, *, files: Sequence[Path] = (), link: str | None = None) -> int:
    """Open the window on the library in ``folder``; the exit status is returned when it is closed.

    Where another window has the library, ``files`` and ``link`` are handed to it.
    """
    application = build_application()
    settings = read_settings(application)
    log.set_up(paths.log_folder())
    appearance = Appearance(application, settings)  # now, for what is asked before there is a window
    try:
        library = _open_or_repair(folder, Request(tuple(map(str, files)), link), settings.value)
    except LibraryError as error:
        return _refuse(error)
    if library is None:
        return 0
    main_thread = MainThread()
    jobs = Jobs(deliver=main_thread)
    window = build_window(application, library, jobs, settings, main_thread, appearance=appearance)
    window.failures.install()
    library.listen(lambda request: main_thread(lambda: _show_request(window, request)))
    window.show()
    window.arrivals.imports.runs.offer_unfinished()
    window.open_requested(tuple(files), link)
    library.indexing.start()
    status = application.exec()
    jobs.close()
    library.close()
    return status


def read_settings(application: QApplication) -> LiveSettings:
    """The settings in use. The language comes first: what is wrong with the others is told in it."""
    file = paths.settings_file()
    language.set_up(application, load(file)[0].language)
    return LiveSettings(file)


def _open_or_repair(folder: Path, request: Request, settings: Settings) -> Library | None:
    """The library, once it is repaired where it is damaged; None where there is no window to open."""
    try:
        return _open_or_hand_over(folder, request)
    except LibraryDamaged as damage:
        from postil.gui.mending import offer_repair  # noqa: PLC0415 - hardly any start needs it

        return Library.open(folder) if offer_repair(folder, damage, settings) else None


def _open_or_hand_over(folder: Path, request: Request) -> Library | None:
    """The library; None where another window has it and took the request.

    A command line that works on the library holds it for a moment, and takes no requests: it is waited for.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return Library.open(folder)
        except LibraryLocked:
            if hand_over(folder, request):
                return None
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def build_application() -> QApplication:
    """The one application object, with its name, icon and fonts."""
    sys.setswitchinterval(SWITCH_SECONDS)
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("postil")
    application.setApplicationDisplayName("Postil")
    application.setDesktopFileName("postil")
    application.setWindowIcon(application_icon())
    fonts.load_fonts()
    return application


def build_window(
    application: QApplication,
    library: Library,
    jobs: Jobs,
    settings: LiveSettings,
    main_thread: MainThread,
    *,
    appearance: Appearance | None = None,
) -> MainWindow:
    """The window on an open library; ``appearance`` is that which the program has on already."""
    window = MainWindow(
        library,
        jobs,
        settings,
        appearance=appearance or Appearance(application, settings),
        main_thread=main_thread,
        log_folder=paths.log_folder(),
    )
    for problem in settings.problems:
        window.messages.tell_error(problem)
    return window


def _show_request(window: MainWindow, request: Request) -> None:
    window.open_requested(tuple(map(Path, request.files)), request.link)


def _refuse(error: LibraryError) -> int:
    QMessageBox.critical(None, "Postil", str(error))
    return 2
