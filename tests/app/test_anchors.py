"""Highlights in doubt: confirmed, refused, undone; the whole library verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.app.anchors import Anchors
from postil.errors import NotFound
from postil.jobs import Cancelled, Progress, Step
from postil.model.annotation import AnchorState, Annotation, Color
from postil.model.ids import AnnotationId
from postil.model.page import Page, Place
from postil.store import annotations as kept_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library

    Later = Callable[..., None]


@pytest.fixture
def ledger(library: Library) -> Page:
    found = library.reading.pages(library.reading.page_ids(Place())).values()
    return next(page for page in found if page.title == "The Keeper’s Ledger")


@pytest.fixture
def highlight(library: Library, ledger: Page) -> Annotation:
    text = library.reading.view(ledger.id).text
    start = text.index(" ", 200) + 1
    return library.annotating.highlight(ledger.id, start, start + 60, color=Color.YELLOW)


def state_of(library: Library, annotation: Annotation) -> AnchorState:
    return library.annotating.annotation(annotation.id).state


class TestThePersonDecides:
    def test_a_confirmed_place_is_where_it_stands(self, library: Library, highlight: Annotation) -> None:
        library.anchors.confirm(highlight.id, 10, 40)
        (placed,) = library.annotating.placed(highlight.page)
        assert placed.start is not None
        assert placed.end is not None
        text = library.reading.view(highlight.page).text
        assert text[placed.start : placed.end] == text[10:40].strip()
        assert placed.annotation.state is AnchorState.ANCHORED

    def test_the_old_selectors_are_kept(self, library: Library, highlight: Annotation) -> None:
        assert library.anchors.former(highlight.id) == ()
        library.anchors.confirm(highlight.id, 10, 40)
        assert library.anchors.former(highlight.id) == (highlight.selectors,)

    def test_a_confirmation_is_undone(self, library: Library, highlight: Annotation) -> None:
        library.anchors.confirm(highlight.id, 10, 40)
        assert library.undo.undo() == "Confirm highlight"
        assert library.annotating.annotation(highlight.id).selectors == highlight.selectors
        library.undo.redo()
        assert library.annotating.annotation(highlight.id).selectors != highlight.selectors

    def test_a_refused_place_is_not_claimed_again(self, library: Library, highlight: Annotation) -> None:
        library.anchors.refuse(highlight.id)
        for _time in range(2):
            (placed,) = library.reading.open(highlight.page).placed
            assert placed.start is None
            assert placed.guess is None
            assert state_of(library, highlight) is AnchorState.NOT_FOUND

    def test_a_refusal_is_undone(self, library: Library, highlight: Annotation) -> None:
        library.anchors.refuse(highlight.id)
        library.undo.undo()
        (placed,) = library.annotating.placed(highlight.page)
        assert placed.start is not None
        assert state_of(library, highlight) is AnchorState.ANCHORED

    def test_what_was_refused_may_be_confirmed_and_both_undone(
        self, library: Library, highlight: Annotation
    ) -> None:
        library.anchors.refuse(highlight.id)
        library.anchors.confirm(highlight.id, 10, 40)
        assert library.annotating.placed(highlight.page)[0].start is not None
        library.undo.undo()
        assert library.annotating.placed(highlight.page)[0].start is None
        library.undo.undo()
        assert library.annotating.placed(highlight.page)[0].start == highlight.selectors.position.start  # type: ignore[union-attr] # it has one

    def test_a_highlight_that_is_resized_is_no_longer_refused(
        self, library: Library, highlight: Annotation
    ) -> None:
        library.anchors.refuse(highlight.id)
        library.annotating.resize(highlight.id, 10, 40)
        assert library.annotating.placed(highlight.page)[0].start is not None

    def test_nothing_that_is_not_there(self, library: Library) -> None:
        with pytest.raises(NotFound):
            library.anchors.confirm(AnnotationId("none"), 0, 5)
        with pytest.raises(NotFound):
            library.anchors.refuse(AnnotationId("none"))


class TestVerifying:
    def test_all_is_well(self, library: Library, highlight: Annotation) -> None:
        report = library.anchors.verify(None, Progress())
        assert (report.rows, report.anchored, report.pages) == ((), 1, 1)
        assert state_of(library, highlight) is AnchorState.ANCHORED

    def test_states_that_the_rows_have_wrong_are_written(
        self, library: Library, highlight: Annotation
    ) -> None:
        library.anchors.refuse(highlight.id)
        with library.anchors._holdings.transaction() as tx:
            kept_rows.set_state(tx, highlight.id, AnchorState.ANCHORED)
        report = library.anchors.verify(None, Progress())
        assert [(row.annotation, row.state, row.quote) for row in report.rows] == [
            (highlight.id, AnchorState.NOT_FOUND, highlight.selectors.quote.exact)
        ]
        assert report.count(AnchorState.NOT_FOUND) == 1
        assert report.anchored == 0
        assert library.anchors.states() == {AnchorState.NOT_FOUND: 1}

    def test_only_the_pages_that_are_asked_for(self, library: Library, highlight: Annotation) -> None:
        others = tuple(page for page in library.reading.page_ids(Place()) if page != highlight.page)
        assert library.anchors.verify(others, Progress()).anchored == 0

    def test_a_run_can_be_cancelled(self, library: Library, highlight: Annotation) -> None:
        def stop(step: Step) -> None:
            if step.done == 0:
                raise Cancelled

        report = library.anchors.verify((highlight.page,), Progress(stop))
        assert report.cancelled
        assert report.pages == 0

    def test_a_damaged_text_is_a_row(self, library: Library, highlight: Annotation) -> None:
        kept = next(library.folder.rglob(str(highlight.selectors.text_hash)))
        kept.chmod(0o644)
        kept.write_bytes(b"not this")
        report = library.anchors.verify(None, Progress())
        (row,) = report.rows
        assert row.page == highlight.page
        assert row.state is None
        assert row.message


def test_it_is_a_part_of_the_library(library: Library) -> None:
    assert isinstance(library.anchors, Anchors)
