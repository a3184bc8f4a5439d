"""All highlights, a stretch at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from tests.gui.builders import annotation, page

from postil.gui.annotations.model import ANNOTATION_ROLE, PAGE_ROLE, STRETCH, HighlightsModel
from postil.model.annotation import AnchorState

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

    from postil.model.annotation import Annotation
    from postil.model.page import Page

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]

OWNER = page()


class Kept:
    """Answers (limit, offset) as the library does."""

    def __init__(self, number: int) -> None:
        self.rows: list[tuple[Annotation, Page]] = [
            (annotation(OWNER, note=f"note {n}"), OWNER) for n in range(number)
        ]

    def latest(self, limit: int, offset: int) -> tuple[tuple[Annotation, Page], ...]:
        return tuple(self.rows[offset : offset + limit])


def test_it_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = HighlightsModel(Kept(5).latest)
    model.load()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt ships it so


def test_more_are_fetched_when_the_person_gets_there() -> None:
    model = HighlightsModel(Kept(STRETCH * 2 + 7).latest)
    model.load()
    seen = [model.rowCount()]
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
        seen.append(model.rowCount())
    assert seen == [STRETCH, STRETCH * 2, STRETCH * 2 + 7]


def test_loading_again_keeps_as_many() -> None:
    kept = Kept(STRETCH * 3)
    model = HighlightsModel(kept.latest)
    model.load()
    model.fetchMore(QModelIndex())
    del kept.rows[0]
    model.load()
    assert model.rowCount() == STRETCH * 2
    assert model.row(0)[0].note == "note 1"


def test_a_row_gives_highlight_page_and_words() -> None:
    model = HighlightsModel(Kept(1).latest)
    model.load()
    index = model.index(0)
    assert index.data(PAGE_ROLE) is OWNER
    assert index.data(ANNOTATION_ROLE).note == "note 0"
    assert index.data() == "the old pumping station"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "green highlight: the old pumping station. Note: note 0. In The water works"
    )


def test_assistive_technology_is_told_of_a_highlight_that_does_not_stand_where_it_did() -> None:
    lost = annotation(OWNER, state=AnchorState.NOT_FOUND)
    model = HighlightsModel(lambda _limit, _offset: ((lost, OWNER),))
    model.load()
    words = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "green highlight, not found: the old pumping station. In The water works"
