"""Every table of the schema is said to belong to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.store.record_tables import DERIVED_TABLES, LIBRARY_TABLES, PAGE_TABLES

if TYPE_CHECKING:
    from postil.store.database import Database

DECLARED = [*[table.name for table in PAGE_TABLES], *LIBRARY_TABLES, *DERIVED_TABLES]


def _tables(database: Database) -> set[str]:
    rows = database.reader().execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    return {row[0] for row in rows}


def test_every_table_is_declared_once(database: Database) -> None:
    assert len(set(DECLARED)) == len(DECLARED)
    assert set(DECLARED) == _tables(database)


def test_every_table_that_is_not_kept_has_a_reason() -> None:
    assert all(reason for reason in DERIVED_TABLES.values())


def test_what_a_row_refers_to_is_written_before_it(database: Database) -> None:
    order = [table.name for table in PAGE_TABLES]
    for name in order:
        for row in database.reader().execute(f"PRAGMA foreign_key_list({name})"):
            later = row[2] in order and order.index(row[2]) >= order.index(name)
            assert not later or (name, row[2]) == ("page", "text_version"), f"{name} refers to {row[2]}"


def test_bytes_are_told_apart_from_words(database: Database) -> None:
    for table in PAGE_TABLES:
        rows = database.reader().execute("SELECT name, type FROM pragma_table_info(?)", (table.name,))
        assert tuple(row[0] for row in rows if row[1] == "BLOB") == table.blobs
