"""The field of the query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from postil.gui.search.query_field import LONGEST, QueryField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


@pytest.fixture
def field(appearance: Appearance, qtbot: QtBot) -> QueryField:
    made = QueryField(appearance)
    qtbot.addWidget(made)
    made.resize(320, 32)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def red(field: QueryField, color: str) -> list[int]:
    """Where from left to right something is drawn in a colour like that of mistakes."""
    image, wanted = field.grab().toImage(), QColor(color)

    def is_red(x: int, y: int) -> bool:
        seen = image.pixelColor(x, y)
        return abs(seen.red() - wanted.red()) < 60 and seen.red() - seen.green() > 60

    return [x for x in range(image.width()) if any(is_red(x, y) for y in range(image.height()))]


def test_what_is_wrong_is_underlined_where_it_stands(field: QueryField, appearance: Appearance) -> None:
    danger = appearance.theme.window.danger
    field.setText("color:pnk bee")
    assert red(field, danger) == []
    field.mark_problem((6, 9))
    line = red(field, danger)
    metrics = field.fontMetrics()
    start = metrics.horizontalAdvance("color:")
    assert line[-1] - line[0] == pytest.approx(metrics.horizontalAdvance("pnk"), abs=4)
    assert line[0] > start
    field.mark_problem(None)
    assert red(field, danger) == []


def test_the_line_stays_while_something_is_typed_behind_it(field: QueryField, appearance: Appearance) -> None:
    field.setText("color:pnk")
    field.mark_problem((6, 9))
    line = red(field, appearance.theme.window.danger)
    QTest.keyClicks(field, " bee")
    assert red(field, appearance.theme.window.danger) == line
    QTest.keyClick(field, Qt.Key.Key_Home)
    assert red(field, appearance.theme.window.danger) == line


def test_the_line_goes_where_the_wrong_words_are_changed(field: QueryField) -> None:
    field.setText("color:pnk bee")
    field.mark_problem((6, 9))
    field.setCursorPosition(8)
    QTest.keyClicks(field, "i")
    assert field.problem is None


def test_places_are_counted_in_code_points(field: QueryField, appearance: Appearance) -> None:
    field.setText("𝔸𝔹 color:pnk")
    assert field.caret == len("𝔸𝔹 color:pnk")
    field.mark_problem((9, 12))
    assert red(field, appearance.theme.window.danger)[0] > field.fontMetrics().horizontalAdvance("𝔸𝔹 color:")
    field.replace(3, 12, "tag:a")
    assert field.text() == "𝔸𝔹 tag:a"
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "𝔸𝔹 color:pnk"


def test_an_input_method_is_not_disturbed(field: QueryField) -> None:
    field.setText("color:pnk ")
    QApplication.sendEvent(field, QInputMethodEvent("にほ", []))
    assert field.composing
    field.mark_problem((6, 9))
    assert field.text() == "color:pnk "
    committed = QInputMethodEvent("", [])
    committed.setCommitString("日本")
    QApplication.sendEvent(field, committed)
    assert not field.composing
    assert field.text() == "color:pnk 日本"
    assert field.problem == (6, 9)


def test_a_page_that_is_pasted_is_cut_so_that_each_key_is_answered_at_once(field: QueryField) -> None:
    QApplication.clipboard().setText("lamp oil " * 12_000)
    field.paste()
    assert field.text() == ("lamp oil " * 12_000)[:LONGEST]
