"""One sentence at the foot of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton

from postil.gui.widgets.message_bar import SHOWN_MILLISECONDS, MessageBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


@pytest.fixture
def bar(host: QWidget, appearance: Appearance) -> MessageBar:
    return MessageBar(appearance, host)


def test_a_sentence_goes_away_by_itself(bar: MessageBar, qtbot: QtBot) -> None:
    bar._timer.setInterval(20)
    bar.tell("Quote copied")
    assert bar.text == "Quote copied"
    qtbot.waitUntil(lambda: bar.text == "")
    assert SHOWN_MILLISECONDS >= 5000, "long enough to read and to press"


def test_an_error_stays_until_it_is_closed(bar: MessageBar, qtbot: QtBot) -> None:
    bar._timer.setInterval(20)
    bar.tell("Something that goes")
    bar.tell_error("Something that stays")
    qtbot.wait(60)
    assert bar.text == "Something that stays"
    close = next(b for b in bar.findChildren(QToolButton) if b.accessibleName() == "Close the message")
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert bar.text == ""


def test_the_deed_beside_it_is_done_once(bar: MessageBar) -> None:
    done: list[str] = []
    bar.tell("Highlight removed", deed=("Undo (Z)", lambda: done.append("undo")))
    (button,) = bar.findChildren(QPushButton)
    assert button.text() == "Undo (Z)"
    button.click()
    button.click()
    assert done == ["undo"]
    assert bar.text == ""


def test_a_new_sentence_takes_the_place_of_the_last(bar: MessageBar) -> None:
    bar.tell("One", deed=("Undo", lambda: None))
    bar.tell("Two")
    assert bar.text == "Two"
    assert not bar.findChildren(QPushButton)[0].isVisible()


@pytest.mark.parametrize("width", [1000, 480])
def test_it_stays_inside_at_the_foot(bar: MessageBar, host: QWidget, width: int) -> None:
    host.resize(width, 500)
    bar.tell_error("A long sentence that says what happened, and what to do about it. " * 3)
    host.resize(width - 20, 480)
    assert host.rect().contains(bar.geometry())
    assert bar.geometry().bottom() > host.height() - 60


def test_it_never_lies_over_the_field_that_is_typed_in(bar: MessageBar, host: QWidget, qtbot: QtBot) -> None:
    field = QLineEdit(host)
    field.setGeometry(420, 660, 160, 30)
    field.show()
    bar.tell("Undone: Edit note")
    assert bar.geometry().intersects(field.geometry())
    field.setFocus()
    qtbot.waitUntil(lambda: not bar.geometry().intersects(field.geometry()))
    bar.tell("Another sentence")
    assert bar.geometry().bottom() < field.y()
    field.clearFocus()
    qtbot.waitUntil(lambda: bar.geometry().bottom() > field.y())


def test_a_field_elsewhere_leaves_it_at_the_foot(bar: MessageBar, host: QWidget) -> None:
    field = QLineEdit(host)
    field.setGeometry(420, 20, 160, 30)
    field.show()
    field.setFocus()
    bar.tell("Undone: Edit note")
    assert bar.geometry().bottom() > host.height() - 40
