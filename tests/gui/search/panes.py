"""A search pane as a person uses it: typed into, its commands fired, what it shows read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from tests.gui.builders import hit, page

from postil.gui.search.pane import SearchPane
from postil.gui.search.rows import CopyRow, HitRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot
    from tests.gui.search.source import Source

    from postil.app.finding import Hit
    from postil.gui.appearance import Appearance
    from postil.jobs import Jobs


def shown(
    source: Source, jobs: Jobs, failed: Callable[[Exception], object], *, appearance: Appearance, qtbot: QtBot
) -> SearchPane:
    made = SearchPane(source, jobs, failed, appearance)
    qtbot.addWidget(made)
    made.resize(340, 600)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    return made


def fire(pane: SearchPane, command: str) -> object:
    return dict(pane.bindings())[command]()


def found(pane: SearchPane) -> list[str]:
    return [hit.page.title for hit in pane.model.hits]


def told(pane: SearchPane) -> list[tuple[str, str]]:
    return [
        (label.text(), label.property("role"))
        for label in pane.findChildren(QLabel)
        if label.isVisible() and label.property("role") in ("muted", "danger") and label.text()
    ]


def search(pane: SearchPane, query: str, qtbot: QtBot) -> None:
    pane.field.setFocus()
    pane.field.selectAll()
    QTest.keyClicks(pane.field, query)
    qtbot.waitUntil(lambda: pane._results is not None and pane._results.query == query)


def marked_title(pane: SearchPane) -> str:
    row = pane.view.row
    assert isinstance(row, HitRow | CopyRow)
    return row.hit.page.title if isinstance(row, HitRow) else row.page.title


def titled(*titles: str) -> tuple[Hit, ...]:
    return tuple(hit(page(title=title), title) for title in titles)
