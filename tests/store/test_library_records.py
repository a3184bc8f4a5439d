"""What is the library's as a whole, as a record, and back again."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import NOW, add_page

from postil.model.export_target import ExportTarget
from postil.model.ids import ExportTargetId
from postil.model.row_record import RowRecord
from postil.store import export_targets, search_history
from postil.store.database import Database
from postil.store.library_records import library_record, write_library_record
from postil.store.record_tables import LIBRARY_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.store.connection import Connection

HASH = "cd" * 32
EARLY, LATE = "2026-01-01T00:00:00.000000+00:00", "2026-02-01T00:00:00.000000+00:00"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    """Another library, an empty one."""
    with closing(Database.open(tmp_path / "other")) as opened:
        yield opened


def _fill(tx: Connection) -> None:
    add_page(tx, tags=("Sea", "salt"))
    for query in ("sea", "tag:salt", "wind"):
        search_history.put(tx, query)
    tx.execute("INSERT INTO saved_search VALUES ('one', 0, 'Of the sea', 'sea')")
    tx.execute("INSERT INTO site_repair VALUES ('sea.example', '[]', ?)", (EARLY,))
    tx.execute("INSERT INTO imported_file VALUES (?, ?)", (HASH, NOW.isoformat()))
    tx.execute("INSERT INTO watched_file VALUES ('/tmp/sea.html', 5, 6)")
    export_targets.replace_all(tx, [ExportTarget(ExportTargetId("t"), "Vault", Path("/v"))])


def test_a_library_comes_back_row_for_row_but_for_its_id(database: Database, other: Database) -> None:
    with database.transaction() as tx:
        _fill(tx)
    record = library_record(database.reader())
    assert record.tables.keys() == set(LIBRARY_TABLES)
    for _time in range(2):
        with other.transaction() as tx:
            write_library_record(tx, record)
        there = library_record(other.reader())
        for name in set(LIBRARY_TABLES) - {"library"}:
            assert there.rows(name) == record.rows(name)
        assert there.rows("library")[0]["created"] == record.rows("library")[0]["created"]
        assert there.rows("library")[0]["id"] == other.library_id


def test_what_a_living_library_has_stays_in_its_place(database: Database, other: Database) -> None:
    with database.transaction() as tx:
        _fill(tx)
    with other.transaction() as tx:
        tx.execute("INSERT INTO saved_search VALUES ('two', 0, 'Of the wind', 'wind')")
        search_history.put(tx, "calm")
        search_history.put(tx, "wind")
    for _time in range(2):
        with other.transaction() as tx:
            write_library_record(tx, library_record(database.reader()))
        rows = other.reader().execute("SELECT id, position FROM saved_search ORDER BY position")
        assert list(rows) == [("two", 0), ("one", 1)]
        assert search_history.everything(other.reader()) == ("wind", "calm", "tag:salt", "sea")


@pytest.mark.parametrize(("changed", "kept"), [(EARLY, "new"), (LATE, "old")])
def test_of_two_repairs_of_a_site_the_newer_holds(
    database: Database, other: Database, changed: str, kept: str
) -> None:
    when = {EARLY: LATE, LATE: EARLY}[changed]
    with database.transaction() as tx:
        tx.execute("INSERT INTO site_repair VALUES ('sea.example', 'new', ?)", (when,))
    with other.transaction() as tx:
        tx.execute("INSERT INTO site_repair VALUES ('sea.example', 'old', ?)", (changed,))
        write_library_record(tx, library_record(database.reader()))
    assert list(other.reader().execute("SELECT repair FROM site_repair")) == [(kept,)]


@pytest.mark.parametrize(
    "wrong", [{"layout": "spiral"}, {"keeping": "never"}, {"folder": None}, {"template": 5}, {"marks": ""}]
)
def test_an_export_target_that_none_can_be_is_refused(
    database: Database, other: Database, wrong: dict[str, object]
) -> None:
    with database.transaction() as tx:
        _fill(tx)
    tables = library_record(database.reader()).tables
    (row,) = tables["export_target"]
    record = RowRecord.from_json(json.dumps({"schema": 1, "export_target": [{**row, **wrong}]}))
    with pytest.raises(ValueError, match=r"export_target|is not a valid"), other.transaction() as tx:
        write_library_record(tx, record)
    assert export_targets.everyone(other.reader()) == ()
