"""Searches are remembered where the person wants it, and forgotten when they say so once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from postil.gui.dialogs.question import Question
from postil.gui.search_memory import SearchMemory

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def memory(
    library: Library, jobs: Jobs, settings: LiveSettings, host: QWidget, told: list[str]
) -> SearchMemory:
    def fail(error: Exception) -> None:
        raise error

    return SearchMemory(library, jobs, settings, told=told.append, failed=fail, window=host)


def test_the_setting_holds_at_once(memory: SearchMemory, library: Library, settings: LiveSettings) -> None:
    library.search_history.remember("sea")
    settings.change(remember_searches=False)
    library.search_history.remember("land")
    assert library.search_history.recent() == ("sea",)
    settings.change(remember_searches=True)
    library.search_history.remember("land")
    assert library.search_history.recent() == ("land", "sea")


def test_all_are_forgotten_after_a_question(
    memory: SearchMemory, library: Library, host: QWidget, told: list[str], qtbot: QtBot
) -> None:
    library.search_history.remember("sea")
    ((command, ask),) = memory.bindings()
    assert command == "search.clear-history"
    ask()
    QTest.keyClick(_shown(host, qtbot), Qt.Key.Key_Return)
    assert library.search_history.recent() == ("sea",), "Enter does not do what cannot be taken back"
    ask()
    question = _shown(host, qtbot)
    question.yes.setFocus()
    QTest.keyClick(question.yes, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["What you searched for is forgotten"]
    assert library.search_history.recent() == ()


def _shown(host: QWidget, qtbot: QtBot) -> Question:
    question = host.findChildren(Question)[-1]
    qtbot.waitUntil(question.isVisible)
    return question
