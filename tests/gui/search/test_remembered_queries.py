"""What was searched for before: remembered, walked by keys, and listed under the empty field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.gui.search.panes import fire, found, search

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot
    from tests.gui.search.source import Source

    from postil.gui.search.pane import SearchPane


pytestmark = pytest.mark.gui


def test_a_query_that_led_somewhere_is_remembered(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    search(pane, "bee", qtbot)
    assert source.queries == []
    fire(pane, "results.open")
    qtbot.waitUntil(lambda: source.queries == ["bee"])
    search(pane, "nothing", qtbot)
    pane.unwind()
    qtbot.wait(20)
    assert source.queries == ["bee"]


def test_older_queries_are_walked_and_what_was_typed_comes_back(
    pane: SearchPane, source: Source, qtbot: QtBot
) -> None:
    source.queries = ["maps", "bees"]
    pane.start()
    qtbot.waitUntil(lambda: pane.before.queries.queries == ("maps", "bees"))
    search(pane, "wat", qtbot)
    fire(pane, "results.older")
    assert pane.field.text() == "maps"
    fire(pane, "results.older")
    assert fire(pane, "results.older") is False
    assert pane.field.text() == "bees"
    fire(pane, "results.newer")
    fire(pane, "results.newer")
    assert pane.field.text() == "wat"
    assert fire(pane, "results.newer") is False


def test_up_in_the_empty_field_brings_the_last_query(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    source.queries = ["maps"]
    pane.start()
    qtbot.waitUntil(pane.beginning.recent.isVisible)
    fire(pane, "results.previous")
    assert pane.field.text() == "maps"
    assert fire(pane, "results.previous") is False


def test_the_queries_before_are_listed_under_the_empty_field(
    pane: SearchPane, source: Source, qtbot: QtBot
) -> None:
    source.queries = ["maps", "bees", "water"]
    pane.start()
    recent = pane.beginning.recent
    qtbot.waitUntil(lambda: recent.count() == 3)
    fire(pane, "results.next")
    fire(pane, "results.next")
    assert recent.hasFocus()
    assert recent.marked == "bees"
    QTest.keyClick(recent, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: source.queries == ["maps", "water"])
    qtbot.waitUntil(lambda: recent.count() == 2)
    assert recent.marked == "water"
    fire(pane, "results.open")
    assert pane.field.text() == "water"
    assert pane.field.hasFocus()
    qtbot.waitUntil(lambda: found(pane) == ["water"] * 3)


def test_what_is_typed_in_that_list_is_a_new_query(pane: SearchPane, source: Source, qtbot: QtBot) -> None:
    source.queries = ["maps"]
    pane.start()
    qtbot.waitUntil(lambda: pane.beginning.recent.count() == 1)
    fire(pane, "results.next")
    QTest.keyClicks(pane.beginning.recent, "b")
    assert pane.field.text() == "b"
    assert QApplication.focusWidget() is pane.field
