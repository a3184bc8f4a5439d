"""Results that stand for more: copies and further highlights unfold, partial hits stand apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from tests.gui.builders import annotation, hit, page
from tests.gui.search.panes import fire, marked_title, search, titled

from postil.app.finding import Results
from postil.gui.search.rows import CopyRow, DividerRow, HitRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot
    from tests.gui.search.source import Source

    from postil.gui.search.pane import SearchPane

pytestmark = pytest.mark.gui


def test_partial_hits_stand_below_a_line_that_nobody_can_stand_on(
    pane: SearchPane, source: Source, qtbot: QtBot
) -> None:
    source.answers["four long words here"] = replace(
        Results("four long words here", titled("all", "most"), 2, ()), partial_from=1
    )
    search(pane, "four long words here", qtbot)
    assert [type(row) for row in pane.model.rows] == [HitRow, DividerRow, HitRow]
    assert pane.model.index(1).data() == "These have most of the words"
    fire(pane, "results.next")
    assert marked_title(pane) == "most"
    QTest.mouseClick(
        pane.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=pane.view.visualRect(pane.model.index(1)).center(),
    )
    assert marked_title(pane) == "most"


def folded_results(query: str) -> Results:
    first, last = titled("The water works", "Bees")
    copies = (page(title="Water works, printed"), page(title="Water works, mirrored"))
    return Results(query, (replace(first, folded=copies), last), 4, ())


def test_copies_unfold_and_fold(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    source.answers["water"] = folded_results("water")
    search(pane, "water", qtbot)
    assert fire(pane, "results.unfold") is False, "in the field the arrow is the caret's"
    pane.view.setFocus()
    fire(pane, "results.unfold")
    assert [type(row) for row in pane.model.rows] == [HitRow, CopyRow, CopyRow, HitRow]
    fire(pane, "results.next")
    fire(pane, "results.next")
    assert marked_title(pane) == "Water works, mirrored"
    with qtbot.waitSignal(pane.opened) as opened:
        fire(pane, "results.open")
    assert opened.args[0].page.title == "Water works, mirrored"
    assert opened.args[0].start is None
    fire(pane, "results.fold")
    assert [type(row) for row in pane.model.rows] == [HitRow, HitRow]
    assert marked_title(pane) == "The water works"


def test_further_highlights_unfold_as_soon_as_they_are_fetched(
    pane: SearchPane, source: Source, qtbot: QtBot
) -> None:
    owner = page(title="The water works")
    first, second, third = (hit(owner, "pump", on=annotation(owner)) for _ in range(3))
    more = tuple(each.annotation.id for each in (second, third) if each.annotation is not None)
    source.answers["pump"] = Results("pump", (replace(first, more=more), *titled("Bees")), 4, ())
    source.further = (second, third)
    search(pane, "pump", qtbot)
    pane.view.setFocus()
    fire(pane, "results.unfold")
    qtbot.waitUntil(lambda: len(pane.model.rows) == 4)
    fire(pane, "results.next")
    assert pane.current() == second
    fire(pane, "results.fold")
    assert len(pane.model.rows) == 2
    assert marked_title(pane) == "The water works"


def test_a_click_on_the_number_of_copies_unfolds(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    source.answers["water"] = folded_results("water")
    search(pane, "water", qtbot)
    opened: list[object] = []
    pane.opened.connect(lambda *_: opened.append(1))
    for rows in (4, 2):
        place = pane.view.visualRect(pane.model.index(0)).bottomRight() - QPoint(30, 16)
        QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert len(pane.model.rows) == rows
    assert opened == []
