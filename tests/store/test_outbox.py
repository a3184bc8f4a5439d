from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import NOW, add_annotation, add_page, capture_of, retitle, version_of

from postil.model.annotation import AnchorState, Color
from postil.model.ids import VersionId, new_id
from postil.model.page import Status
from postil.store import annotations as kept
from postil.store import outbox, pages, resources, tags, versions
from postil.store.outbox import Entry, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.model.annotation import Annotation
    from postil.model.page import Page
    from postil.store.connection import Connection
    from postil.store.database import Database

PAGE_SHOWN = {
    "waiting": 1,
    "added": "2020-01-01T00:00:00.000000+00:00",
    "version": "another version!",
    "byline": "Somebody",
    "excerpt": "The sea.",
    "words": 77,
    "saved": "2020-01-01T00:00:00.000000+00:00",
    "plain": 1,
    "highlights": 17,
    "note": "A note on all of it. #sea",
}
"""Columns of a page that search shows or asks about, with another value."""

PAGE_SHOWN_WITH_ANNOTATION = {
    "title": "Another",
    "address": "https://example.org/other",
    "canonical": "https://example.org/other",
    "published": "1999",
    "site": "Elsewhere",
    "language": "uk",
    "status": "archive",
    "starred": 1,
    "trashed": "2020-01-01T00:00:00.000000+00:00",
    "archived": "2020-01-01T00:00:00.000000+00:00",
    "finished": "2020-01-01T00:00:00.000000+00:00",
}
"""Those that a page's annotations are found or sorted by, too."""

PAGE_NOT_SHOWN = {
    "original": "0" * 64,
    "original_name": "other.html",
    "format": "MHTML",
    "media_type": "text/plain",
    "direction": "rtl",
    "modified": "1999",
    "lead_image": "0" * 64,
    "position": 99,
    "progress": 0.5,
    "opened": "2020-01-01T00:00:00.000000+00:00",
    "title_key": "other",
    "site_key": "other",
    "extractor": "postil 2",
    "own_details": "title",
}

ANNOTATION_SHOWN = {
    "exact": "ocean",
    "start_at": 1,
    "end_at": 99,
    "text_hash": "0" * 64,
    "color": "red",
    "created": "2020-01-01T00:00:00.000000+00:00",
    "modified": "2020-01-01T00:00:00.000000+00:00",
    "state": "moved",
    "style": "underline",
}
ANNOTATION_SHOWN_WITH_PAGE = {"note": "A note.", "trashed": "2020-01-01T00:00:00.000000+00:00"}
"""Those that change what its page is found by: whether it has notes, how many highlights."""

ANNOTATION_NOT_SHOWN = {"prefix": "before", "suffix": "after"}


@pytest.fixture
def page(database: Database) -> Page:
    """A page with one annotation, a bystander with another, and everything taken."""
    with database.transaction() as tx:
        owner, bystander = add_page(tx, tags=("sea",)), add_page(tx)
        versions.add(tx, version_of(owner, id=VersionId("another version!")))
        add_annotation(tx, owner)
        add_annotation(tx, bystander)
        _take_all(tx)
    return owner


@pytest.fixture
def annotation(database: Database, page: Page) -> Annotation:
    return kept.of_page(database.reader(), page.id)[0]


def _take_all(tx: Connection) -> None:
    outbox.done(tx, outbox.take(tx, 1000))


def _fed(database: Database, deed: Callable[[Connection], object]) -> set[tuple[Kind, str]]:
    with database.transaction() as tx:
        deed(tx)
    return {(entry.kind, entry.id) for entry in outbox.take(database.reader(), 1000)}


@pytest.mark.parametrize(("column", "value"), PAGE_SHOWN.items())
def test_a_change_of_a_page_that_search_shows(
    database: Database, page: Page, column: str, value: object
) -> None:
    sql = f"UPDATE page SET {column} = ? WHERE id = ?"
    assert _fed(database, lambda tx: tx.execute(sql, (value, page.id))) == {(Kind.PAGE, page.id)}


@pytest.mark.parametrize(("column", "value"), PAGE_SHOWN_WITH_ANNOTATION.items())
def test_a_change_of_a_page_that_its_annotations_are_found_by(
    database: Database, page: Page, annotation: Annotation, column: str, value: object
) -> None:
    sql = f"UPDATE page SET {column} = ? WHERE id = ?"
    both = {(Kind.PAGE, page.id), (Kind.ANNOTATION, annotation.id)}
    assert _fed(database, lambda tx: tx.execute(sql, (value, page.id))) == both
    assert _fed(database, _take_all) == set()
    back = f"UPDATE page SET {column} = ? WHERE id = ?"
    plain = {"title": "A page", "status": "inbox", "starred": 0}.get(column)
    assert _fed(database, lambda tx: tx.execute(back, (plain, page.id))) == both


