"""The search in the window, on a real library with a real index, by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from tests.gui.pages import BEES, WATER
from tests.gui.pressing import press, type_text

from postil.model.annotation import Color
from postil.model.page import Place

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.model.ids import PageId

pytestmark = pytest.mark.gui

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def search(window: MainWindow, query: str, qtbot: QtBot) -> None:
    type_text("/" + query)
    qtbot.waitUntil(lambda: titles(window) != [] and shown_query(window) == query)


def titles(window: MainWindow) -> list[str]:
    return [hit.page.title for hit in window.parts.search.model.hits]


def shown_query(window: MainWindow) -> str:
    results = window.parts.search._results
    return results.query if results is not None else ""


def bar(window: MainWindow) -> str:
    """What is said of the hits at the foot of the article."""
    return window.parts.reader._bars.hits._words.text()


def looked_at(window: MainWindow) -> str:
    finder = window.parts.reader._finder
    start, end = finder._hits[finder._current]
    return window.parts.reader._sheet.text[start:end]


def page_called(library: Library, title: str) -> PageId:
    pages = library.reading.pages(library.reading.page_ids(Place()))
    return next(page.id for page in pages.values() if page.title == title)


def test_enter_opens_at_the_hit_and_n_walks_all_of_them(window: MainWindow, qtbot: QtBot) -> None:
    search(window, "chimney", qtbot)
    assert sorted(titles(window)) == ["The water works", "What bees know"]
    press(*[KEY.Key_Down] * titles(window).index("The water works"))
    with qtbot.waitSignal(window.open_page.shown):
        press(KEY.Key_Return)
    assert looked_at(window) == "chimney"
    assert bar(window).startswith("Hit 1 of 2  ·  ")
    type_text("n")
    assert bar(window).startswith("Hit 2 of 2  ·  ")
    type_text("n")
    assert bar(window).startswith("Hit 1 of 2  ·  on from the top  ·  ")
    press(KEY.Key_N, held=Qt.KeyboardModifier.ShiftModifier)
    assert bar(window).startswith("Hit 2 of 2  ·  on from the end  ·  ")
    press(KEY.Key_Escape)
    assert not window.open_page.hits_shown


def test_a_hit_opens_behind_the_results_and_the_hands_stay_there(window: MainWindow, qtbot: QtBot) -> None:
    search(window, "chimney", qtbot)
    press(KEY.Key_Down)
    with qtbot.waitSignal(window.open_page.hits_marked):
        press(KEY.Key_Return, held=ALT)
        type_text("s")  # it is typed, not kept for the page
    assert window.open_page.page is not None
    assert window.parts.search.field.text() == "chimneys"
    assert window.parts.search.field.hasFocus()
    assert window.parts.reader.isVisible()
    assert looked_at(window) == "chimney"


def test_in_a_narrow_window_it_is_told_that_a_page_is_open_behind(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(600, 420)
    search(window, "swallows", qtbot)
    with qtbot.waitSignal(window.open_page.shown):
        press(KEY.Key_Return, held=ALT)
    assert window.messages.text == "“The water works” is open behind the results"
    assert window.parts.search.field.hasFocus()


def test_letters_in_the_results_are_typed_and_mean_no_commands(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    search(window, "chimney", qtbot)
    press(KEY.Key_Down)
    type_text("es")
    assert window.parts.search.field.text() == "chimneyes"
    assert len(library.reading.page_ids(Place())) == 3, "nothing was archived"


def test_a_highlight_whose_note_was_found_is_what_is_looked_at(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    water = page_called(library, "The water works")
    library.annotating.highlight_quote(water, WATER[2][:30], color=Color.GREEN, note="chimney or none?")
    library.indexing.drain()
    search(window, "note:chimney", qtbot)
    with qtbot.waitSignal(window.open_page.shown):
        press(KEY.Key_Return)
    text = window.parts.reader._sheet.text
    start, end = window.parts.reader._sheet.cursor.span or (0, 0)
    assert WATER[2][:30] in text[start:end], "the note leads to its highlight"
    assert bar(window).startswith("2 hits  ·  ")
    type_text("n")
    assert looked_at(window) == "chimney"


def test_a_highlight_that_was_found_by_its_words_is_the_hit(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    bees = page_called(library, "What bees know")
    library.annotating.highlight_quote(bees, BEES[2], color=Color.RED)
    library.indexing.drain()
    search(window, "quote:chimney", qtbot)
    with qtbot.waitSignal(window.open_page.hits_marked):
        press(KEY.Key_Return)
    assert looked_at(window) == "chimney"
    assert bar(window).startswith("Hit 1 of 1  ·  ")


def test_what_is_only_in_the_title_opens_the_page_without_hits(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    search(window, "title:works", qtbot)
    with qtbot.waitSignal(window.open_page.shown) as shown:
        press(KEY.Key_Return)
    assert shown.args[0].title == "The water works"
    assert window.parts.reader.hasFocus() or window.parts.reader.isAncestorOf(
        QApplication.focusWidget() or window
    )


def test_facets_are_chosen_by_keys_and_stand_in_the_query(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    library.tagging.tag((page_called(library, "The water works"),), "towns")
    library.tagging.tag((page_called(library, "What bees know"),), "animals")
    library.indexing.drain()
    search(window, "chimney", qtbot)
    chips = window.parts.search.heading.facets
    qtbot.waitUntil(chips.isVisible)
    press(KEY.Key_T, held=ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, KEY.Key_1)
    assert "tag:" in window.parts.search.field.text()
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    window.activateWindow()  # without a window manager nobody does when a menu closes
    qtbot.waitUntil(window.isActiveWindow)
    press(KEY.Key_T, held=ALT)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].isChecked()
    QTest.keyClick(menu, KEY.Key_1)
    assert window.parts.search.field.text() == "chimney"
    qtbot.waitUntil(lambda: len(titles(window)) == 2)


def test_the_order_is_chosen_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    search(window, "chimney", qtbot)
    press(KEY.Key_O, held=ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, KEY.Key_4)
    assert window.parts.search.field.text() == "chimney sort:title"
    qtbot.waitUntil(lambda: titles(window) == ["The water works", "What bees know"])
    qtbot.waitUntil(lambda: window.parts.search.heading.order.text() == "Title")


def test_tags_of_the_library_are_completed(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    library.tagging.tag((page_called(library, "The water works"),), "towns")
    type_text("/tag:")
    qtbot.waitUntil(lambda: not library.completing.stale)
    type_text("t")
    press(KEY.Key_Tab)
    assert window.parts.search.field.text() == "tag:towns "


def test_what_was_searched_for_is_there_the_next_time(window: MainWindow, qtbot: QtBot) -> None:
    search(window, "swallows", qtbot)
    with qtbot.waitSignal(window.open_page.shown):
        press(KEY.Key_Return)
    type_text("/")
    press(KEY.Key_Delete)
    recent = window.parts.search.beginning.recent
    qtbot.waitUntil(lambda: recent.isVisible() and recent.count() == 1)
    press(KEY.Key_Down)
    press(KEY.Key_Return)
    assert window.parts.search.field.text() == "swallows"
    qtbot.waitUntil(lambda: titles(window) == ["The water works"])
    press(KEY.Key_Escape)
    press(KEY.Key_Up, held=ALT)
    assert window.parts.search.field.text() == "swallows"


def test_tab_goes_from_the_field_to_what_narrows_and_to_the_results(window: MainWindow, qtbot: QtBot) -> None:
    search(window, "chimney", qtbot)
    seen = []
    for _time in range(3):
        press(KEY.Key_Tab)
        focus = QApplication.focusWidget()
        seen.append(focus.accessibleName() if focus is not None else "")
    assert "Order: Relevance" in seen
    assert "Results" in seen


def test_a_filter_can_be_taken_off_where_nothing_is_found(window: MainWindow, qtbot: QtBot) -> None:
    type_text("/lang:uk chimney")
    chips = window.parts.search.heading.facets
    qtbot.waitUntil(lambda: window.parts.search.nothing.isVisible() and chips.isVisible())
    hints = [label.text() for label in window.parts.search.nothing.findChildren(QLabel)]
    assert "Try fewer words, or take a filter away." in hints
    press(KEY.Key_L, held=ALT)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, KEY.Key_1)
    qtbot.waitUntil(lambda: sorted(titles(window)) == ["The water works", "What bees know"])
    assert window.parts.search.field.text() == "chimney"
