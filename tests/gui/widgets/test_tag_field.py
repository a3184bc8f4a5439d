"""Typing tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QVBoxLayout

from postil.gui.widgets.tag_field import TagField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]


@pytest.fixture
def field(host: QWidget) -> TagField:
    made = TagField(("politics", "politics/europe", "science"))
    QVBoxLayout(host).addWidget(made)
    made.show_tags(("town",))
    made.line.setFocus()
    return made


def tags(field: TagField) -> tuple[str, ...]:
    return field.tags


def test_enter_and_a_comma_set_what_was_typed(field: TagField) -> None:
    QTest.keyClicks(field.line, "bees,")
    QTest.keyClicks(field.line, "#honey")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert tags(field) == ("town", "bees", "honey")
    assert field.line.text() == ""


def test_what_is_being_typed_counts_but_twice_is_once(field: TagField) -> None:
    QTest.keyClicks(field.line, "rivers")
    assert tags(field) == ("town", "rivers")
    field.line.setText("town")
    assert tags(field) == ("town",)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert tags(field) == ("town",)


def test_backspace_takes_the_last_away_only_from_an_empty_line(field: TagField) -> None:
    QTest.keyClicks(field.line, "x")
    QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    assert tags(field) == ("town",)
    QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    assert tags(field) == ()
    QTest.keyClick(field.line, Qt.Key.Key_Backspace)


def test_enter_on_nothing_says_that_one_is_done(field: TagField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.accepted):
        QTest.keyClick(field.line, Qt.Key.Key_Return)


def test_a_chip_takes_its_tag_away(field: TagField) -> None:
    (chip,) = (chip for chip in field.findChildren(QToolButton) if chip.isVisible())
    assert chip.accessibleName() == "Take away the tag town"
    chip.click()
    assert tags(field) == ()
    assert field.line.hasFocus()


def test_known_tags_are_offered_wherever_the_letters_stand(field: TagField, qtbot: QtBot) -> None:
    QTest.keyClicks(field.line, "euro")
    popup = field.line.completer().popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tags(field) == ("town", "politics/europe"))
    assert field.line.text() == ""


def test_many_tags_go_on_on_the_next_line(field: TagField, host: QWidget, qtbot: QtBot) -> None:
    host.resize(300, 600)
    field.show_tags(tuple(f"a tag of some length {n}" for n in range(8)))
    qtbot.waitUntil(lambda: field.heightForWidth(280) > 3 * field.line.height())
