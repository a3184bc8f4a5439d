"""Rows in windows that begin at the right: mirrored places, words and signs as they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from postil.gui import fonts
from postil.gui.widgets.lines import Lines, draw_line
from postil.gui.widgets.mirroring import draw_sign, is_mirrored, mirror

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]

ROW = QRectF(0, 0, 200, 20)
RTL, LTR = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


def painted(direction: Qt.LayoutDirection, text: str = "", *, right: bool = False) -> QImage:
    """A white row with a black bar at its beginning, and a line of text."""
    picture = QImage(200, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    mirror(painter, ROW, direction)
    painter.fillRect(QRectF(0, 0, 4, 20), QColor("black"))
    painter.setFont(fonts.font(fonts.INTERFACE, size=13))
    if text:
        draw_line(painter, ROW.adjusted(8, 0, -8, 0), text, right=right)
    painter.end()
    return picture


def ink(picture: QImage) -> list[int]:
    """The columns that are not white."""
    white = QColor("white").rgb()
    return [x for x in range(200) if any(picture.pixel(x, y) != white for y in range(20))]


def test_what_is_at_the_left_stands_at_the_right() -> None:
    assert ink(painted(LTR)) == [0, 1, 2, 3]
    assert ink(painted(RTL)) == [196, 197, 198, 199]


@pytest.mark.parametrize("text", ["Water works", "محطة المياه"])
def test_words_stand_where_the_row_begins_whatever_their_own_direction(text: str) -> None:
    written = ink(painted(LTR, text))
    assert 8 <= written[4] <= 12
    mirrored = ink(painted(RTL, text))
    assert 188 <= mirrored[-5] <= 192


def test_words_at_the_other_end_stay_there() -> None:
    assert max(ink(painted(LTR, "12", right=True))) >= 188
    assert min(ink(painted(RTL, "12", right=True))) <= 12


@pytest.mark.parametrize("direction", [LTR, RTL])
def test_words_are_not_seen_in_a_mirror(direction: Qt.LayoutDirection) -> None:
    """The stem of an L is at its left."""
    picture = painted(direction, "L")
    columns = [x for x in ink(picture) if 4 <= x < 196]
    darkness = {x: sum(255 - QColor(picture.pixel(x, y)).lightness() for y in range(20)) for x in columns}
    darkest = max(columns, key=lambda x: darkness[x])
    assert darkest - columns[0] < columns[-1] - darkest


def test_several_lines_go_to_the_right_edge() -> None:
    for direction, edge in ((LTR, 0), (RTL, 1)):
        picture = QImage(200, 40, QImage.Format.Format_RGB32)
        picture.fill(QColor("white"))
        painter = QPainter(picture)
        mirror(painter, QRectF(0, 0, 200, 40), direction)
        lines = Lines("one two", fonts.font(fonts.INTERFACE, size=13), width=180, most=2, line_height=20)
        lines.draw(painter, 10, 0, "#000000")
        painter.end()
        columns = ink(picture)
        assert (columns[0] <= 12, columns[-1] >= 187) == ((True, False), (False, True))[edge]


def test_a_sign_looks_the_same_from_both_sides() -> None:
    sign = QPixmap(10, 10)
    sign.fill(QColor("red"))
    half = QPainter(sign)
    half.fillRect(0, 0, 5, 10, QColor("blue"))
    half.end()
    picture = QImage(200, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    assert not is_mirrored(painter)
    mirror(painter, ROW, RTL)
    assert is_mirrored(painter)
    draw_sign(painter, QRectF(0, 0, 10, 10), sign)
    painter.end()
    assert QColor(picture.pixel(191, 5)) == QColor("blue")
    assert QColor(picture.pixel(198, 5)) == QColor("red")
