"""A few lines of text, cut where there is no more room."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from postil.gui import fonts
from postil.gui.widgets.lines import Lines, Marks, draw_line

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]


def lines(text: str, *, most: int = 2, width: float = 200, marks: Marks | None = None) -> Lines:
    font = fonts.font(fonts.INTERFACE, size=13)
    return Lines(text, font, width=width, most=most, line_height=19, marks=marks)


def shown(made: Lines) -> str:
    return made._layout.text()


def test_what_fits_is_shown_whole() -> None:
    made = lines("Short")
    assert (shown(made), made.count, made.height) == ("Short", 1, 19)


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    made = lines("one word after the other " * 20)
    assert made.count == 2
    assert shown(made).endswith("…")
    assert ("one word after the other " * 20).startswith(shown(made)[:-1])


def test_nothing_has_no_height() -> None:
    assert (lines("").count, lines("").height) == (0, 0)


def test_white_space_is_folded() -> None:
    assert shown(lines("one\n\n two\tthree ")) == "one two three"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.integers(1, 4), st.integers(30, 400))
def test_there_are_never_too_many_lines(text: str, most: int, width: int) -> None:
    assert lines(text, most=most, width=width).count <= most


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130)), max_size=4))
def test_marks_count_code_points(text: str, spans: list[tuple[int, int]]) -> None:
    ordered = tuple(sorted((min(span), max(span)) for span in spans))
    lines(text, marks=Marks(ordered, "#ffaa00"))


def test_a_mark_lies_under_its_words() -> None:
    image = QImage(220, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    lines("😀😀 mark", marks=Marks(((3, 7),), "#ffaa00")).draw(painter, 0, 0, "#000000")
    painter.end()
    columns = [
        x for x in range(220) if any(image.pixelColor(x, y) == QColor("#ffaa00") for y in range(0, 19, 2))
    ]
    assert columns
    assert columns[0] > 25, "not under the emoji before it"


def test_one_line_is_cut_and_says_how_much_room_it_took() -> None:
    image = QImage(220, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setFont(fonts.font(fonts.INTERFACE, size=13))
    short = draw_line(painter, QRectF(0, 0, 200, 20), "site")
    long = draw_line(painter, QRectF(0, 0, 100, 20), "a name of a site that never ends")
    painter.end()
    assert 0 < short < 60
    assert long <= 100
