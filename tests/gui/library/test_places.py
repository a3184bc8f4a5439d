"""The places show what there is and tell where the person goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest

from postil.gui.library.places import PlacesView
from postil.gui.library.spots import ARCHIVE, HIGHLIGHTS, INBOX, READING, SPOTS, WAITING, Spot, tag_spot
from postil.model.counts import Counts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


def counts(*tags: tuple[str, int]) -> Counts:
    return Counts(
        inbox=3, reading=2, archive=1, starred=0, all=6, highlighted=2, trashed=4, highlights=9, tags=tags
    )


@pytest.fixture
def view(appearance: Appearance, qtbot: QtBot) -> PlacesView:
    made = PlacesView(appearance)
    qtbot.addWidget(made)
    made.resize(220, 600)
    made.show_counts(counts(("politics", 1), ("politics/europe", 2), ("science/bees", 5)))
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def texts(view: PlacesView, parent: QModelIndex | None = None) -> list[object]:
    """The tree as nested lists of names."""
    model = view.model()
    rows = model.rowCount() if parent is None else model.rowCount(parent)
    found: list[object] = []
    for row in range(rows):
        index = model.index(row, 0) if parent is None else model.index(row, 0, parent)
        below = texts(view, index)
        found.append([index.data(), below] if below else index.data())
    return found


def test_places_come_first_then_tags_in_their_tree(view: PlacesView) -> None:
    assert texts(view) == [
        "Inbox",
        "Reading",
        "Archive",
        "Starred",
        "All pages",
        "Waiting",
        "Highlights",
        "Trash",
        "Tags",
        ["politics", ["europe"]],
        ["science", ["bees"]],
    ]


def test_without_tags_there_is_no_heading(appearance: Appearance, qtbot: QtBot) -> None:
    view = PlacesView(appearance)
    qtbot.addWidget(view)
    view.show_counts(counts())
    assert texts(view)[-1] == "Trash"


def test_the_number_of_each_can_be_heard(view: PlacesView) -> None:
    heard = [view.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 6, 7)]
    assert heard == ["Inbox, 3 items", "Highlights, 9 items", "Trash, 4 items"]


def test_links_have_a_place_while_there_are_any(view: PlacesView) -> None:
    row = SPOTS.index(WAITING)
    assert view.isRowHidden(row, QModelIndex())
    view.show_counts(replace(counts(), waiting=2))
    assert not view.isRowHidden(row, QModelIndex())
    assert view.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) == ("Waiting, 2 items")
    view.show_counts(counts())
    assert view.isRowHidden(row, QModelIndex())


def test_choosing_tells_nobody_but_the_keyboard_does(view: PlacesView) -> None:
    told: list[Spot] = []
    view.chosen.connect(told.append)
    view.choose(INBOX)
    assert told == []
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert told == [READING, ARCHIVE]


def test_enter_goes_on_to_the_list(view: PlacesView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.entered_list):
        QTest.keyClick(view, Qt.Key.Key_Return)


def test_a_click_goes_there(view: PlacesView, qtbot: QtBot) -> None:
    row = view.visualRect(view.model().index(6, 0)).center()
    with qtbot.waitSignal(view.chosen) as told:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert told.args == [HIGHLIGHTS]


def test_a_chevron_folds_and_stays_folded(view: PlacesView) -> None:
    politics = view.model().index(9, 0)
    assert view.isExpanded(politics)
    where = view.visualRect(politics)
    chevron = QPoint(where.left() + 24, where.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=chevron)
    assert not view.isExpanded(politics)
    view.show_counts(counts(("politics", 1), ("politics/europe", 2)))
    assert not view.isExpanded(view.model().index(9, 0))


def test_the_place_stays_chosen_when_tags_come_and_go(view: PlacesView) -> None:
    view.choose(tag_spot("science/bees"))
    told: list[Spot] = []
    view.chosen.connect(told.append)
    view.show_counts(counts(("art", 1), ("science/bees", 5)))
    assert view.currentIndex().data() == "bees"
    view.show_counts(counts(("art", 1)))
    assert told == []
