"""A page's rows as a record, and back again row for row."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import NOW, add_annotation, add_page, capture_of, retitle, version_of

from postil.model.annotation import Color
from postil.model.ids import CaptureId, ContentHash, PageId, VersionId
from postil.model.page import Status
from postil.model.row_record import RowRecord
from postil.store import annotations as kept
from postil.store import captures, likeness, pages, tags, versions
from postil.store.database import Database
from postil.store.page_records import apply_page_record, page_record, write_page_record
from postil.store.record_tables import PAGE_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.page import Page
    from postil.store.connection import Connection

HASH = ContentHash("ab" * 32)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    """Another library, an empty one."""
    with closing(Database.open(tmp_path / "other")) as opened:
        yield opened


def rich_page(tx: Connection) -> Page:
    """A page that has rows in every table of pages but ``told_apart``."""
    page = add_page(tx, title="Älter", tags=("Sea/Black", "salt"), address="https://sea.example/calm")
    captures.add(tx, capture_of(page, id=CaptureId("again"), added=NOW - timedelta(days=3)))
    versions.add(tx, version_of(page, id=VersionId("newer"), created=NOW - timedelta(days=2)))
    pages.set_version(tx, page.id, VersionId("newer"), words=7, plain=False)
    pages.set_status(tx, page.id, Status.ARCHIVE)
    pages.set_position(tx, page.id, position=4, progress=1 / 3)
    pages.set_note(tx, page.id, "Of the sea,\nand of salt.")
    retitle(tx, page.id, "Newer")
    mark = add_annotation(tx, page, tags=("salt", "Wind"), note="calm?")
    add_annotation(tx, page, trashed=NOW)
    kept.update(tx, replace(mark, color=Color.RED, selectors=replace(mark.selectors, text_hash=HASH)))
    row = {"page": page.id, "annotation": mark.id, "capture": "again", "hash": HASH, "now": NOW.isoformat()}
    for statement in (
        "INSERT INTO resource VALUES (:capture, 'a.png', :hash, 'image/png')",
        "INSERT INTO refused_anchor VALUES (:annotation, :hash)",
        "INSERT INTO annotation_origin VALUES (:page, 'readwise 1', :annotation, '{}', 0)",
        "INSERT INTO note_draft VALUES (:page, NULL, 'half a', :now)",
        "INSERT INTO page_repair VALUES (:page, '[]', :now)",
        "INSERT INTO page_appearance VALUES (:page, '{}')",
        "INSERT INTO page_evidence VALUES (:page, '[]')",
        "INSERT INTO page_blocks VALUES (:page, 'sea.example', x'00ff', x'')",
        "INSERT INTO arrival VALUES (:hash, '2', 1, :page)",
    ):
        tx.execute(statement, row)
    return page


def record_of(database: Database, page: PageId) -> RowRecord:
    record = page_record(database.reader(), page)
    assert record is not None
    return record


def test_a_page_comes_back_row_for_row(database: Database, other: Database) -> None:
    with database.transaction() as tx:
        page = rich_page(tx)
    record = record_of(database, page.id)
    lacking = {table.name for table in PAGE_TABLES} - record.tables.keys()
    assert lacking == {"told_apart"}
    with other.transaction() as tx:
        write_page_record(tx, RowRecord.from_json(record.to_json()))
    assert record_of(other, page.id) == record
    assert record.page == page.id
    assert other.check() == ()
    assert pages.get(other.reader(), page.id) == pages.get(database.reader(), page.id)
    assert record.rows("page")[0]["highlights"] == 1


def test_tags_stand_by_their_names(database: Database, other: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx, tags=("Sea",))
    with other.transaction() as tx:
        add_page(tx, tags=("Z", "y", "SEA"))
        write_page_record(tx, record_of(database, page.id))
    assert record_of(database, page.id).rows("page_tag") == ({"page": page.id, "tag": "Sea"},)
    assert tags.names(other.reader()) == ("SEA", "y", "Z")


def test_the_order_of_captures_and_texts_is_kept(database: Database, other: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx)
        for name in ("c", "a", "b"):
            captures.add(tx, capture_of(page, id=CaptureId(name)))
            versions.add(tx, version_of(page, id=VersionId(name)))
    with other.transaction() as tx:
        write_page_record(tx, record_of(database, page.id))
    assert [each.id for each in versions.of_page(other.reader(), page.id)][1:] == ["c", "a", "b"]
    assert [each.id for each in captures.of_page(other.reader(), page.id)][1:] == ["c", "a", "b"]


def test_a_pair_told_apart_comes_with_the_second_page(database: Database, other: Database) -> None:
    with database.transaction() as tx:
        one, two = add_page(tx), add_page(tx)
        likeness.set_told_apart(tx, one.id, two.id, True)
    records = [record_of(database, page.id) for page in (one, two)]
    for record in records:
        with other.transaction() as tx:
            write_page_record(tx, record)
    assert [record_of(other, page.id) for page in (one, two)] == records


def test_writing_twice_changes_nothing(database: Database, other: Database) -> None:
    with database.transaction() as tx:
        page = rich_page(tx)
    for _time in range(2):
        with other.transaction() as tx:
            write_page_record(tx, record_of(database, page.id))
    assert record_of(other, page.id) == record_of(database, page.id)


def test_what_is_there_stays_as_it_is(database: Database, other: Database) -> None:
    with database.transaction() as tx:
        page = rich_page(tx)
    before = record_of(database, page.id)
    with other.transaction() as tx:
        write_page_record(tx, before)
        pages.set_note(tx, page.id, "Later.")
    changed = record_of(other, page.id)
    with other.transaction() as tx:
        write_page_record(tx, before)
    assert record_of(other, page.id) == changed


def test_there_is_no_record_of_a_page_that_is_not_there(database: Database) -> None:
    assert page_record(database.reader(), PageId("nobody")) is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda tables: {**tables, "sqlite_schema": ({"name": "page"},)},
        lambda tables: {**tables, "page": ()},
        lambda tables: {**tables, "page": ({**tables["page"][0], "mood": "calm"},)},
        lambda tables: {**tables, "page": ({**tables["page"][0], "position": -1},)},
        lambda tables: {**tables, "page": ({**tables["page"][0], "words": "many"},)},
        lambda tables: {**tables, "page_tag": ({"page": tables["page"][0]["id"], "tag": " "},)},
        lambda tables: {**tables, "page_blocks": ({"page": "x", "site": "", "kept": "%", "dropped": ""},)},
        lambda tables: {**tables, "annotation": ({**tables["annotation"][0], "page": "nobody"},)},
    ],
)
def test_a_record_of_another_schema_is_refused(database: Database, other: Database, wrong: object) -> None:
    with database.transaction() as tx:
        page = rich_page(tx)
    record = record_of(database, page.id)
    assert callable(wrong)
    with pytest.raises(ValueError, match=r"record|row"), other.transaction() as tx:
        write_page_record(tx, RowRecord(record.schema, wrong(record.tables)))
    assert page_record(other.reader(), page.id) is None


@pytest.mark.parametrize("table", [table.name for table in PAGE_TABLES if table.name != "told_apart"])
def test_a_column_of_a_record_is_never_sql(database: Database, table: str) -> None:
    with database.transaction() as tx:
        page, bystander = rich_page(tx), add_page(tx, note="Mine.")
    before = record_of(database, page.id), record_of(database, bystander.id)
    rows = before[0].rows(table)
    hostile = tuple({**row, "page = 'theirs' --": "x"} for row in rows)
    with pytest.raises(ValueError, match="no row"), database.transaction() as tx:
        apply_page_record(tx, RowRecord(before[0].schema, {**before[0].tables, table: hostile}))
    assert (record_of(database, page.id), record_of(database, bystander.id)) == before


def test_a_row_that_lacks_a_column_is_refused(database: Database) -> None:
    with database.transaction() as tx:
        page = rich_page(tx)
    before = record_of(database, page.id)
    (row,) = before.rows("page_appearance")
    short = ({name: value for name, value in row.items() if name == "page"},)
    with pytest.raises(ValueError, match="no row"), database.transaction() as tx:
        apply_page_record(tx, RowRecord(before.schema, {**before.tables, "page_appearance": short}))
    assert record_of(database, page.id) == before
