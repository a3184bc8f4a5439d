"""The question before something that cannot be taken back, answered with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from tests.gui.pressing import press

from postil.gui.dialogs.question import Question

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]


@pytest.fixture
def done() -> list[str]:
    """What was done."""
    return []


@pytest.fixture
def asker(qtbot: QtBot) -> QWidget:
    """The window that asks."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def question(qtbot: QtBot, asker: QWidget, done: list[str]) -> Question:
    made = Question("Remove the lamp?", "It stays off.", "Remove", lambda: done.append("removed"), asker)
    made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_enter_alone_does_not_do_it(question: Question, done: list[str]) -> None:
    press(Qt.Key.Key_Return)
    assert not question.isVisible()
    assert not done


def test_enter_does_it_on_its_own_button(question: Question, done: list[str]) -> None:
    press(Qt.Key.Key_Tab)
    assert question.yes.hasFocus()
    press(Qt.Key.Key_Return)
    assert done == ["removed"]


def test_each_button_has_a_letter(question: Question) -> None:
    assert question.yes.text() == "&Remove"
    assert question.no.text() == "&Cancel"
