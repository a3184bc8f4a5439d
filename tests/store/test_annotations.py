from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import NOW, add_annotation, add_page, annotation_of

from postil.model.annotation import AnchorState, AnnotationFilter, AnnotationOrder, Color, Style
from postil.model.ids import AnnotationId, PageId, content_hash, new_id
from postil.model.selectors import Selectors, TextPositionSelector, TextQuoteSelector
from postil.store import annotations as kept
from postil.store import pages

if TYPE_CHECKING:
    from postil.model.annotation import Annotation
    from postil.model.page import Page
    from postil.store.database import Database


@pytest.fixture
def owner(database: Database) -> Page:
    with database.transaction() as tx:
        return add_page(tx)


def _full(owner: Page) -> Annotation:
    return annotation_of(
        owner,
        selectors=Selectors(
            TextQuoteSelector("море \U0001f30a", "до\n", "\tпісля"),
            TextPositionSelector(3, 9),
            content_hash(b"text"),
        ),
        color=Color.PURPLE,
        note="A *note*\nof two lines. \U0001f30a",
        modified=NOW + timedelta(seconds=1),
        state=AnchorState.MOVED,
        tags=("a/b", "c"),
        trashed=NOW + timedelta(days=1),
        style=Style.UNDERLINE,
    )


def _get(database: Database, wanted: Annotation) -> Annotation | None:
    return kept.get(database.reader(), wanted.id)


def _at(start: int | None, end: int | None) -> Selectors:
    position = None if start is None or end is None else TextPositionSelector(start, end)
    return Selectors(TextQuoteSelector("sea"), position)


def test_an_annotation_is_read_as_it_was_added(database: Database, owner: Page) -> None:
    only_words = annotation_of(owner, selectors=Selectors(TextQuoteSelector("from another tool")))
    with database.transaction() as tx:
        for annotation in (_full(owner), only_words):
            kept.add(tx, annotation)
            assert kept.get(tx, annotation.id) == annotation


def test_what_is_not_there_is_none(database: Database, owner: Page) -> None:
    assert _get(database, annotation_of(owner)) is None


def test_an_annotation_needs_its_page(database: Database, owner: Page) -> None:
    stranger = annotation_of(replace(owner, id=PageId(new_id())))
    with pytest.raises(sqlite3.IntegrityError), database.transaction() as tx:
        kept.add(tx, stranger)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_an_impossible_place_is_refused(database: Database, owner: Page, start: int, end: int) -> None:
    with pytest.raises(sqlite3.IntegrityError), database.transaction() as tx:
        add_annotation(tx, owner, selectors=_at(start, end))


def test_an_update_says_everything_anew_and_back_undoes_it(database: Database, owner: Page) -> None:
    with database.transaction() as tx:
        before = add_annotation(tx, owner, tags=("c", "d"))
        bystander = add_annotation(tx, owner)
        after = replace(_full(owner), id=before.id)
        kept.update(tx, after)
    assert _get(database, before) == after
    assert _get(database, bystander) == bystander
    with database.transaction() as tx:
        kept.update(tx, before)
    assert _get(database, before) == before


def test_the_state_and_the_trash_are_set_alone(database: Database, owner: Page) -> None:
    with database.transaction() as tx:
        before = add_annotation(tx, owner, tags=("c",))
        kept.set_state(tx, before.id, AnchorState.NOT_FOUND)
        kept.set_trashed(tx, before.id, NOW)
    assert _get(database, before) == replace(before, state=AnchorState.NOT_FOUND, trashed=NOW)
    with database.transaction() as tx:
        kept.set_trashed(tx, before.id, None)
    assert _get(database, before) == replace(before, state=AnchorState.NOT_FOUND)


