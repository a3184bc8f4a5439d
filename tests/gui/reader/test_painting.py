"""What is painted under the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from tests.gui.reader.readers import LIGHT, make_pane, open_article

from postil.gui.reader.metrics import Metrics
from postil.gui.reader.writer import PADDING

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("clip", [(0, 900), (280, 120), (320, 20)])
def test_the_reading_cursor_has_one_bar_on_code_of_many_lines(qtbot: QtBot, clip: tuple[int, int]) -> None:
    pane = make_pane()
    qtbot.addWidget(pane)
    code = "\n".join(f"line {number}" for number in range(12))
    pane.show_article(open_article(f"<div><pre>{code}</pre><p>After it.</p></div>"), Metrics(), LIGHT)
    view, sheet = pane._sheet.view, pane._sheet
    assert view._painter is not None
    sheet.cursor.place(sheet.text.index("line 3"))
    sheet.show_unit()
    assert view._layers.unit is not None
    height = 900
    image = QImage(700, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    area = QRectF(0, clip[0], image.width(), clip[1])
    painter.setClipRect(area)
    view._painter.paint(painter, area, view._layers)
    painter.end()
    bar = [
        y
        for y in range(clip[0], min(clip[0] + clip[1], height))
        if image.pixelColor(PADDING - 23, y) == QColor(LIGHT.page.cursor)
    ]
    assert bar == list(range(bar[0], bar[-1] + 1)), "it is not broken between lines"
    lines = view.span_at(*view._layers.unit)
    assert len(bar) >= min(clip[1], lines.height() - 8), "it goes on where more of the code is out of sight"
