"""A list of highlights of any length: what is seen of it is fetched a window at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from tests.gui.builders import annotation, page

from postil.gui.annotations.model import (
    ROW_ROLE,
    WINDOW,
    HighlightRow,
    HighlightsModel,
    PageRow,
    rows_of,
    spoken,
)
from postil.model.annotation import AnchorState, Style
from postil.model.color_names import ColorNames
from postil.model.ids import AnnotationId, PageId

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytestqt.modeltest import ModelTester

    from postil.model.annotation import Annotation
    from postil.model.page import Page

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]


class Kept:
    """Knows highlights on some pages, and counts how many rows were asked for."""

    def __init__(self, on_pages: Sequence[int]) -> None:
        self.owners = [page(title=f"Page {number}") for number in range(len(on_pages))]
        self.rows = {
            made.id: made
            for owner, number in zip(self.owners, on_pages, strict=True)
            for made in (annotation(owner) for _ in range(number))
        }
        self.asked: list[int] = []

    @property
    def ids(self) -> tuple[tuple[AnnotationId, PageId], ...]:
        return tuple((row.id, row.page) for row in self.rows.values())

    def annotations(self, ids: Iterable[AnnotationId]) -> dict[AnnotationId, Annotation]:
        wanted = list(ids)
        self.asked.append(len(wanted))
        return {name: self.rows[name] for name in wanted if name in self.rows}

    def pages(self, ids: Sequence[PageId]) -> dict[PageId, Page]:
        return {owner.id: owner for owner in self.owners if owner.id in ids}

    def model(self) -> HighlightsModel:
        made = HighlightsModel(self.annotations, self.pages)
        made.show(rows_of(self.ids))
        return made


def test_those_of_a_page_stand_below_it(qtmodeltester: ModelTester) -> None:
    kept = Kept([2, 1])
    model = kept.model()
    rows = [model.index(number).data(ROW_ROLE) for number in range(model.rowCount())]
    assert [isinstance(row, PageRow) for row in rows] == [True, False, False, True, False]
    assert [row.count for row in rows if isinstance(row, PageRow)] == [2, 1]
    assert [row.annotation.id for row in rows if isinstance(row, HighlightRow)] == [
        name for name, _ in kept.ids
    ]
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt's own


def test_only_the_window_that_is_seen_is_fetched() -> None:
    kept = Kept([5000])
    model = kept.model()
    assert kept.asked == []
    assert model.rowCount() == 5001
    row = model.index(2500).data(ROW_ROLE)
    assert isinstance(row, HighlightRow)
    assert sum(kept.asked) <= WINDOW
    model.index(2501).data(ROW_ROLE)
    assert len(kept.asked) == 1


def test_one_that_is_gone_meanwhile_is_an_empty_row() -> None:
    kept = Kept([3])
    model = kept.model()
    del kept.rows[kept.ids[1][0]]
    assert model.index(2).data(ROW_ROLE) is None
    assert model.index(2).data() == ""


def test_what_is_picked_stays_so_while_it_is_listed() -> None:
    kept = Kept([4])
    model = kept.model()
    names = [name for name, _ in kept.ids]
    model.pick((names[3], names[0]))
    assert model.picked == (names[0], names[3]), "in the order of the list"
    model.show(rows_of(kept.ids[1:]))
    assert list(model.picked) == names[3:]
    model.pick((names[3],))
    assert list(model.picked) == []
    model.pick(model.everyone, on=True)
    assert model.picked == tuple(names[1:])


@given(st.lists(st.integers(1, 5), max_size=8))
def test_every_highlight_is_listed_once_and_counted_with_its_page(on_pages: list[int]) -> None:
    ids = tuple(
        (AnnotationId(f"a{number}.{one}"), PageId(f"p{number}"))
        for number, many in enumerate(on_pages)
        for one in range(many)
    )
    rows = rows_of(ids)
    assert [(row.annotation, row.page) for row in rows if row.annotation is not None] == list(ids)
    assert [row.count for row in rows if row.annotation is None] == on_pages


def test_a_row_is_told_in_words_nothing_by_colour_alone() -> None:
    owner = page()
    names = ColorNames(("", "", "evidence", "", "", "", "", ""))
    lost = annotation(
        owner, note="**Why**?", tags=("idea",), state=AnchorState.NOT_FOUND, style=Style.UNDERLINE
    )
    told = spoken(HighlightRow(lost, owner), names)
    assert told == (
        "evidence (green), underlined. the old pumping station. not found in the text. Note: Why?. #idea. "
        "In The water works"
    )


def test_no_list_is_no_rows() -> None:
    model = Kept([]).model()
    assert model.rowCount() == 0
    assert model.rowCount(QModelIndex()) == 0
