"""Notes stand beside their highlights, none over another, wherever there is room."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from tests.gui.reader.readers import LIGHT, make_pane, note_card, note_field, open_article, placed_on

from postil.gui.reader.margin import Margin
from postil.gui.reader.writer import PADDING
from postil.gui.theme import theme
from postil.model.annotation import AnchorState, Color
from postil.model.ids import AnnotationId

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from postil.gui.reader.pane import ReaderPane

pytestmark = pytest.mark.gui

TEXT = open_article().text
WORDS = ("pencil", "object", "printer", "working space", "corrections", "marginalia", "The width of a line")
PLACED = tuple(
    placed_on(TEXT, words, words, note="A note that takes more than a line of the margin. " * 2, color=color)
    for words, color in zip(WORDS, Color, strict=False)
)


def margin_of(pane: ReaderPane) -> Margin:
    found = pane.findChild(Margin)
    assert found is not None
    return found


def rects(pane: ReaderPane) -> list[QRect]:
    found = [margin_of(pane).note_rect(AnnotationId(words)) for words in WORDS]
    return [rect for rect in found if rect is not None]


def shown(qtbot: QtBot, width: int) -> ReaderPane:
    pane = make_pane(size=(width, 800))
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    qtbot.waitUntil(lambda: pane._sheet.view.width() == width and not pane._sheet._rebuild_soon.isActive())
    pane.set_placed(PLACED)
    return pane


@pytest.mark.parametrize("width", [880, 1000, 1280, 1920])
def test_notes_do_not_overlap_each_other_or_the_text(qtbot: QtBot, width: int) -> None:
    pane = shown(qtbot, width)
    placed = rects(pane)
    assert len(placed) == len(WORDS)
    assert all(one.bottom() < other.top() for one, other in pairwise(placed))
    sheet, margin = pane._sheet, margin_of(pane)
    assert sheet._look is not None
    assert margin.isVisible()
    assert margin.x() >= sheet.view.viewport().x() + PADDING + sheet._look.width
    assert margin.geometry().right() <= width


def test_the_first_note_is_beside_its_highlight(qtbot: QtBot) -> None:
    pane = shown(qtbot, 1280)
    sheet = pane._sheet
    line = sheet.view.line_at(sheet.to_document(TEXT.index("pencil")))
    assert abs(rects(pane)[0].top() - line.top()) <= 2


def test_notes_scroll_with_the_text(qtbot: QtBot) -> None:
    pane = shown(qtbot, 1280)
    before = rects(pane)[0].top()
    pane._sheet.view.verticalScrollBar().setValue(150)
    assert rects(pane)[0].top() == before - 150


def test_a_note_is_drawn_with_a_bar_of_its_colour(qtbot: QtBot) -> None:
    pane = shown(qtbot, 1280)
    rect = rects(pane)[0].translated(margin_of(pane).pos())
    seen = pane.grab().toImage()
    assert seen.pixelColor(rect.left() + 1, rect.center().y()).name() == LIGHT.highlight(Color.YELLOW).accent


def test_a_click_opens_the_note_in_its_place(qtbot: QtBot) -> None:
    pane = shown(qtbot, 1280)
    rect = rects(pane)[2]
    QTest.mouseClick(margin_of(pane), Qt.MouseButton.LeftButton, pos=rect.center())
    card = note_card(pane)
    assert card.is_editing
    assert card.annotation == "printer"
    top = card.mapTo(pane, QPoint(0, 0))
    assert abs(top.y() - rect.top()) < 20
    assert top.x() >= margin_of(pane).x() - 2
    assert note_field(pane).toPlainText().startswith("A note that takes")


def test_a_narrow_window_shows_the_note_below_its_highlight(qtbot: QtBot) -> None:
    pane = shown(qtbot, 560)
    assert not margin_of(pane).isVisible()
    pane._annotating._walk(1)
    card = note_card(pane)
    assert card.isVisible()
    assert not card.is_editing
    sheet = pane._sheet
    line = sheet.view.line_at(sheet.to_document(TEXT.index("pencil")))
    scrolled = sheet.view.verticalScrollBar().value()
    assert 0 <= card.y() - (line.bottom() - scrolled) <= 12
    assert card.geometry().right() <= 560


def test_in_a_mirrored_window_notes_stand_beside_the_text_and_not_over_it(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """There the scroll bar stands at the left and takes its room before the column."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        pane = shown(qtbot, 1280)
        sheet = pane._sheet
        assert sheet.view.viewport().x() > 0
        right = max(sheet.view.line_at(sheet.positions_of(item)[1] - 1).right() for item in PLACED)
        assert margin_of(pane).x() >= sheet.view.viewport().x() + right
        assert margin_of(pane).geometry().right() <= pane.width()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_without_a_margin_notes_are_at_their_highlights(qtbot: QtBot) -> None:
    pane = shown(qtbot, 1280)
    pane.set_margin_shown(False)
    assert not margin_of(pane).isVisible()
    pane.edit_note(AnnotationId("printer"))
    assert note_card(pane).is_editing
    pane.set_margin_shown(True)
    assert margin_of(pane).isVisible()


def test_a_moved_highlight_asks_to_be_checked_also_without_a_note(qtbot: QtBot) -> None:
    pane = shown(qtbot, 1280)
    words = WORDS[0]
    pane.set_placed((placed_on(TEXT, words, words, state=AnchorState.MOVED),))
    assert margin_of(pane).note_rect(AnnotationId(words)) is not None
    note = margin_of(pane)._notes[0]
    assert note.small_print == "Moved: please check"


def test_where_no_margin_fits_a_moved_highlight_asks_when_one_comes_to_it(qtbot: QtBot) -> None:
    pane = shown(qtbot, 640)
    words = WORDS[0]
    pane.set_placed((placed_on(TEXT, words, words, state=AnchorState.MOVED),))
    pane.come_to(AnnotationId(words))
    said = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    assert "The text has changed since: please check this highlight." in said


def test_a_card_that_is_open_takes_the_colours_of_another_theme(qtbot: QtBot) -> None:
    pane = shown(qtbot, 640)
    pane.come_to(AnnotationId(WORDS[0]))
    card = note_card(pane)
    assert card.isVisible()
    dark = theme("dark")
    pane.set_look(theme=dark)
    image = card.grab().toImage()
    light_ground = LIGHT.window.overlay.lower()
    assert image.pixelColor(image.width() - 12, image.height() // 2).name() != light_ground
