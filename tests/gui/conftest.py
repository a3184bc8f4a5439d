"""What every test of the window needs: the application as it is started, and work in the background."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale

from postil.gui.appearance import Appearance
from postil.gui.bridge import MainThread
from postil.gui.main import build_application
from postil.jobs import Jobs
from postil.settings import LiveSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The one application, with the bundled fonts."""
    QLocale.setDefault(QLocale("en_US"))
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
def jobs(main_thread: MainThread) -> Iterator[Jobs]:
    """Lanes, closed at the end."""
    made = Jobs(deliver=main_thread)
    yield made
    made.close()
