"""What a browser saves into the watched folder comes in by itself, and is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from postil.gui import watched_folder

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui

PAGE = (
    "<!DOCTYPE html><title>The weir</title><p>The weir was built when the mill was, and it still holds."
    " In spring the water stands a hand below its crown, and the miller reads it off each morning."
)


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch, library: Library) -> None:
    """No look waits long; a file that is the same at two looks has settled."""
    monkeypatch.setattr(watched_folder, "SOON_MILLISECONDS", 50)
    monkeypatch.setattr("postil.app.watching.SETTLED_SECONDS", 0.01)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "saved pages"
    folder.mkdir()
    (folder / "weir.html").write_text(PAGE, encoding="utf-8")
    return folder


def pages_of(library: Library) -> int:
    return library.reading.counts().all


def test_a_folder_that_is_chosen_is_looked_into_and_again_when_the_window_is_turned_to(
    window: MainWindow, library: Library, settings: LiveSettings, saved: Path, qtbot: QtBot
) -> None:
    before = pages_of(library)
    settings.change(watched_folder=str(saved))
    qtbot.waitUntil(lambda: pages_of(library) == before + 1)
    qtbot.waitUntil(lambda: "1 page imported" in window.messages.text)
    (saved / "lock.html").write_text(PAGE.replace("weir", "lock"), encoding="utf-8")
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: pages_of(library) == before + 2)
    assert sorted(path.name for path in saved.iterdir()) == ["lock.html", "weir.html"]


def test_the_command_looks_at_once_and_says_where_to_choose_a_folder(
    window: MainWindow, library: Library, settings: LiveSettings, saved: Path, qtbot: QtBot
) -> None:
    window.commands.fire("library.look-into-folder")
    assert "No folder is watched" in window.messages.text
    before = pages_of(library)
    settings.change(watched_folder=str(saved))
    qtbot.waitUntil(lambda: pages_of(library) == before + 1)
    (saved / "lock.html").write_text(PAGE.replace("weir", "lock"), encoding="utf-8")
    qtbot.waitUntil(lambda: not window.arrivals.watched_folder._busy)
    window.commands.fire("library.look-into-folder")
    qtbot.waitUntil(lambda: pages_of(library) == before + 2)


def test_a_folder_that_is_gone_is_told_once(
    window: MainWindow, settings: LiveSettings, tmp_path: Path, qtbot: QtBot
) -> None:
    settings.change(watched_folder=str(tmp_path / "usb stick"))
    qtbot.waitUntil(lambda: "usb stick is not there" in window.messages.text)
    window.messages.hide()
    window.arrivals.watched_folder.look()
    qtbot.waitUntil(lambda: not window.arrivals.watched_folder._busy)
    assert not window.messages.isVisible()
