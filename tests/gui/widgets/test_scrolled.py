"""A part of a dialog that scrolls: what has the focus is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from postil.gui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


def test_it_follows_the_focus_that_a_letter_gave(qtbot: QtBot) -> None:
    part = QWidget()
    rows = QVBoxLayout(part)
    lines = [QLineEdit() for _each in range(30)]
    for line in lines:
        rows.addWidget(line)
    area = Scrolled(part)
    qtbot.addWidget(area)
    area.resize(300, 120)
    area.show()
    qtbot.waitUntil(area.isActiveWindow)
    for line in (lines[-1], lines[0]):
        line.setFocus()
        top = line.mapTo(area.viewport(), QPoint())
        assert 0 <= top.y() <= area.viewport().height() - line.height()
