"""All that the database says of one page, as a record of rows, and back again row for row.

What belongs to a page is declared in ``record_tables.py``. Backups and the readable copies are made of
these records. Functions that change take a transaction, the others any connection.
"""

from __future__ import annotations

import base64
import binascii
import sqlite3
from typing import TYPE_CHECKING

from postil.errors import TagError
from postil.model.row_record import RowRecord
from postil.store import tags
from postil.store.record_tables import PAGE_TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postil.model.ids import PageId
    from postil.model.row_record import Row, Value
    from postil.store.connection import Connection
    from postil.store.record_tables import PageTable

TAG = "tag"
"""The column of tables of tags that has a tag's name in records, and its number in the database."""
_ROWS = "EXISTS (SELECT 1 FROM {table.name} WHERE {table.whose})"
_THERE = "SELECT " + ", ".join(_ROWS.format(table=table) for table in PAGE_TABLES)
"""Which of the tables have rows of a page: most have none, and asking all at once takes half as long."""


def page_record(con: Connection, page: PageId) -> RowRecord | None:
    """Everything that is kept of a page, also of one in the trash; None where there is no such page."""
    there = con.execute(_THERE, (page,)).fetchone()
    tables = {
        table.name: rows_of(con, table, page) for table, has in zip(PAGE_TABLES, there, strict=True) if has
    }
    return RowRecord(schema_of(con), tables) if "page" in tables else None


def schema_of(con: Connection) -> int:
    """The number of the schema that the database has."""
    return int(con.execute("PRAGMA user_version").fetchone()[0])


def rows_of(con: Connection, table: PageTable, page: PageId) -> tuple[Row, ...]:
    """The rows of a page in one of its tables, the first added first where that means something."""
    order = "rowid" if table.in_order else "1, 2"
    sql = f"SELECT {_columns(table)} FROM {table.name} WHERE {table.whose} ORDER BY {order}"  # noqa: S608 - names of the schema
    cursor = con.execute(sql, (page,))
    names = [column[0] for column in cursor.description]
    return tuple(_shown(table, dict(zip(names, row, strict=True))) for row in cursor)


def write_page_record(tx: Connection, record: RowRecord) -> None:
    """Insert what is missing of a page. What is there stays as it is.

    Of a page that was not there, every row is then as the record says, the times of changes included. A
    pair that was told apart is written with the second of its pages. Raises ValueError for a record that
    is not of this schema, or of no page; the transaction is of no use then.
    """
    unknown = record.tables.keys() - {table.name for table in PAGE_TABLES}
    if unknown or len(record.rows("page")) != 1:
        raise ValueError(f"no record of a page: {sorted(unknown)}")
    is_new = tx.execute("SELECT 1 FROM page WHERE id = ?", (record.page,)).fetchone() is None
    for table in PAGE_TABLES:
        if table.name == "field_change" and is_new:  # what the triggers said of this very writing
            tx.execute("DELETE FROM field_change WHERE page = ?", (record.page,))
        for row in record.rows(table.name):
            insert_row(tx, table, row)


def apply_page_record(tx: Connection, record: RowRecord) -> None:
    """Let a page that is there be as the record says, in every row. Raises ValueError."""
    by_name = {table.name: table for table in PAGE_TABLES}
    first = by_name.pop("page")
    changes = by_name.pop("field_change")
    for table in by_name.values():
        _apply(tx, table, record)
    # What is read is chosen first: a trigger lets the page say what its capture says then.
    (page,) = record.rows("page")
    tx.execute("UPDATE page SET version = ? WHERE id = ?", (page["version"], record.page))
    _apply(tx, first, record)
    _apply(tx, changes, record)  # at last: the times of the record, not of this writing


def insert_row(tx: Connection, table: PageTable, row: Row) -> None:
    """Insert a row of a record where its like is not there yet. Raises ValueError for what is no such row."""
    values = _kept(tx, table, row)
    unknown = values.keys() - columns_of(tx, table.name)
    if unknown or not values:
        raise ValueError(f"no row of {table.name}: {sorted(unknown)}")
    names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    sql = f"INSERT INTO {table.name} ({names}) SELECT {places} WHERE {_wanted(table, values)}"
    try:
        tx.execute(sql + " ON CONFLICT DO NOTHING", values)
    except sqlite3.IntegrityError as error:
        raise ValueError(f"no row of {table.name}: {error}") from error


def _apply(tx: Connection, table: PageTable, record: RowRecord) -> None:
    now = {_key(table, row): row for row in rows_of(tx, table, record.page)}
    wanted = {_key(table, row): row for row in record.rows(table.name)}
    for key in now.keys() - wanted.keys():
        _execute(tx, table, f"DELETE FROM {table.name} WHERE {_named(table)}", now[key])  # noqa: S608 - names of the schema
    for key, row in wanted.items():
        if key not in now:
            insert_row(tx, table, row)
        elif now[key] != row:
            if row.keys() != now[key].keys():  # a name that is none of ours never comes into SQL
                raise ValueError(f"no row of {table.name}: {sorted(row)}")
            changed = ", ".join(f"{name} = :{name}" for name in row if now[key].get(name) != row[name])
            _execute(tx, table, f"UPDATE {table.name} SET {changed} WHERE {_named(table)}", row)  # noqa: S608 - names of the schema


def _key(table: PageTable, row: Row) -> tuple[Value, ...]:
    return tuple(row.get(name) for name in table.key)


def _named(table: PageTable) -> str:
    return " AND ".join(f"{name} IS :{name}" for name in table.key)


def _execute(tx: Connection, table: PageTable, sql: str, row: Row) -> None:
    try:
        tx.execute(sql, _kept(tx, table, row))
    except sqlite3.IntegrityError as error:
        raise ValueError(f"no row of {table.name}: {error}") from error


def columns_of(con: Connection, table: str) -> frozenset[str]:
    """The names of the columns of a table."""
    return frozenset(row[0] for row in con.execute("SELECT name FROM pragma_table_info(?)", (table,)))


def _columns(table: PageTable) -> str:
    if not table.tagged:
        return "*"
    return f"{table.tagged}, (SELECT name FROM tag WHERE id = {table.name}.tag) AS {TAG}"  # noqa: S608 - names of the schema


def _shown(table: PageTable, row: dict[str, Value]) -> Row:
    """A row as records have it."""
    for name in table.blobs:
        row[name] = base64.b64encode(row[name]).decode("ascii")  # type: ignore[arg-type] # bytes there
    return row


def _kept(tx: Connection, table: PageTable, row: Row) -> dict[str, Value | bytes]:
    """A row of a record as the database has it."""
    kept: dict[str, Value | bytes] = dict(row)
    try:
        for name in table.blobs:
            kept[name] = base64.b64decode(str(row[name]), validate=True)
        if table.tagged:
            kept[TAG] = tags.find_or_make(tx, str(row[TAG]))
    except (KeyError, binascii.Error, TagError) as error:
        raise ValueError(f"no row of {table.name}") from error
    return kept


def _wanted(table: PageTable, values: Mapping[str, object]) -> str:
    """SQL that is true where the row may be written, as far as no constraint of the table says it."""
    if table.name == "told_apart":
        return "2 = (SELECT count(*) FROM page WHERE id IN (:page, :other))"
    if table.name == "former_anchor":  # it has no key
        same = " AND ".join(f"{name} IS :{name}" for name in values)
        return f"NOT EXISTS (SELECT 1 FROM former_anchor WHERE {same})"  # noqa: S608 - names of the schema
    return "true"