@pytest.mark.parametrize(("column", "value"), PAGE_NOT_SHOWN.items())
def test_a_change_of_a_page_that_search_does_not_show(
    database: Database, page: Page, column: str, value: object
) -> None:
    sql = f"UPDATE page SET {column} = ? WHERE id = ?"
    assert _fed(database, lambda tx: tx.execute(sql, (value, page.id))) == set()


@pytest.mark.parametrize(("column", "value"), ANNOTATION_SHOWN.items())
def test_a_change_of_an_annotation_that_search_shows(
    database: Database, annotation: Annotation, column: str, value: object
) -> None:
    sql = f"UPDATE annotation SET {column} = ? WHERE id = ?"
    assert _fed(database, lambda tx: tx.execute(sql, (value, annotation.id))) == {
        (Kind.ANNOTATION, annotation.id)
    }


@pytest.mark.parametrize(("column", "value"), ANNOTATION_SHOWN_WITH_PAGE.items())
def test_a_change_of_an_annotation_that_its_page_is_found_by(
    database: Database, page: Page, annotation: Annotation, column: str, value: object
) -> None:
    sql = f"UPDATE annotation SET {column} = ? WHERE id = ?"
    assert _fed(database, lambda tx: tx.execute(sql, (value, annotation.id))) == {
        (Kind.PAGE, page.id),
        (Kind.ANNOTATION, annotation.id),
    }


@pytest.mark.parametrize(("column", "value"), ANNOTATION_NOT_SHOWN.items())
def test_a_change_of_an_annotation_that_search_does_not_show(
    database: Database, annotation: Annotation, column: str, value: object
) -> None:
    sql = f"UPDATE annotation SET {column} = ? WHERE id = ?"
    assert _fed(database, lambda tx: tx.execute(sql, (value, annotation.id))) == set()


@pytest.mark.parametrize(
    ("table", "decided"),
    [
        ("page", PAGE_SHOWN | PAGE_SHOWN_WITH_ANNOTATION | PAGE_NOT_SHOWN),
        ("annotation", ANNOTATION_SHOWN | ANNOTATION_SHOWN_WITH_PAGE | ANNOTATION_NOT_SHOWN | {"page": None}),
    ],
)
def test_every_column_is_decided_upon(database: Database, table: str, decided: dict[str, object]) -> None:
    columns = {row[1] for row in database.reader().execute(f"PRAGMA table_info({table})")}
    assert columns - {"id"} == set(decided)


def test_writing_the_same_again_feeds_nothing(database: Database, page: Page, annotation: Annotation) -> None:
    def again(tx: Connection) -> None:
        tx.execute("UPDATE page SET title = title, status = status, trashed = trashed, site = site")
        kept.update(tx, annotation)
        tags.set_of_page(tx, page.id, page.tags)

    assert _fed(database, again) == set()


def test_what_is_added_is_fed(database: Database, page: Page) -> None:
    fresh: list[str] = []

    def add(tx: Connection) -> None:
        added = add_page(tx)
        fresh.extend((added.id, add_annotation(tx, added).id))

    fed = _fed(database, add)
    assert fed == {(Kind.PAGE, fresh[0]), (Kind.ANNOTATION, fresh[1])}


def test_what_is_deleted_is_fed(database: Database, page: Page, annotation: Annotation) -> None:
    def delete(tx: Connection) -> None:
        tx.execute("DELETE FROM annotation WHERE id = ?", (annotation.id,))

    assert _fed(database, delete) == {(Kind.PAGE, page.id), (Kind.ANNOTATION, annotation.id)}

    def delete_page(tx: Connection) -> None:
        for table in ("page_tag", "text_version", "capture", "known_address", "likeness_due"):
            tx.execute(f"DELETE FROM {table} WHERE page = ?", (page.id,))
        _take_all(tx)
        tx.execute("DELETE FROM page WHERE id = ?", (page.id,))

    assert _fed(database, delete_page) == {(Kind.PAGE, page.id)}


def test_tags_feed_what_has_them(database: Database, page: Page, annotation: Annotation) -> None:
    deeds: tuple[tuple[Callable[[Connection], None], set[tuple[Kind, str]]], ...] = (
        (lambda tx: tags.set_of_annotation(tx, annotation.id, ("sea",)), {(Kind.ANNOTATION, annotation.id)}),
        (lambda tx: tags.set_of_annotation(tx, annotation.id, ()), {(Kind.ANNOTATION, annotation.id)}),
        (lambda tx: tags.set_of_annotation(tx, annotation.id, ("sea",)), {(Kind.ANNOTATION, annotation.id)}),
        (lambda tx: tags.set_of_page(tx, page.id, ("sea", "x")), {(Kind.PAGE, page.id)}),
        (lambda tx: tags.set_of_page(tx, page.id, ("sea",)), {(Kind.PAGE, page.id)}),
        (
            lambda tx: tags.rename(tx, "sea", "ocean"),
            {(Kind.PAGE, page.id), (Kind.ANNOTATION, annotation.id)},
        ),
        (lambda tx: tags.rename(tx, "ocean", "x"), {(Kind.PAGE, page.id), (Kind.ANNOTATION, annotation.id)}),
    )
    for deed, fed in deeds:
        assert _fed(database, deed) == fed
        assert _fed(database, _take_all) == set()


