from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.store.builders import NOW, add_annotation, capture_of, import_page

from postil.model.ids import content_hash
from postil.store import annotations as kept
from postil.store import pages, resources, versions
from postil.store.purge import Purged, purge_chosen, purge_old, remove_doomed

if TYPE_CHECKING:
    from postil.model.ids import AnnotationId, PageId
    from postil.model.page import Page
    from postil.store.connection import Connection
    from postil.store.contents import Contents
    from postil.store.database import Database

REST = timedelta(days=30)
LONG_AGO = NOW - REST - timedelta(seconds=1)
JUST_NOW = NOW - REST + timedelta(seconds=1)


def _purge(database: Database, contents: Contents) -> Purged:
    """All that a purge does, to its end."""
    pages: set[PageId] = set()
    annotations: set[AnnotationId] = set()
    while not (some := purge_old(database, before=NOW - REST)).empty:
        pages |= some.pages
        annotations |= some.annotations
    while remove_doomed(database, contents):
        pass
    return Purged(frozenset(pages), frozenset(annotations))


def _page(
    database: Database, contents: Contents, text: str, *, shared: bytes = b"an image of all pages"
) -> Page:
    page = import_page(database, contents, text=text)
    image = contents.put(shared)
    with database.transaction() as tx:
        resources.add(tx, capture_of(page).id, image, source="a.png", media_type="image/png")
        add_annotation(tx, page, tags=("sea",))
    return page


def test_what_rested_long_enough_is_gone_with_all_that_was_its_own(
    database: Database, contents: Contents
) -> None:
    gone, resting, live = (_page(database, contents, text) for text in ("gone", "resting", "live"))
    with database.transaction() as tx:
        pages.set_trashed(tx, gone.id, LONG_AGO)
        pages.set_trashed(tx, resting.id, JUST_NOW)
    purged = _purge(database, contents)
    assert purged.pages == {gone.id}
    assert len(purged.annotations) == 1
    connection = database.reader()
    assert set(pages.many(connection, (gone.id, resting.id, live.id))) == {resting.id, live.id}
    assert versions.of_page(connection, gone.id) == ()
    assert resources.of_capture(connection, capture_of(gone).id) == ()
    assert database.check() == ()
    for own in (b"<p>gone</p>", b"gone", b"<div><p>gone</p></div>"):
        assert not contents.has(content_hash(own))
    assert contents.has(content_hash(b"an image of all pages"))
    assert contents.has(content_hash(b"resting"))


def test_an_annotation_in_the_trash_goes_alone(database: Database, contents: Contents) -> None:
    page = _page(database, contents, "live")
    with database.transaction() as tx:
        old, recent = add_annotation(tx, page), add_annotation(tx, page)
        kept.set_trashed(tx, old.id, LONG_AGO)
        kept.set_trashed(tx, recent.id, JUST_NOW)
    purged = _purge(database, contents)
    assert purged == Purged(frozenset(), frozenset({old.id}))
    assert kept.of_page(database.reader(), page.id, trashed=True)[0].id == recent.id


def test_the_text_that_a_highlight_once_stood_in_goes_with_it(database: Database, contents: Contents) -> None:
    page = import_page(database, contents, text="The sea was calm, and blue.")
    former = contents.put(b"A text that only the highlight remembers.")
    with database.transaction() as tx:
        annotation = add_annotation(tx, page)
        for text_hash in (
            former,
            annotation.selectors.text_hash,
        ):  # it stood elsewhere, and is confirmed here
            selectors = replace(annotation.selectors, text_hash=text_hash)
            kept.update(tx, replace(annotation, selectors=selectors, trashed=LONG_AGO))
    _purge(database, contents)
    assert not contents.has(former)


def test_what_a_page_names_is_found_without_going_through_the_library(database: Database) -> None:
    plan = database.reader().execute("EXPLAIN QUERY PLAN SELECT hash FROM named_content WHERE page = 'a'")
    assert [row[3] for row in plan if "SCAN" in row[3]] == []


def test_bytes_that_no_row_ever_named_are_left_alone(database: Database, contents: Contents) -> None:
    stray = contents.put(b"of an import that was killed")
    _purge(database, contents)
    assert contents.has(stray)


def test_purged_bytes_can_be_kept_again(database: Database, contents: Contents) -> None:
    gone = _page(database, contents, "gone")
    with database.transaction() as tx:
        pages.set_trashed(tx, gone.id, LONG_AGO)
    _purge(database, contents)
    _page(database, contents, "gone")
    assert contents.get(content_hash(b"gone")) == b"gone"


def test_pages_are_purged_a_few_at_a_time(database: Database, contents: Contents) -> None:
    gone = [_page(database, contents, f"gone {number}") for number in range(5)]
    with database.transaction() as tx:
        for page in gone:
            pages.set_trashed(tx, page.id, LONG_AGO)
    sizes = [len(purge_old(database, before=NOW, limit=2).pages) for _ in range(4)]
    assert sizes == [2, 2, 1, 0]
    assert pages.many(database.reader(), [page.id for page in gone]) == {}


def test_what_is_chosen_goes_at_once_if_it_is_in_the_trash(database: Database, contents: Contents) -> None:
    thrown, live = _page(database, contents, "thrown"), _page(database, contents, "live")
    with database.transaction() as tx:
        pages.set_trashed(tx, thrown.id, NOW)
    assert purge_chosen(database, (thrown.id, live.id)).pages == {thrown.id}
    assert pages.get(database.reader(), live.id) is not None


def test_bytes_are_removed_later_if_the_program_was_killed_after_their_rows(
    database: Database, contents: Contents
) -> None:
    gone = _page(database, contents, "gone")
    with database.transaction() as tx:
        pages.set_trashed(tx, gone.id, LONG_AGO)
    purge_old(database, before=NOW)
    assert contents.has(gone.original), "as a kill leaves it"
    assert remove_doomed(database, contents) > 0
    assert not contents.has(gone.original)
    assert remove_doomed(database, contents) == 0


def test_doomed_bytes_that_are_named_again_stay(database: Database, contents: Contents) -> None:
    gone = _page(database, contents, "the same")
    with database.transaction() as tx:
        pages.set_trashed(tx, gone.id, LONG_AGO)
    purge_old(database, before=NOW)
    again = _page(database, contents, "the same")
    remove_doomed(database, contents)
    assert contents.has(again.original)
    assert database.check() == ()


def test_every_table_that_names_a_page_is_emptied_of_it(database: Database, contents: Contents) -> None:
    gone = _page(database, contents, "gone")
    with database.transaction() as tx:
        pages.set_trashed(tx, gone.id, LONG_AGO)
        for table, columns in _tables_naming_pages(tx).items():
            assert columns, table
    _purge(database, contents)
    connection = database.reader()
    for table, columns in _tables_naming_pages(connection).items():
        for column in columns:
            assert (
                connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (gone.id,)).fetchone() is None
            )


def _tables_naming_pages(con: Connection) -> dict[str, list[str]]:
    tables = [row[0] for row in con.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    named = {
        table: [row[3] for row in con.execute(f"PRAGMA foreign_key_list({table})") if row[2] == "page"]
        for table in tables
    }
    return {table: columns for table, columns in named.items() if columns}
