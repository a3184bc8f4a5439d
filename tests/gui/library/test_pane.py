"""The list of pages by keyboard and mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from tests.gui.builders import Shelf, pages

from postil.commands import COMMANDS
from postil.gui.actions import Actions
from postil.gui.keys import Keys
from postil.gui.library.pane import ListPane
from postil.gui.library.spots import INBOX, TRASH

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.model.ids import PageId

pytestmark = pytest.mark.gui

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(pages(40))


@pytest.fixture
def pane(shelf: Shelf, appearance: Appearance, qtbot: QtBot) -> ListPane:
    made = ListPane(shelf, appearance)
    qtbot.addWidget(made)
    made.resize(344, 600)
    made.show_pages(INBOX, shelf.ids, keep=False)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    actions = Actions(made)
    actions.bind(made.bindings())
    Keys(COMMANDS, scopes=lambda _widget: ("list",), fire=actions.fire, parent=made)
    return made


def keys(
    pane: ListPane, *presses: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for press in presses:
        QTest.keyClick(pane.view, press, held)


def rows(pane: ListPane) -> list[int]:
    return [pane.model.row_of(page_id) or 0 for page_id in pane.selected()]


def test_it_begins_at_the_first_page(pane: ListPane) -> None:
    assert rows(pane) == [0]


def test_letters_and_arrows_move(pane: ListPane) -> None:
    keys(pane, Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_J, Qt.Key.Key_K)
    assert rows(pane) == [2]
    keys(pane, Qt.Key.Key_G, held=SHIFT)
    assert rows(pane) == [39]
    keys(pane, Qt.Key.Key_J)
    assert rows(pane) == [39]
    keys(pane, Qt.Key.Key_G, Qt.Key.Key_G)
    assert rows(pane) == [0]


def test_enter_and_o_open(pane: ListPane, shelf: Shelf) -> None:
    opened: list[PageId] = []
    pane.opened.connect(opened.append)
    keys(pane, Qt.Key.Key_J, Qt.Key.Key_Return, Qt.Key.Key_J, Qt.Key.Key_O)
    assert opened == [shelf.ids[1], shelf.ids[2]]


def test_x_picks_and_moving_keeps_what_was_picked(pane: ListPane) -> None:
    keys(pane, Qt.Key.Key_X, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_X, Qt.Key.Key_J)
    assert rows(pane) == [0, 2]
    keys(pane, Qt.Key.Key_K, Qt.Key.Key_X)
    assert rows(pane) == [0]


def test_how_many_are_picked_is_told(pane: ListPane) -> None:
    def told() -> list[str]:
        return [label.text() for label in pane.findChildren(QLabel) if label.property("role") == "muted"][:1]

    assert told() == ["40"]
    keys(pane, Qt.Key.Key_X, Qt.Key.Key_J, Qt.Key.Key_X)
    assert told() == ["2 of 40"]
    pane.unpick()
    assert told() == ["40"]


def test_the_last_one_unpicked_ends_picking(pane: ListPane) -> None:
    keys(pane, Qt.Key.Key_X, Qt.Key.Key_X, Qt.Key.Key_J)
    assert rows(pane) == [1]
    assert not pane.unpick()


def test_shift_extends(pane: ListPane) -> None:
    keys(pane, Qt.Key.Key_J)
    keys(pane, Qt.Key.Key_J, Qt.Key.Key_Down, held=SHIFT)
    assert rows(pane) == [1, 2, 3]


def test_all_and_none(pane: ListPane) -> None:
    keys(pane, Qt.Key.Key_A, held=CTRL)
    assert rows(pane) == list(range(40))
    keys(pane, Qt.Key.Key_Asterisk, Qt.Key.Key_N)
    assert rows(pane) == [0]


def test_the_mouse_opens_and_picks(pane: ListPane, shelf: Shelf) -> None:
    opened: list[PageId] = []
    pane.opened.connect(opened.append)

    def click(row: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        place = pane.view.visualRect(pane.model.index(row)).center()
        QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, held, place)

    click(2)
    click(4, SHIFT)
    assert rows(pane) == [2, 3, 4]
    click(1)
    assert rows(pane) == [1]
    assert opened == [shelf.ids[2], shelf.ids[1]]


def test_when_pages_leave_the_next_one_is_current(pane: ListPane, shelf: Shelf) -> None:
    keys(pane, Qt.Key.Key_J, Qt.Key.Key_X, Qt.Key.Key_J, Qt.Key.Key_X)
    pane.show_pages(INBOX, (shelf.ids[0], *shelf.ids[3:]), keep=True)
    assert pane.selected() == (shelf.ids[3],)
    assert not pane.unpick()


def test_when_pages_come_the_person_stays_with_the_page(pane: ListPane, shelf: Shelf) -> None:
    pane.show_pages(INBOX, shelf.ids[10:], keep=False)
    keys(pane, Qt.Key.Key_J)
    pane.show_pages(INBOX, shelf.ids, keep=True)
    assert pane.current() == shelf.ids[11]


def test_picked_pages_stay_picked(pane: ListPane, shelf: Shelf) -> None:
    keys(pane, Qt.Key.Key_X, Qt.Key.Key_J, Qt.Key.Key_X)
    pane.show_pages(INBOX, shelf.ids[::-1], keep=True)
    assert set(pane.selected()) == set(shelf.ids[:2])


def test_an_empty_place_says_so(pane: ListPane) -> None:
    pane.show_pages(TRASH, (), keep=False)
    assert pane.selected() == ()
    assert pane.current() is None
    assert not pane.view.isVisible()
    for _, deed in pane.bindings():
        deed()


def test_the_focus_stays_in_the_pane_when_it_empties_and_fills(pane: ListPane, shelf: Shelf) -> None:
    pane.show_pages(INBOX, (), keep=True)
    assert pane.isAncestorOf(QApplication.focusWidget() or pane.window())
    assert not pane.search.hasFocus()
    pane.show_pages(INBOX, shelf.ids, keep=True)
    assert pane.view.hasFocus()


def test_beside_a_page(pane: ListPane, shelf: Shelf) -> None:
    assert pane.beside(shelf.ids[1], 1) == shelf.ids[2]
    assert pane.beside(shelf.ids[0], -1) is None
    assert pane.beside(shelf.ids[39], 1) is None


def test_the_list_has_names(pane: ListPane) -> None:
    assert pane.view.accessibleName() == "Pages: Inbox"
    assert pane.search.accessibleName() == "Search the library"
    assert pane.sort.accessibleName() == "Order of the pages"


def test_a_letter_that_is_no_command_does_not_search_the_titles(pane: ListPane) -> None:
    assert pane.model.index(1).data().startswith("P"), "so that Qt would find it"
    keys(pane, Qt.Key.Key_P)
    assert rows(pane) == [0]
