"""Rows are painted once and then copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from postil.gui.widgets.pictures import MOST_PICTURES, Pictures

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]


class Bench:
    """Draws with pictures and counts how often something was really painted."""

    def __init__(self, scale: float = 1) -> None:
        self.pictures = Pictures()
        self.painted = 0
        self.image = QImage(100, 40, QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(scale)
        self.image.fill(QColor("white"))

    def draw(self, shows: object, *, ground: str = "#ffffff", width: int = 50) -> None:
        painter = QPainter(self.image)
        self.pictures.draw(painter, QRect(10, 5, width, 20), shows=shows, ground=ground, paint=self._paint)
        painter.end()

    def _paint(self, painter: QPainter, place: QRectF) -> None:
        self.painted += 1
        painter.fillRect(place.adjusted(2, 2, -2, -2), Qt.GlobalColor.blue)


def test_the_same_is_painted_once_and_looks_the_same() -> None:
    bench = Bench()
    bench.draw("row")
    first = bench.image.copy()
    bench.draw("row")
    assert bench.painted == 1
    assert bench.image == first
    assert bench.image.pixelColor(30, 15) == QColor(Qt.GlobalColor.blue)
    assert bench.image.pixelColor(11, 6) == QColor("white")


def test_another_look_is_painted_anew() -> None:
    bench = Bench()
    bench.draw("row")
    bench.draw("row", ground="#000000")
    bench.draw("row", width=60)
    bench.draw("another")
    assert bench.painted == 4


def test_it_is_sharp_on_a_fine_screen() -> None:
    bench = Bench(scale=2)
    bench.draw("row")
    (picture,) = bench.pictures._kept.values()
    assert (picture.width(), picture.height()) == (100, 40)


def test_memory_is_bounded_and_the_last_are_kept() -> None:
    bench = Bench()
    for number in range(MOST_PICTURES + 20):
        bench.draw(number)
    assert len(bench.pictures._kept) == MOST_PICTURES
    painted = bench.painted
    bench.draw(MOST_PICTURES + 19)
    bench.draw(20)
    assert bench.painted == painted
