"""The list of pages fetches only what is looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from tests.gui.builders import Shelf, page, pages

from postil.gui.library.model import MOST_KEPT, PAGE_ROLE, WINDOW, PageListModel

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]


def test_it_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    shelf = Shelf(pages(5))
    model = PageListModel(shelf, lambda: 230)
    model.show(shelf.ids)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt ships it so


def test_rows_are_fetched_in_windows() -> None:
    shelf = Shelf(pages(50_000))
    model = PageListModel(shelf, lambda: 230)
    model.show(shelf.ids)
    assert shelf.asked == []
    for row in range(30_000, 30_012):
        assert model.index(row).data() == f"Page {row}"
    assert shelf.asked == [WINDOW]


def test_memory_is_bounded() -> None:
    shelf = Shelf(pages(MOST_KEPT * 3))
    model = PageListModel(shelf, lambda: 230)
    model.show(shelf.ids)
    for row in range(0, MOST_KEPT * 3, WINDOW):
        model.page(row)
    assert len(model._known) <= MOST_KEPT + WINDOW


def test_a_changed_page_is_fetched_again() -> None:
    shelf = Shelf(pages(3))
    model = PageListModel(shelf, lambda: 230)
    model.show(shelf.ids)
    model.page(0)
    told: list[int] = []
    model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    changed = shelf.ids[1]
    shelf.rows[changed] = replace(shelf.rows[changed], title="Another title")
    model.forget({changed})
    assert told == [1]
    assert model.index(1).data() == "Another title"


def test_a_page_that_is_gone_is_an_empty_row() -> None:
    shelf = Shelf(pages(2))
    model = PageListModel(shelf, lambda: 230)
    model.show((*shelf.ids, page().id))
    assert model.index(2).data(PAGE_ROLE) is None
    assert model.index(2).data() is None


def test_where_a_page_stands() -> None:
    shelf = Shelf(pages(4))
    model = PageListModel(shelf, lambda: 230)
    model.show(shelf.ids[1:])
    assert model.row_of(shelf.ids[3]) == 2
    assert model.row_of(shelf.ids[0]) is None


def test_a_row_can_be_heard() -> None:
    heard = page(progress=0.4, highlights=1, starred=True)
    shelf = Shelf((heard,))
    model = PageListModel(shelf, lambda: 230)
    model.show(shelf.ids)
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "The water works, The Morning Reader, 3 min, 40 % read, 1 highlight, starred"


def test_the_time_that_is_heard_is_by_the_speed_of_now() -> None:
    shelf = Shelf((page(words=600),))
    speed = [200]
    model = PageListModel(shelf, lambda: speed[0])
    model.show(shelf.ids)
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert "3 min" in model.index(0).data(spoken)
    speed[0] = 100
    assert "6 min" in model.index(0).data(spoken)
