"""Highlights by keys alone: made, made over others, resized, merged, underlined; notes in Markdown."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from tests.gui.reader.readers import (
    LIGHT,
    Library,
    bind_keys,
    make_pane,
    note_card,
    note_field,
    open_article,
    placed_on,
)

from postil.gui.reader.annotating import Joined, Wanted
from postil.gui.reader.margin import PAGE, Margin
from postil.gui.reader.overlap_bar import OverlapBar
from postil.gui.reader.tag_completion import completions
from postil.model.annotation import Color, Style

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.reader.pane import ReaderPane

pytestmark = pytest.mark.gui

TEXT = open_article().text
SENTENCE = "For most of the history of bound paper, the blank space around the text was working space."
KEY, HELD = Qt.Key, Qt.KeyboardModifier


class Desk:
    """A pane with its keys, and a library that answers it."""

    def __init__(self, qtbot: QtBot, size: tuple[int, int] = (1280, 800)) -> None:
        self.pane: ReaderPane = make_pane(size=size)
        qtbot.addWidget(self.pane)
        self.keys = bind_keys(self.pane)
        self.pane.show()
        qtbot.waitUntil(self.pane.isVisible)
        self.pane.activateWindow()
        self.pane._sheet.view.setFocus()
        self.library = Library(self.pane)
        self.library.connect()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = HELD.NoModifier) -> None:
        widget = self.pane.window().focusWidget() or self.pane._sheet.view
        QTest.keyClick(widget, key, held)

    def mark(self, words: str, **fields: object) -> None:
        name = f"old{len(self.library.placed)}"
        self.library.placed.append(placed_on(TEXT, words, name, **fields))
        self.pane.set_placed(tuple(self.library.placed))

    def select(self, words: str) -> None:
        sheet = self.pane._sheet
        start = TEXT.index(words)
        sheet.view.select(sheet.to_document(start), sheet.to_document(start + len(words)))

    @property
    def words(self) -> list[str]:
        return [TEXT[item.start : item.end] for item in self.library.placed]

    @property
    def bar(self) -> OverlapBar:
        found = self.pane.findChild(OverlapBar)
        assert found is not None
        return found


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


# One made over another.


def test_h_over_the_end_of_one_asks_and_enter_extends_it(desk: Desk) -> None:
    desk.mark("the blank space around")
    desk.select("space around the text")
    desk.press(KEY.Key_H)
    assert desk.bar.isVisible()
    assert desk.words == ["the blank space around"], "nothing is done before the answer"
    desk.press(KEY.Key_Return)
    assert desk.words == ["the blank space around the text"]
    assert not desk.bar.isVisible()


def test_keep_both_makes_the_new_one(desk: Desk) -> None:
    desk.mark("the blank space around")
    desk.select("space around the text")
    desk.press(KEY.Key_H)
    desk.press(KEY.Key_K)
    assert desk.words == ["the blank space around", "space around the text"]


def test_a_part_of_one_is_nested_by_enter_or_is_left_of_it_by_s(desk: Desk) -> None:
    desk.mark("the blank space around the text")
    desk.select("blank space")
    desk.press(KEY.Key_H)
    desk.press(KEY.Key_E)  # not offered here
    assert desk.bar.isVisible()
    desk.press(KEY.Key_S)
    assert desk.words == ["blank space"]
    desk.select("blank")
    desk.press(KEY.Key_H)
    desk.press(KEY.Key_Return)
    assert desk.words == ["blank space", "blank"]


def test_one_over_several_merges_them(desk: Desk) -> None:
    desk.mark("history of bound")
    desk.mark("blank space")
    desk.pane.go_to(TEXT.index(SENTENCE))
    desk.press(KEY.Key_Tab)
    desk.press(KEY.Key_H)
    desk.press(KEY.Key_M)
    assert desk.words == [SENTENCE]


def test_esc_leaves_all_as_it_is(desk: Desk) -> None:
    desk.mark("the blank space around")
    desk.select("space around the text")
    desk.press(KEY.Key_H)
    desk.press(KEY.Key_Escape)
    assert not desk.bar.isVisible()
    assert desk.words == ["the blank space around"]
    assert desk.pane.selection() is not None, "the words stay chosen"


def test_n_over_another_opens_the_note_of_what_comes_of_it(desk: Desk) -> None:
    desk.mark("the blank space around", note="Before.")
    desk.select("space around the text")
    desk.press(KEY.Key_N)
    desk.press(KEY.Key_Return)
    assert desk.words == ["the blank space around the text"]
    assert note_card(desk.pane).is_editing
    assert note_field(desk.pane).toPlainText() == "Before."


# Longer, shorter, merged, underlined.


def test_a_highlight_just_made_grows_and_shrinks_at_both_ends(desk: Desk) -> None:
    desk.select("blank space")
    desk.press(KEY.Key_H)
    desk.press(KEY.Key_Right, HELD.ShiftModifier)
    assert desk.words == ["blank space around"]
    desk.press(KEY.Key_Left, HELD.ShiftModifier | HELD.ControlModifier)
    assert desk.words == ["the blank space around"]
    desk.press(KEY.Key_Left, HELD.ShiftModifier)
    desk.press(KEY.Key_Right, HELD.ShiftModifier | HELD.ControlModifier)
    assert desk.words == ["blank space"]
    desk.press(KEY.Key_Up, HELD.ShiftModifier | HELD.ControlModifier)
    desk.press(KEY.Key_Down, HELD.ShiftModifier)
    assert desk.words == [SENTENCE]


def test_without_a_current_highlight_the_keys_select_text(desk: Desk) -> None:
    desk.mark("blank space")
    desk.select("history")
    desk.press(KEY.Key_Right, HELD.ShiftModifier)
    assert desk.words == ["blank space"]
    assert desk.pane.selection() is not None


def test_shift_m_merges_what_hangs_together(desk: Desk, qtbot: QtBot) -> None:
    for words in ("the blank space", "space around", "around the text", "bound paper"):
        desk.mark(words)
    desk.pane.come_to(desk.library.placed[1].annotation.id)
    with qtbot.waitSignal(desk.pane.join_requested) as asked:
        desk.press(KEY.Key_M, HELD.ShiftModifier)
    joined: Joined = asked.args[0]
    assert joined.parts[0] == "old1"
    assert TEXT[joined.start : joined.end] == "the blank space around the text"
    assert sorted(desk.words) == ["bound paper", "the blank space around the text"]


def test_the_underscore_underlines_and_marks_again(desk: Desk) -> None:
    desk.select("blank space")
    desk.press(KEY.Key_Underscore)
    assert [item.annotation.style for item in desk.library.placed] == [Style.UNDERLINE]
    desk.press(KEY.Key_Underscore)
    assert [item.annotation.style for item in desk.library.placed] == [Style.HIGHLIGHT]


def test_an_underline_is_a_line_and_the_current_one_has_an_outline(desk: Desk) -> None:
    desk.mark("blank space", style=Style.UNDERLINE, color=Color.RED)
    desk.pane._sheet.cursor.place(len(TEXT))
    desk.pane._sheet.show_unit()

    def seen() -> set[str]:
        image = desk.pane.grab().toImage()
        sheet = desk.pane._sheet
        rect = sheet.view.span_at(*sheet.positions_of(desk.library.placed[0])).toAlignedRect()
        rect.translate(0, -sheet.view.verticalScrollBar().value())
        rect.translate(sheet.view.viewport().geometry().topLeft())
        return {
            image.pixelColor(x, y).name()
            for x in range(rect.left() - 4, rect.right() + 4)
            for y in (rect.top(), rect.top() + 1, *range(rect.center().y(), rect.bottom()))
        }

    red = LIGHT.highlight(Color.RED)
    without = seen()
    assert red.accent.lower() in without
    assert red.fill.lower() not in without


# Notes.


def test_a_note_is_read_as_markdown_in_the_margin(desk: Desk) -> None:
    desk.mark("blank space", note="**Why** not?\n\n- one\n- two")
    margin = desk.pane.findChild(Margin)
    assert margin is not None
    (laid,) = margin._laid
    assert laid.document is not None
    assert laid.document.toPlainText().strip() == "Why not?\none\ntwo"


def test_a_long_note_is_folded_until_one_comes_to_it(desk: Desk) -> None:
    desk.mark("blank space", note="Many words of a note that goes on and on. " * 40)
    desk.mark("corrections", note="Short.")
    margin = desk.pane.findChild(Margin)
    assert margin is not None
    folded = margin.note_rect(desk.library.placed[0].annotation.id)
    desk.pane.come_to(desk.library.placed[0].annotation.id)
    whole = margin.note_rect(desk.library.placed[0].annotation.id)
    below = margin.note_rect(desk.library.placed[1].annotation.id)
    assert folded is not None
    assert whole is not None
    assert below is not None
    assert whole.height() > folded.height() + 100
    assert below.top() > whole.bottom()


def test_the_card_grows_in_the_margin_and_notes_below_give_way(desk: Desk) -> None:
    desk.mark("blank space", note="One.")
    desk.mark("with corrections", note="Two.")
    margin = desk.pane.findChild(Margin)
    assert margin is not None
    desk.pane.edit_note(desk.library.placed[0].annotation.id)
    top = note_card(desk.pane).y()
    note_field(desk.pane).setPlainText("\n".join("line" for _ in range(12)))
    below = margin.note_rect(desk.library.placed[1].annotation.id)
    assert below is not None
    assert note_card(desk.pane).y() == top, "writing moves nothing"
    assert below.top() + margin.y() > note_card(desk.pane).geometry().bottom()


def test_shift_n_writes_a_note_on_the_page(desk: Desk, qtbot: QtBot) -> None:
    desk.press(KEY.Key_N, HELD.ShiftModifier)
    assert note_card(desk.pane).is_editing
    assert note_card(desk.pane).annotation == PAGE
    QTest.keyClicks(note_field(desk.pane), "All of it")
    with qtbot.waitSignal(desk.pane.page_note_edited) as told:
        QTest.keyClick(note_field(desk.pane), KEY.Key_Return, HELD.ControlModifier)
    assert told.args[1] == "All of it"


@pytest.mark.parametrize("size", [(600, 420), (1280, 800)])
def test_cards_stay_in_the_window(qtbot: QtBot, size: tuple[int, int]) -> None:
    desk = Desk(qtbot, size)
    for subject in (PAGE, None):
        if subject is None:
            desk.mark("blank space", note="One.")
            desk.pane.edit_note(desk.library.placed[0].annotation.id)
        else:
            desk.pane.edit_note(subject)
        assert note_card(desk.pane).geometry().left() >= 0
        assert note_card(desk.pane).geometry().right() <= size[0]


def test_tags_are_offered_while_one_is_typed(desk: Desk) -> None:
    desk.pane.set_tags(lambda: ("craft/lamps", "lamplight", "two words"))
    desk.mark("blank space")
    desk.pane.edit_note(desk.library.placed[0].annotation.id)
    QTest.keyClicks(note_field(desk.pane), "So #lam")
    offered = note_card(desk.pane)._completion
    assert offered.is_open
    assert [offered.view.item(row).text() for row in range(offered.view.count())] == [
        "lamplight",
        "craft/lamps",
    ]
    QTest.keyClick(note_field(desk.pane), KEY.Key_Down)
    QTest.keyClick(note_field(desk.pane), KEY.Key_Return)
    assert note_field(desk.pane).toPlainText() == "So #craft/lamps "
    QTest.keyClicks(note_field(desk.pane), "a#lam and http://x/#lam")
    assert not offered.is_open
    QTest.keyClicks(note_field(desk.pane), " #l")
    QTest.keyClick(note_field(desk.pane), KEY.Key_Escape)
    assert note_card(desk.pane).is_editing, "Esc closes the list first"


def test_completions_begin_so_before_they_only_have_it() -> None:
    names = ("alpha", "beta/alps", "meal", "Al")
    assert completions("al", names) == ("alpha", "beta/alps", "meal")
    assert completions("AL", names) == ("alpha", "beta/alps", "meal")
    assert completions("", names) == names
    assert completions("zz", names) == ()


def test_a_click_elsewhere_while_writing_keeps_what_was_written(desk: Desk, qtbot: QtBot) -> None:
    desk.mark("blank space")
    desk.pane.edit_note(desk.library.placed[0].annotation.id)
    note_field(desk.pane).setPlainText("Kept")
    note_field(desk.pane).moveCursor(QTextCursor.MoveOperation.End)
    with qtbot.waitSignal(desk.pane.note_edited) as told:
        desk.pane._sheet.view.setFocus()
    assert told.args == ["old0", "Kept"]


def test_wanted_says_what_is_to_be_made(desk: Desk, qtbot: QtBot) -> None:
    desk.select("blank space")
    with qtbot.waitSignal(desk.pane.highlight_requested) as asked:
        desk.press(KEY.Key_3)
    start = TEXT.index("blank space")
    assert asked.args == [Wanted(start, start + len("blank space"), Color.GREEN)]


def test_of_thousands_of_notes_only_those_near_the_window_are_laid_out(desk: Desk) -> None:
    words = [word for word in dict.fromkeys(TEXT.split()) if len(word) > 3][:60]
    for _round in range(8):
        for word in words:
            desk.library.placed.append(
                placed_on(TEXT, word, f"n{len(desk.library.placed)}", note="A note. " * 6)
            )
    desk.pane.set_placed(tuple(desk.library.placed))
    margin = desk.pane.findChild(Margin)
    assert margin is not None
    assert 0 < len(margin._laid) < len(desk.library.placed)
    bar = desk.pane._sheet.view.verticalScrollBar()
    for value in (bar.maximum(), 0, bar.maximum() // 2):
        bar.setValue(value)
        seen = sorted((margin._rect(laid) for laid in margin._visible()), key=lambda rect: rect.top())
        assert seen
        assert all(one.bottom() <= other.top() for one, other in pairwise(seen))