def test_a_pages_annotations_stand_in_the_order_of_the_text(database: Database, owner: Page) -> None:
    with database.transaction() as tx:
        lost = add_annotation(tx, owner, selectors=_at(None, None))
        late = add_annotation(tx, owner, selectors=_at(50, 60))
        long = add_annotation(tx, owner, selectors=_at(5, 40))
        short = add_annotation(tx, owner, selectors=_at(5, 9))
        trashed = add_annotation(tx, owner, selectors=_at(1, 2), trashed=NOW)
        add_annotation(tx, add_page(tx))
    assert kept.of_page(database.reader(), owner.id) == (short, long, late, lost)
    assert kept.of_page(database.reader(), owner.id, trashed=True) == (trashed,)


def test_a_list_has_those_of_a_page_together_the_page_with_the_newest_first(
    database: Database, owner: Page
) -> None:
    with database.transaction() as tx:
        other, gone = add_page(tx), add_page(tx, trashed=NOW)
        added = [
            add_annotation(tx, page, created=NOW + timedelta(minutes=minutes), selectors=_at(9 - minutes, 10))
            for minutes, page in enumerate((owner, other, owner, other))
        ]
        removed = add_annotation(tx, owner, created=NOW + timedelta(days=1), trashed=NOW)
        add_annotation(tx, gone, created=NOW + timedelta(days=1))
    connection = database.reader()
    newest = [added[3], added[1], added[2], added[0]]
    assert kept.ids(connection, AnnotationFilter(), AnnotationOrder.DATE) == tuple(
        (each.id, each.page) for each in newest
    )
    by_place = kept.ids(connection, AnnotationFilter(), AnnotationOrder.PLACE)
    assert by_place == tuple((each.id, each.page) for each in newest)  # they were made from the end on
    in_trash = kept.ids(connection, AnnotationFilter(trashed=True), AnnotationOrder.DATE)
    assert in_trash == ((removed.id, owner.id),)
    assert kept.count(connection) == 4
    assert len(kept.everyone(connection)) == 6
    with database.transaction() as tx:
        pages.set_trashed(tx, gone.id, None)
    assert kept.count(connection) == len(kept.ids(connection, AnnotationFilter(), AnnotationOrder.DATE)) == 5


def test_a_list_is_filtered_by_all_that_is_said(database: Database, owner: Page) -> None:
    with database.transaction() as tx:
        other = add_page(tx, title="Про маяки")
        sea = add_annotation(tx, owner, color=Color.RED, note="Why?", tags=("a/b",))
        line = add_annotation(tx, owner, style=Style.UNDERLINE, created=NOW + timedelta(days=2))
        lost = add_annotation(
            tx, other, state=AnchorState.NOT_FOUND, selectors=Selectors(TextQuoteSelector("МОРЕ було"))
        )
    connection = database.reader()

    def found(**wanted: object) -> set[AnnotationId]:
        listed = kept.ids(connection, AnnotationFilter(**wanted), AnnotationOrder.DATE)  # type: ignore[arg-type]
        return {name for name, _page in listed}

    assert found() == {sea.id, line.id, lost.id}
    assert found(color=Color.RED) == {sea.id}
    assert found(style=Style.UNDERLINE) == {line.id}
    assert found(state=AnchorState.NOT_FOUND) == {lost.id}
    assert found(page=other.id) == {lost.id}
    assert found(tag="A") == found(tag="a/b") == {sea.id}
    assert found(tag="b") == set()
    assert found(since=NOW + timedelta(days=1)) == {line.id}
    assert found(noted=True) == {sea.id}
    assert found(text="море маяк") == {lost.id}
    assert found(text="SEA why") == found(text="sea #a/") == {sea.id}
    assert found(text="море", page=owner.id) == set()
    assert found(text="%") == found(text="it's") == set()


def test_an_empty_library_has_none(database: Database) -> None:
    assert kept.count(database.reader()) == 0
    assert kept.ids(database.reader(), AnnotationFilter(), AnnotationOrder.DATE) == ()
    assert kept.many(database.reader(), (AnnotationId(new_id()),)) == {}
