"""Footnotes at their marks, contents, and the line of progress, by real keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from tests.gui.reader.articles import RICH
from tests.gui.reader.readers import LIGHT, open_article

from postil.gui.reader.contents import BESIDE, WIDTH
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.progress_line import progress_in_words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.reader.footnote_card import FootnoteCard
    from postil.gui.reader.footnotes import Footnote
    from postil.gui.reader.pane import ReaderPane
    from postil.gui.reader.wayfinding import Wayfinding

pytestmark = pytest.mark.gui

TEXT = open_article(RICH).text
SHIFT = Qt.KeyboardModifier.ShiftModifier
LONG = (
    "<div><h1>Of Margins</h1>"
    + "".join(
        f"<h{level}>Part {number}</h{level}>" + "<p>It goes on and on, as such texts do.</p>" * 12
        for number, level in enumerate((2, 3, 3, 2, 3), 1)
    )
    + "</div>"
)


def ways(pane: ReaderPane) -> Wayfinding:
    return pane._wayfinding


def card(pane: ReaderPane) -> FootnoteCard:
    return ways(pane)._card


def press(pane: ReaderPane, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = pane.window().focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, held)


def go_to(pane: ReaderPane, words: str) -> None:
    pane.go_to(TEXT.index(words))


def note_of(pane: ReaderPane) -> Footnote:
    assert pane._sheet.document is not None
    return pane._sheet.document.footnotes[0]


# Footnotes.


def test_enter_shows_the_note_of_the_unit_and_escape_gives_the_keys_back(pane: ReaderPane) -> None:
    go_to(pane, "For most of the history")
    before = pane.position()
    press(pane, Qt.Key.Key_Return)
    assert card(pane).isVisible()
    assert card(pane).text.startswith("The word is older")
    assert card(pane).has_focus
    press(pane, Qt.Key.Key_Escape)
    assert not card(pane).isVisible()
    assert pane.window().focusWidget() is pane._sheet.view
    assert pane.position() == before


def test_enter_again_goes_to_the_note_and_escape_comes_back(pane: ReaderPane) -> None:
    go_to(pane, "For most of the history")
    before = pane.place()
    press(pane, Qt.Key.Key_Return)
    press(pane, Qt.Key.Key_Return)
    assert not card(pane).isVisible()
    span = pane.unit_span()
    assert span is not None
    assert TEXT[slice(*span)].startswith("The word is older")
    press(pane, Qt.Key.Key_Escape)
    assert pane.place() == before


def test_the_note_lies_at_its_mark(pane: ReaderPane) -> None:
    go_to(pane, "For most of the history")
    press(pane, Qt.Key.Key_Return, SHIFT)
    view = pane._sheet.view
    note = ways(pane).footnotes.shown
    assert note is not None
    line = view.line_at(pane._sheet.to_document(note.mark[0]))
    top = card(pane).mapTo(pane, QPoint(0, 0)).y()
    assert 0 <= top - (line.bottom() - view.verticalScrollBar().value()) <= 12
    assert pane.rect().contains(card(pane).geometry())


def test_a_click_on_the_mark_shows_the_note(pane: ReaderPane) -> None:
    view = pane._sheet.view
    note = note_of(pane)
    rect = view.span_at(*pane._sheet.span_of(note.mark))
    place = QPoint(round(rect.center().x()), round(rect.center().y() - view.verticalScrollBar().value()))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert card(pane).isVisible()
    assert card(pane).text.startswith("The word is older")


def test_a_note_that_only_the_pointer_asked_for_takes_no_keys(pane: ReaderPane, qtbot: QtBot) -> None:
    footnotes = ways(pane).footnotes
    qtbot.waitUntil(lambda: not pane._sheet._rebuild_soon.isActive())
    footnotes._hovered = note_of(pane)
    footnotes._open_soon.start()
    qtbot.waitUntil(card(pane).isVisible)
    assert pane.window().focusWidget() is pane._sheet.view
    footnotes.hover("")
    qtbot.waitUntil(lambda: not card(pane).isVisible())


NOTED = (
    '<div><p>One.<sup><a href="#n1" id="r1">1</a></sup> Two.<sup><a href="#n2" id="r2">2</a></sup></p>'
    + "<p>Filling.</p>" * 40
    + '<ol><li id="n1">See <a href="https://example.org/x">this</a>. <a href="#r1">↩</a></li>'
    '<li id="n2">Second. <a href="#r2">↩</a></li></ol></div>'
)


def test_links_of_a_note_are_reached_with_tab(pane: ReaderPane) -> None:
    pane.show_article(open_article(NOTED), Metrics(), LIGHT)
    opened: list[str] = []
    pane.link_activated.connect(opened.append)
    press(pane, Qt.Key.Key_Return)
    press(pane, Qt.Key.Key_Tab)
    press(pane, Qt.Key.Key_Return)
    assert not card(pane).isVisible()
    assert opened == []  # it is shown and copied; Enter again opens it
    press(pane, Qt.Key.Key_Return)
    assert opened == ["https://example.org/x"]


def test_arrows_show_the_other_notes(pane: ReaderPane) -> None:
    pane.show_article(open_article(NOTED), Metrics(), LIGHT)
    press(pane, Qt.Key.Key_Return)
    press(pane, Qt.Key.Key_Right)
    assert card(pane).text == "Second."
    press(pane, Qt.Key.Key_Right)
    assert card(pane).text == "See this."
    press(pane, Qt.Key.Key_Left)
    assert card(pane).text == "Second."


def test_the_note_leads_back_to_its_mark(pane: ReaderPane) -> None:
    pane.show_article(open_article(NOTED), Metrics(), LIGHT)
    press(pane, Qt.Key.Key_Return)
    press(pane, Qt.Key.Key_Right)
    press(pane, Qt.Key.Key_Return)
    text = open_article(NOTED).text
    span = pane.unit_span()
    assert span is not None
    assert text[slice(*span)].startswith("Second.")
    pane._sheet.view.anchorClicked.emit("#r2")
    assert pane.unit_span() == (0, text.index("\n"))
    assert pane.position()[0] == 0


def test_an_article_without_notes_has_none_to_show(pane: ReaderPane) -> None:
    pane.show_article(open_article("<div><p>Plain.</p></div>"), Metrics(), LIGHT)
    press(pane, Qt.Key.Key_Return)
    press(pane, Qt.Key.Key_Return, SHIFT)
    assert not card(pane).isVisible()


# Contents.


def test_contents_come_and_go_with_c(pane: ReaderPane) -> None:
    contents = ways(pane).contents
    press(pane, Qt.Key.Key_C)
    assert contents.isVisible()
    assert pane.window().focusWidget() is contents.field
    press(pane, Qt.Key.Key_C)
    assert not contents.isVisible()
    assert pane.window().focusWidget() is pane._sheet.view
    press(pane, Qt.Key.Key_C)
    press(pane, Qt.Key.Key_Escape)
    assert not contents.isVisible()


def test_letters_filter_and_enter_goes(pane: ReaderPane) -> None:
    contents = ways(pane).contents
    press(pane, Qt.Key.Key_C)
    QTest.keyClicks(contents.field, "mathem")
    assert [heading.text for heading in contents.model.headings] == ["A little mathematics"]
    press(pane, Qt.Key.Key_Return)
    span = pane.unit_span()
    assert span is not None
    assert TEXT[slice(*span)] == "A little mathematics"
    assert contents.isVisible()  # there is room for it beside the text
    press(pane, Qt.Key.Key_Escape)
    assert pane.position()[0] == 0


def test_a_filter_may_have_a_c_in_it(pane: ReaderPane) -> None:
    contents = ways(pane).contents
    press(pane, Qt.Key.Key_C)
    QTest.keyClicks(contents.field, "fac")
    assert contents.isVisible()
    assert contents.model.headings == ()
    press(pane, Qt.Key.Key_Return)
    assert contents.isVisible()


def test_the_heading_that_is_read_is_marked_and_followed(pane: ReaderPane) -> None:
    pane.show_article(open_article(LONG), Metrics(), LIGHT)
    contents = ways(pane).contents
    press(pane, Qt.Key.Key_C)
    view = pane._sheet.view
    for number in (2, 5, 3):
        line = view.line_top(pane._sheet.to_document(open_article(LONG).text.index(f"Part {number}")))
        pane.setFocus()
        view.scroll_to(line)
        heading = contents.current()
        assert heading is not None
        assert heading.text == f"Part {number}"
        pane._resting.tell()
        assert ways(pane).progress.heading == heading.text


def test_beside_the_text_where_there_is_room_else_over_it(pane: ReaderPane) -> None:
    contents, view = ways(pane).contents, pane._sheet.view
    free = view.viewport().x()
    press(pane, Qt.Key.Key_C)
    assert view.viewport().x() >= WIDTH
    assert contents.height() == view.height()
    press(pane, Qt.Key.Key_Escape)
    assert view.viewport().x() == free
    pane.resize(BESIDE - 200, 420)
    left = view.viewport().x()
    press(pane, Qt.Key.Key_C)
    assert view.viewport().x() == left
    assert contents.width() == WIDTH
    press(pane, Qt.Key.Key_Return)
    assert not contents.isVisible()  # it lay over the text


def test_without_headings_there_are_no_contents(pane: ReaderPane) -> None:
    pane.show_article(open_article("<div><h1>Only a title</h1><p>Text.</p></div>"), Metrics(), LIGHT)
    told: list[str] = []
    pane.told.connect(told.append)
    press(pane, Qt.Key.Key_C)
    assert not ways(pane).contents.isVisible()
    assert told == ["This page has no headings."]


def test_contents_tell_levels_and_place_to_who_does_not_see_them(pane: ReaderPane) -> None:
    pane.show_article(open_article(LONG), Metrics(), LIGHT)
    press(pane, Qt.Key.Key_C)
    model = ways(pane).contents.model
    described = Qt.ItemDataRole.AccessibleDescriptionRole
    assert model.index(0).data(described) == "Heading, level 1; being read"
    assert model.index(2).data(described) == "Heading, level 3"


# Progress.


def test_progress_is_told_and_ends(pane: ReaderPane, qtbot: QtBot) -> None:
    pane.show_article(open_article(LONG), Metrics(), LIGHT)
    progress = ways(pane).progress
    qtbot.waitUntil(lambda: progress.text.endswith("left"))
    press(pane, Qt.Key.Key_G, SHIFT)
    qtbot.waitUntil(lambda: progress.text == "Finished")


def test_progress_counts_by_the_speed_of_the_person(pane: ReaderPane, qtbot: QtBot) -> None:
    words = "<div>" + "<p>" + "word " * 230 + "</p>" + "<p>" + "more " * 2070 + "</p></div>"
    pane.show_article(open_article(words), Metrics(), LIGHT)
    qtbot.waitUntil(lambda: ways(pane).progress.text.endswith("10 minutes left"))
    pane.set_look(metrics=Metrics(reading_speed=115))
    assert ways(pane).progress.text.endswith("20 minutes left")


@pytest.mark.parametrize(
    ("share", "left", "said"),
    [
        (0.0, 2300, "0 %  ·  10 minutes left"),
        (0.34, 1, "34 %  ·  1 minute left"),
        (0.5, 0, "50 %"),
        (0.99, 3, "Finished"),
        (1.0, 0, "Finished"),
    ],
)
def test_progress_in_words(share: float, left: int, said: str) -> None:
    assert progress_in_words(share, left, 230) == said


# The exact place.


def test_a_place_is_returned_to_exactly(pane: ReaderPane) -> None:
    pane.show_article(open_article(LONG), Metrics(), LIGHT)
    bar = pane._sheet.view.verticalScrollBar()
    bar.setValue(333)
    pane._sheet.cursor.place(600)
    before = pane.place()
    pane.go_to(len(open_article(LONG).text) - 30)
    assert bar.value() != 333
    pane.return_to(before)
    assert bar.value() == 333
    assert pane.place() == before


def test_jumps_tell_where_they_began(pane: ReaderPane) -> None:
    places: list[object] = []
    pane.jumped.connect(places.append)
    before = pane.place()
    pane._sheet.view.anchorClicked.emit("#s3")
    assert places == [before]


def test_a_walk_from_hit_to_hit_is_one_jump(pane: ReaderPane) -> None:
    pane.show_article(open_article(LONG), Metrics(), LIGHT)
    length = len(open_article(LONG).text)
    pane.show_hits([(at, at + 4) for at in range(length // 4, length - 10, length // 8)])
    places: list[object] = []
    pane.jumped.connect(places.append)
    before = pane.place()
    for _ in range(3):
        pane._finder.next()
    assert places == [before]
    pane._sheet.view.verticalScrollBar().setValue(5)
    elsewhere = pane.place()
    pane._finder.next()
    assert places == [before, elsewhere]
