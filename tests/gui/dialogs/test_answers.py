"""The answers of a dialog by keys: Enter is yes, Escape is no, and Enter on no is no."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QVBoxLayout

from postil.gui.dialogs.answers import Answers

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


@pytest.fixture
def dialog(qtbot: QtBot) -> QDialog:
    made = QDialog()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    return made


def show(dialog: QDialog, answers: Answers, qtbot: QtBot) -> None:
    layout = dialog.layout()
    assert layout is not None
    layout.addWidget(answers)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)


@pytest.mark.parametrize(
    ("key", "result"),
    [(Qt.Key.Key_Return, QDialog.DialogCode.Accepted), (Qt.Key.Key_Escape, QDialog.DialogCode.Rejected)],
)
def test_enter_accepts_and_escape_does_not(
    dialog: QDialog, qtbot: QtBot, key: Qt.Key, result: QDialog.DialogCode
) -> None:
    show(dialog, Answers(dialog, "Save"), qtbot)
    QTest.keyClick(dialog, key)
    assert not dialog.isVisible()
    assert dialog.result() == result


def test_enter_on_the_other_answer_leaves_everything_as_it_is(dialog: QDialog, qtbot: QtBot) -> None:
    answers = Answers(dialog, "Save")
    show(dialog, answers, qtbot)
    QTest.keyClick(answers.yes, Qt.Key.Key_Tab)
    no = dialog.focusWidget()
    assert no is not None
    assert no is not answers.yes
    QTest.keyClick(no, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_the_yes_may_have_words_of_its_own(dialog: QDialog, qtbot: QtBot) -> None:
    answers = Answers(dialog, "Open in the browser")
    show(dialog, answers, qtbot)
    assert answers.yes.text() == "Open in the browser"
    answers.yes.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
