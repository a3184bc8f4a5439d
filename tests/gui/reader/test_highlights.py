"""Highlights are found by stretches of the text and painted under it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from tests.gui.reader.readers import make_pane, open_article, placed_on

from postil.gui.reader.highlights import Mark, Marks
from postil.gui.theme import THEME_NAMES, Theme, style_sheet, theme
from postil.model.annotation import Color
from postil.model.ids import AnnotationId

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.reader.pane import ReaderPane

pytestmark = pytest.mark.gui

LIGHT = theme("light")

TEXT = open_article().text
SPANS = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 30)), max_size=30)


@given(SPANS, st.integers(0, 120), st.integers(1, 40))
def test_overlapping_marks_are_those_that_share_a_position(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    every = [
        Mark(AnnotationId(str(number)), begin, begin + size, Color.YELLOW)
        for number, (begin, size) in enumerate(spans)
    ]
    wanted = {mark.annotation for mark in every if mark.start < start + length and mark.end > start}
    found = Marks(every).overlapping(start, start + length)
    assert {mark.annotation for mark in found} == wanted
    assert [mark.start for mark in found] == sorted(mark.start for mark in found)


def shown(qtbot: QtBot, colors: Theme, *placed: object) -> tuple[ReaderPane, QImage]:
    pane = make_pane(colors=colors)
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.set_placed(placed)  # type: ignore[arg-type]
    pane._sheet.cursor.place(len(TEXT))
    pane._sheet.show_unit()
    return pane, pane.grab().toImage()


def colors_at(pane: ReaderPane, image: QImage, words: str) -> set[str]:
    """The colours of at least a twentieth of the space of some words: grounds, not the edges of letters."""
    sheet = pane._sheet
    start = TEXT.index(words)
    rect = sheet.view.span_at(sheet.to_document(start), sheet.to_document(start + len(words))).toRect()
    corner = sheet.view.viewport().geometry().topLeft()
    scrolled = sheet.view.verticalScrollBar().value()
    seen = Counter(
        image.pixelColor(corner.x() + x, corner.y() + y - scrolled).name()
        for x in range(rect.left() + 1, rect.right())
        for y in range(rect.top() + 2, rect.bottom() - 1)
    )
    return {color for color, count in seen.items() if count >= seen.total() / 20}


def on(colors: Theme, *fills: str) -> str:
    """What is seen where these fills lie over the ground."""
    seen = QColor(colors.page.ground)
    for fill in map(QColor, fills):
        pairs = list(
            zip((seen.red(), seen.green(), seen.blue()), (fill.red(), fill.green(), fill.blue()), strict=True)
        )
        if colors.page.blend == "multiply":
            seen = QColor(*(round(one * other / 255) for one, other in pairs))
        else:
            seen = QColor(*(max(pair) for pair in pairs))
    return seen.name()


def near(one: str, others: set[str]) -> bool:
    """Whether a colour is there, but for rounding in the blending."""
    wanted = QColor(one)
    return any(
        max(
            abs(wanted.red() - seen.red()),
            abs(wanted.green() - seen.green()),
            abs(wanted.blue() - seen.blue()),
        )
        <= 1
        for seen in map(QColor, others)
    )


@pytest.mark.parametrize("name", THEME_NAMES)
def test_each_colour_is_seen_under_its_words_and_nowhere_else(qtbot: QtBot, name: str) -> None:
    colors = theme(name)
    words = ("pencil", "object", "printer", "somebody", "history", "bound", "purpose", "glosses")
    placed = [placed_on(TEXT, word, word, color=color) for word, color in zip(words, Color, strict=True)]
    pane, image = shown(qtbot, colors, *placed)
    for word, color in zip(words, Color, strict=True):
        assert near(on(colors, colors.highlight(color).fill), colors_at(pane, image, word)), color
    assert colors.page.ground in colors_at(pane, image, "decoration")
    assert not any(
        near(on(colors, colors.highlight(color).fill), colors_at(pane, image, "decoration"))
        for color in Color
    )


@pytest.mark.parametrize("name", THEME_NAMES)
def test_where_two_highlights_meet_both_can_be_seen(qtbot: QtBot, name: str) -> None:
    colors = theme(name)
    one, other = colors.highlight(Color.GREEN), colors.highlight(Color.BLUE)
    pane, image = shown(
        qtbot,
        colors,
        placed_on(TEXT, "with corrections, with glosses, with quarrels", "a", color=Color.GREEN),
        placed_on(TEXT, "glosses, with quarrels, with small", "b", color=Color.BLUE),
    )
    both = colors_at(pane, image, "glosses")
    assert near(on(colors, one.fill), colors_at(pane, image, "corrections"))
    assert near(on(colors, one.fill, other.fill), both)
    if colors.page.blend == "lighten":
        assert other.accent in both


def test_a_highlight_over_table_cells_is_seen_in_each(qtbot: QtBot) -> None:
    colors = theme("light")
    pane, _image = shown(qtbot, colors, placed_on(TEXT, "soft\thigh\tshort", "a", color=Color.PURPLE))
    pane.go_to(TEXT.index("soft\thigh"))
    pane._sheet.cursor.place(len(TEXT))
    pane._sheet.show_unit()
    image = pane.grab().toImage()
    fill = colors.highlight(Color.PURPLE).fill
    for word in ("soft\thigh", "high\tshort"):
        assert near(fill, colors_at(pane, image, word))


def test_a_selection_is_grey_and_lets_highlights_shine_through(qtbot: QtBot) -> None:
    colors = theme("light")
    pane, _image = shown(qtbot, colors, placed_on(TEXT, "pencil is another", "a"))
    pane.setStyleSheet(style_sheet(colors))  # as the window sets it for all widgets
    sheet = pane._sheet
    start = TEXT.index("with a pencil")
    sheet.view.select(sheet.to_document(start), sheet.to_document(start + len("with a pencil is")))
    image = pane.grab().toImage()
    assert colors.page.selection in colors_at(pane, image, "with a")
    both = on(colors, colors.page.selection, colors.highlight(Color.YELLOW).fill)
    assert near(both, colors_at(pane, image, "pencil"))


def test_words_of_right_to_left_text_are_marked_where_they_stand(qtbot: QtBot) -> None:
    colors = theme("light")
    words = "حوار مع"
    pane, _image = shown(qtbot, colors, placed_on(TEXT, words, "a", color=Color.GREEN))
    pane.go_to(TEXT.index(words))
    pane._sheet.cursor.place(0)
    pane._sheet.show_unit()
    image = pane.grab().toImage()
    assert near(colors.highlight(Color.GREEN).fill, colors_at(pane, image, words))
    assert not near(colors.highlight(Color.GREEN).fill, colors_at(pane, image, "الغرفة"))


def test_a_dot_at_its_end_tells_that_a_highlight_has_a_note(qtbot: QtBot) -> None:
    words = "working space"
    accent = LIGHT.highlight(Color.GREEN).accent

    def dot_is_seen(note: str) -> bool:
        placed = placed_on(TEXT, words, "a", color=Color.GREEN, note=note)
        pane, image = shown(qtbot, LIGHT, placed)
        sheet = pane._sheet
        start, end = sheet.positions_of(placed)
        corner = sheet.view.viewport().geometry().topLeft()
        rect = sheet.view.span_at(start, end).toRect().translated(corner)
        place = rect.topRight()
        near = [(place.x() + dx, place.y() + dy) for dx in range(-4, 8) for dy in range(-2, 8)]
        return accent.lower() in {image.pixelColor(x, y).name() for x, y in near}

    assert dot_is_seen("ask")
    assert not dot_is_seen("")
