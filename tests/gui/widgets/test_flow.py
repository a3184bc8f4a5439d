"""Small things in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from postil.gui.widgets.flow import Flow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


@pytest.fixture
def row(qtbot: QtBot) -> tuple[QWidget, list[QPushButton]]:
    made = QWidget()
    qtbot.addWidget(made)
    flow = Flow(made, edge=10, gap=5, line=20)
    buttons = [QPushButton() for _ in range(3)]
    for button in buttons:
        button.setFixedSize(100, 20)
        flow.addWidget(button)
    made.resize(230, 200)
    made.show()
    return made, buttons


def test_what_has_no_room_goes_on_in_the_next_line(row: tuple[QWidget, list[QPushButton]]) -> None:
    _, buttons = row
    assert [(button.x(), button.y()) for button in buttons] == [(10, 10), (115, 10), (10, 35)]


def test_what_is_hidden_takes_no_room(row: tuple[QWidget, list[QPushButton]], qtbot: QtBot) -> None:
    _, buttons = row
    buttons[0].hide()
    qtbot.waitUntil(lambda: (buttons[1].x(), buttons[2].x()) == (10, 115))


def test_a_window_that_begins_at_the_right_begins_there(
    row: tuple[QWidget, list[QPushButton]], qtbot: QtBot
) -> None:
    made, buttons = row
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.resize(231, 200)
    qtbot.waitUntil(lambda: [button.x() for button in buttons] == [121, 16, 121])
