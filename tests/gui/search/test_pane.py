"""Searching while one types."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from tests.gui.builders import hit, page

from postil.app.finding import Results
from postil.gui.search.pane import SearchPane

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.jobs import Jobs

pytestmark = pytest.mark.gui


class Engine:
    """Answers a query with one hit named after it; may be told to wait."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.problem: str | None = None

    def search(self, query: str, limit: int) -> Results:
        self.asked.append(query)
        self.may_answer.wait(10)
        hits = (
            () if query == "nothing" else tuple(hit(page(title=query), query) for _ in range(min(3, limit)))
        )
        return Results(query, hits, len(hits), (), self.problem)


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def failures() -> list[Exception]:
    return []


@pytest.fixture
def pane(
    engine: Engine, jobs: Jobs, failures: list[Exception], appearance: Appearance, qtbot: QtBot
) -> Iterator[SearchPane]:
    made = SearchPane(engine.search, jobs, failures.append, appearance)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    yield made
    engine.may_answer.set()


def found(pane: SearchPane) -> list[str]:
    return [hit.page.title for hit in pane.model.hits]


def told(pane: SearchPane) -> list[tuple[str, str]]:
    return [
        (label.text(), label.property("role"))
        for label in pane.findChildren(QLabel)
        if label.isVisible() and label.property("role") in ("muted", "danger") and label.text()
    ]


def test_results_come_while_one_types(pane: SearchPane, qtbot: QtBot) -> None:
    QTest.keyClicks(pane.field, "bee")
    qtbot.waitUntil(lambda: found(pane) == ["bee"] * 3)
    assert ("3 hits", "muted") in told(pane)


def test_an_old_answer_is_never_shown(pane: SearchPane, engine: Engine, qtbot: QtBot) -> None:
    engine.may_answer.clear()
    QTest.keyClicks(pane.field, "b")
    qtbot.waitUntil(lambda: engine.asked == ["b"])
    QTest.keyClicks(pane.field, "ees")
    seen: list[list[str]] = []
    pane.model.modelReset.connect(lambda: seen.append(found(pane)))
    engine.may_answer.set()
    qtbot.waitUntil(lambda: found(pane) == ["bees"] * 3)
    assert ["b"] * 3 not in seen
    assert engine.asked == ["b", "bees"], "what was typed meanwhile was not searched for"


def test_keys_move_and_open(pane: SearchPane, qtbot: QtBot) -> None:
    QTest.keyClicks(pane.field, "bee")
    qtbot.waitUntil(lambda: len(pane.model.hits) == 3)
    deeds = dict(pane.bindings())
    deeds["results.next"]()
    deeds["results.next"]()
    deeds["results.next"]()
    deeds["results.previous"]()
    with qtbot.waitSignal(pane.opened) as opened:
        deeds["results.open"]()
    assert opened.args[0] is pane.model.hits[1]
    assert opened.args[1].query == "bee"


def test_the_marked_hit_stays_marked_when_the_library_changes(pane: SearchPane, qtbot: QtBot) -> None:
    QTest.keyClicks(pane.field, "bee")
    qtbot.waitUntil(lambda: len(pane.model.hits) == 3)
    dict(pane.bindings())["results.next"]()
    with qtbot.waitSignal(pane.model.modelReset):
        pane.search_again()
    assert pane.current() is pane.model.hits[1]


def test_a_problem_is_told_quietly_and_the_hits_stay(pane: SearchPane, engine: Engine, qtbot: QtBot) -> None:
    engine.problem = "There is no field “athor”."
    QTest.keyClicks(pane.field, "athor:x")
    qtbot.waitUntil(lambda: ("There is no field “athor”.", "danger") in told(pane))
    assert len(pane.model.hits) == 3


def test_nothing_found_says_so(pane: SearchPane, qtbot: QtBot) -> None:
    QTest.keyClicks(pane.field, "nothing")
    qtbot.waitUntil(lambda: ("0 hits", "muted") in told(pane))
    assert not pane.view.isVisible()


def test_a_failure_is_handed_on_and_the_next_search_works(
    pane: SearchPane, engine: Engine, failures: list[Exception], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_query: str, _limit: int) -> Results:
        raise OSError("the index is gone")

    monkeypatch.setattr(pane, "_search", broken)
    QTest.keyClicks(pane.field, "x")
    qtbot.waitUntil(lambda: len(failures) == 1)
    monkeypatch.setattr(pane, "_search", engine.search)
    QTest.keyClicks(pane.field, "y")
    qtbot.waitUntil(lambda: found(pane) == ["xy"] * 3)


def test_escape_empties_and_then_leaves(pane: SearchPane, qtbot: QtBot) -> None:
    QTest.keyClicks(pane.field, "bee")
    pane.unwind()
    assert pane.field.text() == ""
    assert pane.model.hits == ()
    with qtbot.waitSignal(pane.left):
        pane.unwind()


def test_a_click_opens(pane: SearchPane, qtbot: QtBot) -> None:
    QTest.keyClicks(pane.field, "bee")
    qtbot.waitUntil(lambda: len(pane.model.hits) == 3)
    place = pane.view.visualRect(pane.model.index(2)).center()
    with qtbot.waitSignal(pane.opened) as opened:
        QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args[0] is pane.model.hits[2]
