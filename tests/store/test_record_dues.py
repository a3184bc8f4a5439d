from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.store.builders import NOW, add_annotation, add_page, capture_of

from postil.model.ids import content_hash
from postil.store import pages, record_dues, tags
from postil.store.record_dues import LIBRARY
from postil.store.record_tables import LIBRARY_TABLES, PAGE_TABLES

if TYPE_CHECKING:
    from postil.model.ids import PageId
    from postil.model.page import Page
    from postil.store.connection import Connection
    from postil.store.database import Database

NEVER_CHANGED = {"capture", "text_version"}
"""Other triggers refuse to change them."""


@pytest.fixture
def page(database: Database) -> Page:
    """A page with a highlight; no copy is due."""
    with database.transaction() as tx:
        added = add_page(tx, title="The sea", tags=("water",))
        add_annotation(tx, added, note="Calm.", tags=("mood",))
        _all_done(tx)
    return added


def _all_done(tx: Connection) -> None:
    record_dues.done(tx, record_dues.take(tx, 1000))


def _due(database: Database) -> frozenset[PageId]:
    return record_dues.pages(database.reader())


@pytest.mark.parametrize("table", [table.name for table in PAGE_TABLES])
@pytest.mark.parametrize("deed", ["INSERT", "UPDATE", "DELETE"])
def test_every_table_of_pages_has_a_trigger_for_every_deed(database: Database, table: str, deed: str) -> None:
    if (table, deed) not in {(name, "UPDATE") for name in NEVER_CHANGED}:
        assert _triggers(database, table, deed), "a change would not come into the readable copy"


@pytest.mark.parametrize("table", LIBRARY_TABLES)
@pytest.mark.parametrize("deed", ["INSERT", "UPDATE", "DELETE"])
def test_every_table_of_the_library_has_a_trigger_for_every_deed(
    database: Database, table: str, deed: str
) -> None:
    assert _triggers(database, table, deed)


def _triggers(database: Database, table: str, deed: str) -> list[str]:
    rows = database.reader().execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? AND name GLOB 'record_of_*'",
        (table,),
    )
    return [row[0] for row in rows if f" AFTER {deed} ON {table}\n" in row[0]]


def test_a_new_library_has_its_own_copy_due(database: Database) -> None:
    assert _due(database) == {LIBRARY}


def test_what_is_done_is_due_no_more(database: Database, page: Page) -> None:
    assert _due(database) == frozenset()
    assert record_dues.count(database.reader()) == 0


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE page SET title = 'The lake'",
        "UPDATE page SET position = 7",
        "UPDATE annotation SET note = 'Rough.'",
        "DELETE FROM annotation_tag",
        "DELETE FROM page_tag",
        "INSERT INTO page_repair SELECT id, '{}', added FROM page",
        "INSERT INTO refused_anchor SELECT id, text_hash FROM annotation",
        "UPDATE annotation SET exact = 'se'",
        "UPDATE tag SET name = 'Mood' WHERE key = 'mood'",
        "UPDATE tag SET name = 'Water' WHERE key = 'water'",
        "INSERT INTO note_draft SELECT page, id, 'Not yet', created FROM annotation",
    ],
)
def test_a_change_of_anything_of_a_page_makes_it_due(database: Database, page: Page, sql: str) -> None:
    with database.transaction() as tx:
        tx.execute(sql)
    assert page.id in _due(database)


def test_something_saved_with_a_page_makes_it_due(database: Database, page: Page) -> None:
    with database.transaction() as tx:
        tx.execute(
            "INSERT INTO resource VALUES (?, 'a.png', ?, 'image/png')",
            (capture_of(page).id, content_hash(b"image")),
        )
    assert _due(database) == {page.id}


def test_both_pages_that_are_told_apart_are_due(database: Database, page: Page) -> None:
    with database.transaction() as tx:
        other = add_page(tx, title="The lake")
        _all_done(tx)
        tx.execute("INSERT INTO told_apart VALUES (?, ?)", sorted((page.id, other.id)))
    assert _due(database) == {page.id, other.id}


def test_a_page_that_is_gone_is_due_so_that_its_copy_goes(database: Database, page: Page) -> None:
    with database.transaction() as tx:
        for table in ("field_change", "page_tag", "annotation_tag", "annotation", "text_version"):
            tx.execute(f"DELETE FROM {table}")
        tx.execute("DELETE FROM likeness_due")
        tx.execute("DELETE FROM known_address")
        tx.execute("DELETE FROM capture")
        _all_done(tx)
        tx.execute("DELETE FROM page")
    assert _due(database) == {page.id}


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO saved_search VALUES ('s', 0, 'Sea', 'sea')",
        "INSERT INTO search_history (query) VALUES ('sea')",
        "INSERT INTO site_repair VALUES ('example.org', '{}', 'now')",
        "INSERT INTO watched_file VALUES ('/a', 1, 2)",
    ],
)
def test_what_is_the_whole_librarys_makes_its_copy_due(database: Database, page: Page, sql: str) -> None:
    with database.transaction() as tx:
        tx.execute(sql)
    assert _due(database) == {LIBRARY}


def test_what_changes_while_it_is_written_stays_due(database: Database, page: Page) -> None:
    with database.transaction() as tx:
        pages.set_trashed(tx, page.id, NOW)
    taken = record_dues.take(database.reader(), 10)
    with database.transaction() as tx:
        pages.set_trashed(tx, page.id, None)
    with database.transaction() as tx:
        record_dues.done(tx, taken)
    (again,) = record_dues.take(database.reader(), 10)
    assert again.page == page.id
    assert again.sequence > taken[0].sequence


def test_the_newest_changes_are_taken_first(database: Database, page: Page) -> None:
    with database.transaction() as tx:
        second = add_page(tx, title="The lake")
        tags.set_of_page(tx, page.id, ("later",))
    found = [due.page for due in record_dues.take(database.reader(), 2)]
    assert page.id in found
    assert record_dues.newest(database.reader()) == record_dues.take(database.reader(), 1)[0].sequence
    assert second.id in _due(database)


def test_the_numbers_go_on_after_a_copy_that_is_newer_than_the_database(database: Database) -> None:
    with database.transaction() as tx:
        record_dues.go_on_after(tx, 5000)
        added = add_page(tx)
    (due,) = [each for each in record_dues.take(database.reader(), 10) if each.page == added.id]
    assert due.sequence > 5000
    with database.transaction() as tx:
        record_dues.go_on_after(tx, 3)
    assert record_dues.newest(database.reader()) >= due.sequence
