"""What the window says of the index, the command that makes it anew, and the way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from postil.app.index_pipe import IndexState, Order
from postil.app.indexing import IndexBacklog
from postil.gui.reindexing import QUIET

if TYPE_CHECKING:
    from postil.app.library import Library
    from postil.gui.window import MainWindow

pytestmark = pytest.mark.gui


@pytest.fixture
def orders(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[Order]:
    """What the index process is told."""
    given: list[Order] = []
    monkeypatch.setattr(library.indexing, "order", given.append)
    return given


def told(window: MainWindow) -> str:
    return window.parts.side._status.text()


def backlog(pending: int, total: int, **state: object) -> IndexBacklog:
    return IndexBacklog(pending, total, IndexState(**state))  # type: ignore[arg-type] # of its own fields


def test_little_is_done_without_a_word(window: MainWindow) -> None:
    window.reindexing.show(backlog(QUIET, 10_000), now=10.0)
    assert told(window) == ""


def test_much_is_counted_and_timed(window: MainWindow) -> None:
    window.reindexing.show(backlog(1400, 10_000), now=10.0)
    assert told(window) == "Indexing 1,400 changes…"
    window.reindexing.show(backlog(1200, 10_000), now=20.0)
    assert told(window) == "Indexing 1,200 changes · 20 a second · about 1 minute left"
    window.reindexing.show(backlog(0, 10_000), now=30.0)
    assert told(window) == ""


def test_an_index_that_knows_only_a_part_says_so(window: MainWindow) -> None:
    window.reindexing.show(backlog(48_000, 50_000), now=10.0)
    window.reindexing.show(backlog(44_000, 50_000), now=20.0)
    assert told(window) == (
        "6,000 of 50,000 pages and highlights are indexed · 400 a second · about 2 minutes left"
    )


def test_what_is_wrong_is_said(window: MainWindow) -> None:
    window.reindexing.show(backlog(0, 5, problem="The disk is full."), now=1.0)
    assert told(window) == "The disk is full."


def test_the_index_is_made_anew_and_the_work_can_be_stopped(window: MainWindow, orders: list[Order]) -> None:
    window.commands.fire("library.reindex")
    assert orders == [Order.REBUILD]
    assert "being rebuilt" in window.messages.text
    work = window.parts.side.work
    assert not work.isVisible()
    window.reindexing.show(backlog(0, 9000, rebuilt=3000, to_rebuild=9000), now=1.0)
    assert work.isVisible()
    assert work.text == "Rebuilding the search index: 3,000 of 9,000…"
    window.reindexing.show(backlog(0, 9000, rebuilt=5000, to_rebuild=9000), now=11.0)
    assert work.text == "Rebuilding the search index: 5,000 of 9,000 · 200 a second · less than a minute left"
    QTest.mouseClick(work.button, Qt.MouseButton.LeftButton)
    assert orders == [Order.REBUILD, Order.BUSY, Order.KEEP], "a click is work, too"
    window.reindexing.show(backlog(0, 9000), now=12.0)
    assert not work.isVisible()


def test_the_process_is_told_of_keys_only_while_it_has_much_to_do(
    window: MainWindow, orders: list[Order]
) -> None:
    QTest.keyClick(window.parts.list.view, Qt.Key.Key_J)
    assert orders == []
    window.reindexing.show(backlog(5000, 9000), now=1.0)
    for _ in range(5):
        QTest.keyClick(window.parts.list.view, Qt.Key.Key_J)
    assert orders == [Order.BUSY], "and not for every one of them"
    window.reindexing.show(backlog(0, 9000), now=2.0)
    window.reindexing._busy_told = 0.0
    QTest.keyClick(window.parts.list.view, Qt.Key.Key_J)
    assert orders == [Order.BUSY]