def test_versions_and_resources_that_are_not_read_feed_nothing(database: Database, page: Page) -> None:
    def add(tx: Connection) -> None:
        versions.add(tx, version_of(page, id=VersionId(new_id())))
        resources.add(tx, capture_of(page).id, page.original, source="a", media_type="")

    assert _fed(database, add) == set()


def test_the_deeds_of_the_reader_feed_nothing(database: Database, page: Page) -> None:
    def read(tx: Connection) -> None:
        pages.set_opened(tx, page.id, NOW)
        pages.set_position(tx, page.id, position=40, progress=0.9)

    assert _fed(database, read) == set()


def test_every_deed_on_an_annotation_feeds_it(database: Database, page: Page, annotation: Annotation) -> None:
    deeds: tuple[Callable[[Connection], None], ...] = (
        lambda tx: kept.update(tx, replace(annotation, color=Color.RED)),
        lambda tx: kept.set_state(tx, annotation.id, AnchorState.NOT_FOUND),
        lambda tx: kept.set_trashed(tx, annotation.id, NOW),
        lambda tx: kept.set_trashed(tx, annotation.id, None),
    )
    for deed in deeds:
        assert (Kind.ANNOTATION, annotation.id) in _fed(database, deed)
        assert _fed(database, _take_all) == set()


def test_the_newest_entries_are_taken_first_and_stay_until_done(database: Database) -> None:
    with database.transaction() as tx:
        added = [add_page(tx).id for _ in range(5)]
    connection = database.reader()
    batch = outbox.take(connection, 3)
    assert [entry.id for entry in batch] == added[:1:-1]
    assert outbox.take(connection, 3) == batch
    assert outbox.pending(connection) == outbox.count(connection) == 5
    with database.transaction() as tx:
        outbox.done(tx, batch)
    assert outbox.pending(connection) == 2
    assert outbox.count(connection) == 5
    assert [entry.id for entry in outbox.take(connection, 10)] == [added[1], added[0]]


def test_what_changed_after_a_moment_can_be_taken_alone(database: Database) -> None:
    connection = database.reader()
    assert outbox.newest(connection) == 0
    with database.transaction() as tx:
        add_page(tx)
    before = outbox.newest(connection)
    with database.transaction() as tx:
        later = [add_page(tx).id for _ in range(2)]
    assert [entry.id for entry in outbox.take(connection, 10, after=before)] == later[::-1]
    assert outbox.take(connection, 10, after=outbox.newest(connection)) == ()


def test_what_changes_while_it_is_being_taken_stays_pending(database: Database) -> None:
    with database.transaction() as tx:
        added = [add_page(tx).id for _ in range(3)]
    batch = outbox.take(database.reader(), 10)
    with database.transaction() as tx:
        pages.set_status(tx, added[0], Status.ARCHIVE)
    with database.transaction() as tx:
        outbox.done(tx, batch)
    assert [entry.id for entry in outbox.take(database.reader(), 10)] == [added[0]]


def test_many_changes_of_one_thing_are_one_entry(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx)
        for number in range(10):
            retitle(tx, page.id, f"Title {number}")
    assert outbox.pending(database.reader()) == 1


def test_an_index_made_anew_takes_everything(database: Database, page: Page) -> None:
    connection = database.reader()
    assert outbox.pending(connection) == 0
    everything = outbox.entries(connection)
    assert outbox.entries(connection, taken_only=True) == everything
    assert len(everything) == 4
    with database.transaction() as tx:
        outbox.restart(tx)
    assert outbox.take(connection, 10) == everything[::-1]
    assert outbox.entries(connection, taken_only=True) == ()


def test_a_statement_that_ignores_conflicts_does_not_silence_a_trigger(
    database: Database, page: Page
) -> None:
    sql = "UPDATE OR IGNORE page SET byline = 'Another' WHERE id = ?"
    assert _fed(database, lambda tx: tx.execute(sql, (page.id,))) == {(Kind.PAGE, page.id)}
    (entry,) = outbox.take(database.reader(), 10)
    with database.transaction() as tx:
        tx.execute("UPDATE OR IGNORE page SET byline = 'A third' WHERE id = ?", (page.id,))
    assert outbox.take(database.reader(), 10) == (Entry(entry.sequence + 1, Kind.PAGE, page.id),)
