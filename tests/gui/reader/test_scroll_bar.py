"""The scroll bar keeps a picture of its ticks: it is drawn anew when anything in it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from tests.gui.reader.readers import LIGHT

from postil.gui.reader.scroll_bar import MarkedScrollBar
from postil.gui.theme import theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui

RED, GREEN = "#ff0000", "#00ff00"


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(parent: QWidget) -> MarkedScrollBar:
    made = MarkedScrollBar(parent)
    made.resize(12, 400)
    made.take_theme(LIGHT)
    return made


def color_at(bar: MarkedScrollBar, share: float, height: int) -> str:
    return bar.grab().toImage().pixelColor(6, round(share * (height - 2)) + 1).name()


def test_ticks_come_go_and_change(bar: MarkedScrollBar) -> None:
    ground = QColor(LIGHT.page.ground).name()
    assert color_at(bar, 0.5, 400) == ground
    bar.set_ticks(((0.5, RED),))
    assert color_at(bar, 0.5, 400) == RED
    bar.set_ticks(((0.25, GREEN),))
    assert color_at(bar, 0.5, 400) == ground
    assert color_at(bar, 0.25, 400) == GREEN


def test_a_bar_of_another_height_has_its_ticks_elsewhere(bar: MarkedScrollBar) -> None:
    bar.set_ticks(((0.5, RED),))
    bar.grab()
    bar.resize(12, 800)
    assert color_at(bar, 0.5, 800) == RED
    assert color_at(bar, 0.25, 800) == QColor(LIGHT.page.ground).name()


def test_hits_lie_over_ticks(bar: MarkedScrollBar) -> None:
    bar.set_ticks(((0.5, RED),))
    bar.set_hits((0.5,))
    assert color_at(bar, 0.5, 400) == QColor(LIGHT.page.find_current).name()
    bar.set_hits(())
    assert color_at(bar, 0.5, 400) == RED


def test_another_theme_has_another_ground(bar: MarkedScrollBar) -> None:
    bar.grab()
    dark = theme("dark")
    bar.take_theme(dark)
    assert color_at(bar, 0.5, 400) == QColor(dark.page.ground).name()


def test_of_ticks_on_one_pixel_the_last_is_seen(bar: MarkedScrollBar) -> None:
    bar.set_ticks(((0.5, RED), (0.5001, GREEN)))
    assert color_at(bar, 0.5, 400) == GREEN


def test_ticks_lie_over_the_handle(bar: MarkedScrollBar) -> None:
    bar.setRange(0, 100)
    bar.setPageStep(10_000)
    bar.set_ticks(((0.5, RED),))
    assert color_at(bar, 0.3, 400) != QColor(LIGHT.page.ground).name()
    assert color_at(bar, 0.5, 400) == RED
