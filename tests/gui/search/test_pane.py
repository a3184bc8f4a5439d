"""Searching while one types, by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.gui.search.panes import fire, found, marked_title, search, titled, told

from postil.app.finding import Results
from postil.gui.search.asking import FIRST
from postil.search.ranking import Sort

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot
    from tests.gui.search.source import Source

    from postil.gui.search.pane import SearchPane

pytestmark = pytest.mark.gui


# While one types.


def test_results_come_while_one_types(pane: SearchPane, qtbot: QtBot) -> None:
    QTest.keyClicks(pane.field, "bee")
    qtbot.waitUntil(lambda: found(pane) == ["bee"] * 3)
    assert ("3 hits", "muted") in told(pane)


def test_an_old_answer_is_never_shown(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    source.may_answer.clear()
    QTest.keyClicks(pane.field, "b")
    qtbot.waitUntil(lambda: source.asked == ["b"])
    QTest.keyClicks(pane.field, "ees")
    seen: list[list[str]] = []
    pane.model.modelReset.connect(lambda: seen.append(found(pane)))
    source.may_answer.set()
    qtbot.waitUntil(lambda: found(pane) == ["bees"] * 3)
    assert ["b"] * 3 not in seen
    assert source.asked == ["b", "bees"], "what was typed meanwhile was not searched for"


def test_the_old_rows_stay_until_new_ones_are_there(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    search(pane, "bee", qtbot)
    source.may_answer.clear()
    QTest.keyClicks(pane.field, "s")
    assert found(pane) == ["bee"] * 3
    assert pane.view.isVisible()
    source.may_answer.set()
    qtbot.waitUntil(lambda: found(pane) == ["bees"] * 3)


def test_an_answer_that_takes_long_is_waited_for_in_sight(
    pane: SearchPane, source: Source, qtbot: QtBot
) -> None:
    search(pane, "bee", qtbot)
    source.may_answer.clear()
    QTest.keyClicks(pane.field, "s")
    assert ("3 hits", "muted") in told(pane)
    qtbot.waitUntil(lambda: ("Searching…", "muted") in told(pane))
    source.may_answer.set()
    qtbot.waitUntil(lambda: ("3 hits", "muted") in told(pane))


def test_nothing_found_is_told_when_the_typing_rests(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    source.answers["bee"] = Results("bee", titled("Hives"), 1, ())
    source.answers["beex"] = Results("beex", (), 0, ())
    search(pane, "bee", qtbot)
    shown: list[bool] = []
    pane.stack.currentChanged.connect(lambda _index: shown.append(pane.nothing.isVisible()))
    QTest.keyClicks(pane.field, "x")
    qtbot.waitUntil(lambda: "beex" in source.asked)
    QTest.keyClicks(pane.field, "y")  # before a moment has gone by
    qtbot.waitUntil(lambda: found(pane) == ["beexy"] * 3)
    assert shown == []
    search(pane, "nothing", qtbot)
    assert ("0 hits", "muted") in told(pane)
    assert pane.nothing.isVisible()


def test_a_failure_is_handed_on_and_the_next_search_works(
    pane: SearchPane, source: Source, failures: list[Exception], qtbot: QtBot
) -> None:
    source.fails = True
    QTest.keyClicks(pane.field, "x")
    qtbot.waitUntil(lambda: len(failures) == 1)
    source.fails = False
    QTest.keyClicks(pane.field, "y")
    qtbot.waitUntil(lambda: found(pane) == ["xy"] * 3)


def test_what_was_typed_while_a_search_failed_is_searched_for(
    pane: SearchPane, source: Source, failures: list[Exception], qtbot: QtBot
) -> None:
    source.fails = True
    source.may_answer.clear()
    QTest.keyClicks(pane.field, "x")
    qtbot.waitUntil(lambda: source.asked == ["x"])
    QTest.keyClicks(pane.field, "y")
    source.may_answer.set()
    qtbot.waitUntil(lambda: len(failures) >= 1)
    source.fails = False
    qtbot.waitUntil(lambda: found(pane) == ["xy"] * 3 or len(failures) == 2)


def test_pages_that_are_not_indexed_yet_are_told_of(pane: SearchPane) -> None:
    pane.tell_pending(1200)
    assert ("1,200 pages are still being indexed", "muted") in told(pane)
    pane.tell_pending(0)
    assert not any("indexed" in words for words, _ in told(pane))


# Rows.


def test_keys_move_and_open(pane: SearchPane, qtbot: QtBot) -> None:
    search(pane, "bee", qtbot)
    for command in ("results.next", "results.next", "results.next", "results.previous"):
        fire(pane, command)
    with qtbot.waitSignal(pane.opened) as opened:
        fire(pane, "results.open")
    assert opened.args[0] is pane.model.hits[1]
    assert opened.args[1].query == "bee"


def test_down_goes_into_the_results_and_up_back_to_the_field(pane: SearchPane, qtbot: QtBot) -> None:
    search(pane, "bee", qtbot)
    fire(pane, "results.next")
    assert pane.view.hasFocus()
    assert pane.view.currentIndex().row() == 1
    fire(pane, "results.previous")
    assert pane.view.hasFocus()
    fire(pane, "results.previous")
    assert pane.field.hasFocus()


def test_what_is_typed_in_the_results_goes_on_in_the_field(pane: SearchPane, qtbot: QtBot) -> None:
    search(pane, "bee", qtbot)
    fire(pane, "results.next")
    QTest.keyClicks(pane.view, "s")
    assert pane.field.hasFocus()
    assert pane.field.text() == "bees"
    qtbot.waitUntil(lambda: found(pane) == ["bees"] * 3)
    fire(pane, "results.next")
    QTest.keyClick(pane.view, Qt.Key.Key_Backspace)
    assert pane.field.text() == "bee"
    qtbot.waitUntil(lambda: found(pane) == ["bee"] * 3)
    fire(pane, "results.next")
    QTest.keyClick(pane.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert pane.field.selectedText() == "bee"
    fire(pane, "results.next")
    QTest.keyClicks(pane.view, "/")
    assert pane.field.selectedText() == "bee"


def test_a_page_of_results_further(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    titles = [f"Page {number}" for number in range(30)]
    source.answers["page"] = Results("page", titled(*titles), 30, ())
    search(pane, "page", qtbot)
    fire(pane, "results.page-down")
    first = pane.view.currentIndex().row()
    assert 2 < first < 10
    fire(pane, "results.page-down")
    assert pane.view.currentIndex().row() == 2 * first
    fire(pane, "results.page-up")
    assert pane.view.currentIndex().row() == first


def test_more_hits_come_where_the_list_ends(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    titles = [f"Page {number}" for number in range(FIRST + 20)]
    source.answers["page"] = Results("page", titled(*titles), FIRST + 20, ())
    search(pane, "page", qtbot)
    assert len(found(pane)) == FIRST
    pane.view.setFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_End)
    fire(pane, "results.next")
    marked = marked_title(pane)
    qtbot.waitUntil(lambda: found(pane) == titles)
    assert marked_title(pane) == marked == f"Page {FIRST - 1}"
    fire(pane, "results.next")
    assert marked_title(pane) == f"Page {FIRST}"


def test_the_marked_hit_stays_marked_when_the_library_changes(
    pane: SearchPane, source: Source, qtbot: QtBot
) -> None:
    one, two, three = titled("one", "two", "three")
    source.answers["bee"] = Results("bee", (one, two), 2, ())
    search(pane, "bee", qtbot)
    fire(pane, "results.next")
    source.answers["bee"] = Results("bee", (three, one, two), 3, ())
    with qtbot.waitSignal(pane.model.modelReset):
        pane.search_again()
    assert marked_title(pane) == "two"
    assert pane.view.hasFocus()


def test_a_click_opens(pane: SearchPane, qtbot: QtBot) -> None:
    search(pane, "bee", qtbot)
    place = pane.view.visualRect(pane.model.index(2)).center()
    with qtbot.waitSignal(pane.opened) as opened:
        QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args[0] is pane.model.hits[2]


def test_a_hit_opens_behind_while_one_stays(pane: SearchPane, qtbot: QtBot) -> None:
    search(pane, "bee", qtbot)
    fire(pane, "results.next")
    with qtbot.waitSignal(pane.opened_behind) as opened:
        fire(pane, "results.open-behind")
    assert opened.args[0] is pane.model.hits[1]
    assert pane.view.hasFocus()


# What is told.


def test_a_problem_is_told_where_it_stands_and_the_hits_stay(
    pane: SearchPane, source: Source, qtbot: QtBot
) -> None:
    query = "color:pnk bee"
    source.answers[query] = replace(
        Results(query, titled("Bees"), 1, ()), problem="color: can be yellow, red.", problem_at=(6, 9)
    )
    search(pane, query, qtbot)
    assert ("color: can be yellow, red.", "danger") in told(pane)
    assert found(pane) == ["Bees"]
    assert pane.field.problem == (6, 9)
    QTest.keyClicks(pane.field, "s")
    assert pane.field.problem == (6, 9), "what is typed behind it does not mend it"
    QTest.keyClick(pane.field, Qt.Key.Key_Home)
    QTest.keyClick(pane.field, Qt.Key.Key_Delete)
    assert pane.field.problem is None


def test_enter_takes_what_may_have_been_meant(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    source.answers["pmup"] = replace(Results("pmup", (), 0, ()), suggestion="pump")
    search(pane, "pmup", qtbot)
    assert pane.nothing.button.text() == "Did you mean “pump”?"
    fire(pane, "results.open")
    assert pane.field.text() == "pump"
    qtbot.waitUntil(lambda: found(pane) == ["pump"] * 3)
    QTest.keyClick(pane.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pane.field.text() == "pmup", "it can be taken back"


def test_a_click_takes_it_too(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    source.answers["pmup"] = replace(Results("pmup", (), 0, ()), suggestion="pump & pipe")
    search(pane, "pmup", qtbot)
    QTest.mouseClick(pane.nothing.button, Qt.MouseButton.LeftButton)
    assert pane.field.text() == "pump & pipe"


def test_enter_on_nothing_does_nothing(pane: SearchPane, qtbot: QtBot) -> None:
    search(pane, "nothing", qtbot)
    fire(pane, "results.open")
    assert pane.field.text() == "nothing"


def test_escape_empties_and_then_leaves(pane: SearchPane, qtbot: QtBot) -> None:
    search(pane, "bee", qtbot)
    fire(pane, "results.next")
    pane.unwind()
    assert pane.field.hasFocus()
    assert pane.field.text() == "bee"
    pane.unwind()
    assert pane.field.text() == ""
    assert pane.model.hits == ()
    with qtbot.waitSignal(pane.left):
        pane.unwind()


# The order.


def test_the_order_is_told_and_chosen(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    query = "bee sort:added"
    source.answers[query] = replace(Results(query, titled("a", "b"), 2, ()), sort=Sort.ADDED)
    search(pane, "bee", qtbot)
    assert pane.heading.order.text() == "Relevance"
    pane.heading.order.menu().actions()[1].trigger()
    assert pane.field.text() == query
    qtbot.waitUntil(lambda: pane.heading.order.text() == "Newest added")
    pane.heading.order.menu().actions()[0].trigger()
    assert pane.field.text() == "bee"


def test_one_hit_has_no_order(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    source.answers["bee"] = Results("bee", titled("a"), 1, ())
    search(pane, "bee", qtbot)
    assert not pane.heading.order.isVisible()
