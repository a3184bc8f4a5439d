"""Highlights in doubt by real keys: offered quietly, asked one by one, answered with one key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from tests.gui.reader.articles import page
from tests.gui.reader.readers import LIGHT, Library, open_article, placed_at, placed_on

from postil.gui.reader.metrics import Metrics
from postil.gui.reader.quiet_bar import QuietBar
from postil.model.annotation import AnchorState, Placed
from postil.model.selectors import Selectors, TextQuoteSelector

if TYPE_CHECKING:
    from postil.gui.reader.pane import ReaderPane

pytestmark = pytest.mark.gui

TEXT = open_article().text
SENTENCE = "Scribes left it wide"


def press(pane: ReaderPane, key: Qt.Key | str) -> None:
    QTest.keyClick(pane.window().focusWidget() or pane, key)  # type: ignore[arg-type] # either works


def moved(name: str, words: str) -> Placed:
    selectors = Selectors(TextQuoteSelector(f"what {name} said once"))
    return placed_on(TEXT, words, name, state=AnchorState.MOVED, selectors=selectors)


def lost(name: str, guess: str | None) -> Placed:
    selectors = Selectors(TextQuoteSelector("words of another text"))
    found = placed_at(name, None, None, selectors=selectors, state=AnchorState.NOT_FOUND)
    if guess is None:
        return found
    start = TEXT.index(guess)
    return replace(found, guess=(start, start + len(guess)))


def show(library: Library, *placed: Placed) -> None:
    library.placed = list(placed)
    library.pane.show_article(open_article(of=page(), placed=placed), Metrics(), LIGHT)


def said(pane: ReaderPane) -> str:
    """What a bar at the foot says; empty where none is shown."""
    shown: list[QLabel | QPushButton] = []
    for bar in pane.findChildren(QuietBar):
        shown += [*bar.findChildren(QLabel), *bar.findChildren(QPushButton)] if bar.isVisible() else []
    return "".join(each.text() for each in shown if each.isVisible())


@pytest.fixture
def confirmed(pane: ReaderPane) -> list[tuple[str, str]]:
    """What was confirmed, with the words on which it stands."""
    made: list[tuple[str, str]] = []
    pane.place_confirmed.connect(lambda name, start, end: made.append((name, TEXT[start:end])))
    return made


@pytest.fixture
def refused(pane: ReaderPane) -> list[str]:
    made: list[str] = []
    pane.place_refused.connect(made.append)
    return made


def answered(library: Library, name: str, state: AnchorState) -> None:
    """The library writes down what was answered."""
    changed = [
        replace(item, annotation=replace(item.annotation, state=state))
        if item.annotation.id == name
        else item
        for item in library.placed
    ]
    if state is AnchorState.NOT_FOUND:
        changed = [
            replace(item, start=None, end=None, guess=None) if item.annotation.id == name else item
            for item in changed
        ]
    library.placed = changed
    library.pane.set_placed(tuple(changed))


def test_nothing_is_said_where_nothing_is_in_doubt(pane: ReaderPane, library: Library) -> None:
    show(library, placed_on(TEXT, SENTENCE))
    assert said(pane) == ""
    press(pane, "!")
    assert pane.mode == "reader"


def test_what_is_in_doubt_is_counted_at_opening(pane: ReaderPane, library: Library) -> None:
    show(library, moved("a", SENTENCE), moved("b", "the history of bound paper"), lost("c", "A book"))
    assert "2 highlights moved, 1 highlight not found" in said(pane)
    assert pane.mode == "reader"
    press(pane, Qt.Key.Key_Escape)
    assert said(pane) == ""


def test_enter_says_yes_and_the_next_is_asked(
    pane: ReaderPane, library: Library, confirmed: list[tuple[str, str]]
) -> None:
    show(library, moved("a", "the history of bound paper"), moved("b", SENTENCE))
    press(pane, "!")
    assert said(pane) != ""
    assert "what a said once" in said(pane)
    press(pane, Qt.Key.Key_Return)
    assert confirmed == [("a", "the history of bound paper")]
    answered(library, "a", AnchorState.ANCHORED)
    assert "what b said once" in said(pane)
    press(pane, Qt.Key.Key_Return)
    answered(library, "b", AnchorState.ANCHORED)
    assert confirmed[1:] == [("b", SENTENCE)]
    assert said(pane) == ""
    assert pane.mode == "reader"


def test_x_says_no(pane: ReaderPane, library: Library, refused: list[str]) -> None:
    show(library, moved("a", SENTENCE))
    press(pane, "!")
    press(pane, "x")
    assert refused == ["a"]
    answered(library, "a", AnchorState.NOT_FOUND)
    assert pane.mode == "reader"


def test_what_was_not_found_is_offered_where_it_is_likely(
    pane: ReaderPane, library: Library, confirmed: list[tuple[str, str]]
) -> None:
    show(library, lost("c", SENTENCE))
    press(pane, "!")
    assert "Not found" in said(pane)
    assert pane.selection() == (TEXT.index(SENTENCE), TEXT.index(SENTENCE) + len(SENTENCE))
    press(pane, Qt.Key.Key_Return)
    assert confirmed == [("c", SENTENCE)]


def test_the_right_words_may_be_selected_first(
    pane: ReaderPane, library: Library, confirmed: list[tuple[str, str]]
) -> None:
    show(library, moved("a", SENTENCE))
    press(pane, "!")
    view = pane._sheet.view
    cursor = QTextCursor(view.document().find("working space"))
    view.setTextCursor(cursor)
    press(pane, Qt.Key.Key_Return)
    assert confirmed == [("a", "working space")]


def test_one_without_a_likely_place_needs_its_words_selected(
    pane: ReaderPane, library: Library, confirmed: list[tuple[str, str]]
) -> None:
    show(library, lost("c", None))
    assert said(pane) == ""
    pane.come_to(library.placed[0].annotation.id)
    press(pane, "!")
    assert pane.mode == "check"
    press(pane, Qt.Key.Key_Return)
    assert confirmed == []
    view = pane._sheet.view
    view.setTextCursor(QTextCursor(view.document().find("working space")))
    press(pane, Qt.Key.Key_Return)
    assert confirmed == [("c", "working space")]


def test_brackets_walk_and_escape_leaves(pane: ReaderPane, library: Library) -> None:
    show(library, moved("a", "the history of bound paper"), moved("b", SENTENCE))
    press(pane, "!")
    press(pane, ")")
    assert "what b said once" in said(pane)
    press(pane, ")")
    assert "what a said once" in said(pane)
    press(pane, "(")
    assert "what b said once" in said(pane)
    pane.unwind()
    assert pane.mode == "reader"
    assert said(pane) == ""


def test_what_should_be_checked_has_a_broken_line(pane: ReaderPane, library: Library) -> None:
    show(library, moved("a", SENTENCE), placed_on(TEXT, "working space", "b"))
    marks = pane._sheet.view._highlights
    assert marks is not None
    doubtful = {mark.annotation: mark.doubtful for mark in marks.marks.all}
    assert doubtful == {"a": True, "b": False}
