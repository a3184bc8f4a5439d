"""Fields and values offered while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.gui.search.panes import fire, shown

from postil.search.queries.query import Field

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot
    from tests.gui.search.source import Source

    from postil.gui.appearance import Appearance
    from postil.gui.search.pane import SearchPane
    from postil.jobs import Jobs

pytestmark = pytest.mark.gui


@pytest.fixture
def pane(source: Source, jobs: Jobs, appearance: Appearance, qtbot: QtBot) -> SearchPane:
    source.to_know = {Field.TAG: ("history", "law & order", "letters"), Field.SITE: ("example.org",)}
    made = shown(source, jobs, lambda error: pytest.fail(str(error)), appearance=appearance, qtbot=qtbot)
    qtbot.waitUntil(lambda: bool(source.known))
    return made


def offered(pane: SearchPane) -> list[str]:
    return [candidate.label for candidate in pane.completing.list.offered]


def test_values_of_the_library_are_offered_while_one_types(pane: SearchPane) -> None:
    QTest.keyClicks(pane.field, "tag:")
    assert offered(pane) == ["history", "law & order", "letters"]
    QTest.keyClicks(pane.field, "l")
    assert offered(pane) == ["law & order", "letters"]
    assert pane.completing.list.marked is None
    QTest.keyClicks(pane.field, "x")
    assert offered(pane) == []
    assert pane.completing.list.isHidden()


def test_enter_is_never_stolen(pane: SearchPane, qtbot: QtBot) -> None:
    QTest.keyClicks(pane.field, "bee tag:l")
    qtbot.waitUntil(lambda: len(pane.model.hits) == 3)
    assert offered(pane)
    with qtbot.waitSignal(pane.opened):
        fire(pane, "results.open")
    assert not offered(pane)


def test_enter_takes_what_somebody_went_to(pane: SearchPane) -> None:
    QTest.keyClicks(pane.field, "bee tag:l")
    fire(pane, "results.next")
    assert pane.completing.list.marked is not None
    fire(pane, "results.open")
    assert pane.field.text() == 'bee tag:"law & order" '
    assert not offered(pane)
    QTest.keyClicks(pane.field, "x")
    assert pane.field.text() == 'bee tag:"law & order" x'


def test_down_goes_through_what_is_offered_and_then_into_the_results(pane: SearchPane, qtbot: QtBot) -> None:
    QTest.keyClicks(pane.field, "bee tag:l")
    qtbot.waitUntil(lambda: len(pane.model.hits) == 3)
    fire(pane, "results.next")
    fire(pane, "results.next")
    fire(pane, "results.previous")
    fire(pane, "results.previous")
    assert pane.completing.list.marked is None
    assert offered(pane)
    for _time in range(3):
        fire(pane, "results.next")
    assert pane.view.hasFocus()
    assert not offered(pane)


def test_tab_takes_the_first_and_is_free_where_nothing_is_offered(pane: SearchPane) -> None:
    QTest.keyClicks(pane.field, "ta")
    assert offered(pane) == ["tag:"]
    fire(pane, "results.complete")
    assert pane.field.text() == "tag:"
    assert offered(pane) == ["history", "law & order", "letters"], "after a field come its values"
    fire(pane, "results.complete")
    assert pane.field.text() == "tag:history "
    assert fire(pane, "results.complete") is False


def test_escape_closes_it_first_and_for_this_word(pane: SearchPane) -> None:
    QTest.keyClicks(pane.field, "tag:l")
    pane.unwind()
    assert not offered(pane)
    assert pane.field.text() == "tag:l"
    QTest.keyClicks(pane.field, "a")
    assert not offered(pane)
    QTest.keyClicks(pane.field, " tag:")
    assert offered(pane)


def test_it_can_be_asked_for_where_nothing_is_begun(pane: SearchPane) -> None:
    assert not offered(pane)
    fire(pane, "results.offer")
    assert "tag:" in offered(pane)
    assert pane.completing.list.marked is None


def test_it_goes_where_the_caret_or_the_focus_goes(pane: SearchPane, qtbot: QtBot) -> None:
    QTest.keyClicks(pane.field, "bee tag:l")
    qtbot.waitUntil(pane.view.isVisible)
    QTest.keyClick(pane.field, Qt.Key.Key_Home)
    assert not offered(pane)
    QTest.keyClick(pane.field, Qt.Key.Key_End)
    QTest.keyClick(pane.field, Qt.Key.Key_Backspace)
    assert offered(pane)
    pane.view.setFocus()
    assert not offered(pane)


def test_a_click_takes_and_the_field_keeps_the_focus(pane: SearchPane) -> None:
    QTest.keyClicks(pane.field, "tag:l")
    view = pane.completing.list
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, 0)).center()
    )
    assert pane.field.text() == "tag:letters "
    assert pane.field.hasFocus()


def test_it_stays_within_the_pane(pane: SearchPane) -> None:
    QTest.keyClicks(pane.field, "some words before the end of the line and tag:")
    place = pane.completing.list.geometry()
    assert pane.rect().contains(place)
    assert place.top() >= pane.field.geometry().bottom()


def test_it_is_the_same_list_while_the_same_is_offered(pane: SearchPane) -> None:
    QTest.keyClicks(pane.field, "tag:le")
    resets: list[int] = []
    pane.completing.list.model().modelReset.connect(lambda: resets.append(1))
    QTest.keyClicks(pane.field, "t")
    assert offered(pane) == ["letters"]
    assert resets == []
