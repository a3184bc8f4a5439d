"""What every test of the window needs: the application as it is started, and work in the background."""

from __future__ import annotations

import os
import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from tests.gui.pages import write_pages

from postil.app.library import Library
from postil.gui.appearance import Appearance
from postil.gui.bridge import MainThread
from postil.gui.main import build_application, build_window
from postil.jobs import Jobs, Progress
from postil.live_settings import LiveSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from postil.gui.window import MainWindow

PATIENCE = 60_000
"""Milliseconds after which a test no longer waits for a state: more than a busy machine ever needs."""


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """The one of pytest-qt, which gives up after five seconds: a page may take as long to be imported."""
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitActive", "waitExposed"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=PATIENCE))
    return qtbot


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The one application, with the bundled fonts."""
    QLocale.setDefault(QLocale("en_GB"))
    return build_application()


@pytest.fixture
def settings() -> LiveSettings:
    """Settings that are kept nowhere."""
    live = LiveSettings()
    live.change(theme="light")
    return live


@pytest.fixture
def appearance(qapp: QApplication, settings: LiveSettings) -> Appearance:
    """The light theme, put on."""
    return Appearance(qapp, settings)


@pytest.fixture
def main_thread(qapp: QApplication) -> MainThread:
    """The way from other threads."""
    return MainThread()


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    """A plain window to open a dialog or a card over; it lives as long as the test."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def jobs(main_thread: MainThread) -> Iterator[Jobs]:
    """Lanes, closed at the end."""
    made = Jobs(deliver=main_thread)
    yield made
    made.close()


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of three pages, found by the search; tests open copies of it."""
    folder = tmp_path_factory.mktemp("imported")
    write_pages(folder / "saved")
    with Library.open(folder / "library") as library:
        library.importing.add((folder / "saved",), Progress())
        library.indexing.drain(Progress())
    return folder / "library"


@pytest.fixture
def library(imported: Path, tmp_path: Path) -> Iterator[Library]:
    """A library of three pages: the water works, what bees know, people who fold maps."""
    shutil.copytree(imported, tmp_path / "library")
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def empty_window(  # noqa: PLR0917 - a fixture asks for others by name
    qapp: QApplication,
    tmp_path: Path,
    jobs: Jobs,
    settings: LiveSettings,
    main_thread: MainThread,
    qtbot: QtBot,
) -> Iterator[MainWindow]:
    """The window on a library without a page."""
    with Library.open(tmp_path / "empty") as opened:
        made = build_window(qapp, opened, jobs, settings, main_thread)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitUntil(made.isActiveWindow)
        yield made
        made.close()
        jobs.close()


@pytest.fixture
def window(  # noqa: PLR0917 - a fixture asks for others by name
    qapp: QApplication,
    library: Library,
    jobs: Jobs,
    settings: LiveSettings,
    main_thread: MainThread,
    qtbot: QtBot,
) -> Iterator[MainWindow]:
    """The whole window on the library, active, with the focus on the list."""
    made = build_window(qapp, library, jobs, settings, main_thread)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    jobs.close()
