"""A line of the details by keys, and long values that may be broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from postil.gui.details.fact_row import FactRow, _breakable
from postil.gui.details.lines import Line

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


def test_enter_acts_or_copies_and_y_always_copies(qtbot: QtBot) -> None:
    told: list[str] = []
    for line in (Line("Author", "A. Writer", "page.edit-details"), Line("Hash", "00e3…", copied="00e3f7")):
        row = FactRow(line)
        qtbot.addWidget(row)
        row.acted.connect(told.append)
        row.copied.connect(told.append)
        QTest.keyClick(row, Qt.Key.Key_Return)
        QTest.keyClick(row, Qt.Key.Key_Y)
    assert told == ["page.edit-details", "A. Writer", "00e3f7", "00e3f7"]


def test_where_a_value_came_from_is_shown_and_told(qtbot: QtBot) -> None:
    row = FactRow(Line("Site", "The Herald", origin="from a meta tag of the page: og:site_name"))
    qtbot.addWidget(row)
    shown = [label.text().replace("\u200b", "") for label in row.findChildren(QLabel)]
    assert shown == ["Site", "The Herald", "from a meta tag of the page: og:site_name"]
    assert row.accessibleName() == "Site, The Herald, from a meta tag of the page: og:site_name"


@given(st.text("ab/.- ", max_size=60))
def test_a_value_is_broken_and_nothing_of_it_is_lost(value: str) -> None:
    broken = _breakable(value)
    assert broken.replace("\u200b", "") == value
    assert all(len(piece) <= 16 for word in broken.split() for piece in word.split("\u200b"))
