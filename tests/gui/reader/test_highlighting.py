"""The reader by real keys: selecting, highlighting, notes, copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from tests.gui.reader.readers import (
    LIGHT,
    Library,
    open_article,
    place_of,
    placed_on,
    press,
    view_of,
    words,
)

from postil.gui.reader.metrics import Metrics
from postil.model.annotation import Color

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.reader.pane import ReaderPane

pytestmark = pytest.mark.gui

TEXT = open_article().text
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_unit_is_highlighted_by_one_key(pane: ReaderPane, library: Library) -> None:
    press(pane, Qt.Key.Key_J)
    press(pane, Qt.Key.Key_Tab)
    press(pane, Qt.Key.Key_H)
    (made,) = library.placed
    assert made.start is not None
    assert made.end is not None
    assert TEXT[made.start : made.end].endswith("was working space.")
    press(pane, Qt.Key.Key_H)
    assert len(library.placed) == 1


def test_a_selection_by_keys_is_highlighted_without_outer_spaces(pane: ReaderPane, library: Library) -> None:
    press(pane, Qt.Key.Key_Right, SHIFT, CONTROL)
    press(pane, Qt.Key.Key_Right, SHIFT, CONTROL)
    assert view_of(pane).caret_shown
    assert words(pane, pane.selection()) == "A book"
    press(pane, "3")
    (made,) = library.placed
    assert (made.start, made.end, made.annotation.color) == (0, 6, Color.GREEN)
    assert pane.selection() is None
    assert not view_of(pane).caret_shown


def test_a_selection_by_the_mouse_is_the_words_under_it(pane: ReaderPane) -> None:
    view = view_of(pane)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(pane, "somebody"))
    assert words(pane, pane.selection()) == "somebody"


def test_digits_recolour_and_d_removes_the_highlight_here(pane: ReaderPane, library: Library) -> None:
    press(pane, Qt.Key.Key_H)
    press(pane, "4")
    assert library.placed[0].annotation.color is Color.BLUE
    press(pane, Qt.Key.Key_D)
    assert library.placed == []


def test_a_note_is_written_at_its_highlight(pane: ReaderPane, library: Library, qtbot: QtBot) -> None:
    press(pane, Qt.Key.Key_N)
    field = pane.window().focusWidget()
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, "Who was it?")
    with qtbot.waitSignal(pane.note_edited):
        QTest.keyClick(field, Qt.Key.Key_Return, CONTROL)
    assert library.placed[0].annotation.note == "Who was it?"
    assert pane.window().focusWidget() is view_of(pane)


def test_escape_keeps_what_was_written(pane: ReaderPane, library: Library) -> None:
    library.placed.append(placed_on(TEXT, "working space", note="Old words."))
    pane.set_placed(tuple(library.placed))
    press(pane, Qt.Key.Key_ParenRight)
    press(pane, Qt.Key.Key_Return)
    field = pane.window().focusWidget()
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == "Old words."
    QTest.keyClicks(field, " And new ones.")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert library.placed[0].annotation.note == "Old words. And new ones."
    assert pane.window().focusWidget() is view_of(pane)


def test_leaving_a_note_saves_it(pane: ReaderPane, library: Library) -> None:
    press(pane, Qt.Key.Key_N)
    field = pane.window().focusWidget()
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, "Kept.")
    view_of(pane).setFocus()
    assert library.placed[0].annotation.note == "Kept."


def test_another_article_does_not_lose_the_note_begun(pane: ReaderPane, library: Library) -> None:
    press(pane, Qt.Key.Key_N)
    field = pane.window().focusWidget()
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, "Kept.")
    pane.show_article(open_article("<div><p>Other.</p></div>"), Metrics(), LIGHT)
    assert library.placed[0].annotation.note == "Kept."


def test_highlights_are_walked_in_the_order_of_the_text(pane: ReaderPane, qtbot: QtBot) -> None:
    placed = (
        placed_on(TEXT, "numbers of pages do not last", "last"),
        placed_on(TEXT, "working space", "first"),
        placed_on(TEXT, "The width of a line", "middle"),
    )
    pane.set_placed(placed)
    seen: list[str] = []
    pane.annotation_activated.connect(seen.append)
    for _ in range(4):
        press(pane, Qt.Key.Key_ParenRight)
    press(pane, Qt.Key.Key_ParenLeft)
    assert seen == ["first", "middle", "last", "middle"]
    current = pane.current_annotation()
    assert current is not None
    assert current.id == "middle"


def test_a_click_on_a_highlight_comes_to_the_innermost(pane: ReaderPane) -> None:
    pane.set_placed(
        (
            placed_on(TEXT, "that has been read with a pencil is another object", "outer"),
            placed_on(TEXT, "read with a pencil", "inner"),
        )
    )
    QTest.mouseClick(view_of(pane).viewport(), Qt.MouseButton.LeftButton, pos=place_of(pane, "with a pencil"))
    current = pane.current_annotation()
    assert current is not None
    assert current.id == "inner"


def test_without_a_highlight_nothing_is_asked_for(pane: ReaderPane) -> None:
    told: list[str] = []
    pane.told.connect(told.append)
    asked: list[str] = []
    pane.removal_requested.connect(asked.append)
    pane.tags_requested.connect(asked.append)
    press(pane, Qt.Key.Key_D)
    press(pane, Qt.Key.Key_T)
    assert asked == []
    assert told == ["There is no highlight here."] * 2


def test_copying_a_quote_names_its_source(pane: ReaderPane) -> None:
    press(pane, Qt.Key.Key_J)
    press(pane, Qt.Key.Key_Tab)
    press(pane, Qt.Key.Key_Y)
    assert QGuiApplication.clipboard().text() == (
        "“For most of the history of bound paper, the blank space around the text was working space.”\n"
        "— Marta Havrylenko, On Reading Slowly, and Writing in the Margin, The Margin, 12 March 2026\n"
        "https://example.org/slowly"
    )


def test_copied_text_is_clean(pane: ReaderPane) -> None:
    view = view_of(pane)
    start = TEXT.index("Incomprehensibility")
    view.select(pane._sheet.to_document(start), pane._sheet.to_document(TEXT.index("It should then")))
    copied = view.createMimeDataFromSelection().text()
    assert copied.startswith("Incomprehensibility, overspecialization and counterrevolutionary typography")
    assert "\n\nSetting type is a courtesy" in copied
    assert "\u00ad" not in copied
