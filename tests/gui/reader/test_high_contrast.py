"""In high contrast, colours are never the only sign."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor
from tests.gui.reader.readers import open_article, placed_on

from postil.gui.reader.metrics import Metrics
from postil.gui.reader.pane import ReaderPane
from postil.gui.theme import theme
from postil.model.annotation import Color

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("name", ["high-contrast", "high-contrast-dark"])
def test_high_contrast_draws_a_line_around_a_highlight(name: str, qtbot: QtBot) -> None:
    pane = ReaderPane(lambda _name: None)
    qtbot.addWidget(pane)
    pane.resize(900, 400)
    opened = open_article("<div><p>Before it, the words that are marked, and after it.</p></div>")
    words = "the words that are marked"
    pane.show_article(replace(opened, placed=(placed_on(opened.text, words, "a"),)), Metrics(), theme(name))
    view = pane._sheet.view
    start = pane._sheet.to_document(opened.text.index(words))
    rect = view.span_at(start, start + len(words))
    picture = view.viewport().grab().toImage()
    colors = theme(name).highlight(Color.YELLOW)
    accent, fill, ground = QColor(colors.accent), QColor(colors.fill), QColor(theme(name).page.ground)

    def is_line(y: int) -> bool:
        seen = picture.pixelColor(round(rect.left()) + 1, y)
        return far(seen, accent) < min(far(seen, fill), far(seen, ground))

    half = round(rect.height() / 2)
    top = round(rect.top())
    assert any(is_line(y) for y in range(top, top + half)), "above"
    assert any(is_line(y) for y in range(top + half, top + 2 * half)), "below"


def far(one: QColor, other: QColor) -> int:
    """How different two colours are."""
    red, green, blue = one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue()
    return abs(red) + abs(green) + abs(blue)
