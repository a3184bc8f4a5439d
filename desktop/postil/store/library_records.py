"""What is the library's as a whole (tags, saved searches, repairs of sites …) as a record of rows, and back.

What that is is declared in ``record_tables.py``. Functions that change take a transaction, the others any
connection.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from postil.model.row_record import RowRecord
from postil.store import export_targets
from postil.store.page_records import columns_of, schema_of
from postil.store.record_tables import LIBRARY_TABLES

if TYPE_CHECKING:
    from postil.model.row_record import Row
    from postil.store.connection import Connection

_IN_THE_ORDER_OF_THE_PERSON = ("saved_search", "export_target")


def library_record(con: Connection) -> RowRecord:
    """Everything that is kept of the library as a whole."""
    tables = {name: rows for name in LIBRARY_TABLES if (rows := _rows(con, name))}
    return RowRecord(schema_of(con), tables)


def write_library_record(tx: Connection, record: RowRecord) -> None:
    """Insert what is missing; what is there stays, but a repair of a site that is newer takes its place.

    A library that has nothing yet has every row as the record says then, but for its own id: an index is
    stamped with that. Raises ValueError for a record that is not of this schema.
    """
    unknown = record.tables.keys() - set(LIBRARY_TABLES)
    if unknown:
        raise ValueError(f"no record of a library: {sorted(unknown)}")
    for name in LIBRARY_TABLES:
        rows = record.rows(name)
        if name == "library":
            _write_age(tx, rows)
        elif name == "search_history":
            _write_history(tx, rows)
        else:
            for row in rows:
                _insert(tx, name, _placed(tx, name, row))


def _rows(con: Connection, name: str) -> tuple[Row, ...]:
    cursor = con.execute(f"SELECT * FROM {name} ORDER BY 1")  # noqa: S608 - a name of the schema
    names = [column[0] for column in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor)
    return tuple({key: value for key, value in row.items() if (name, key) != ("tag", "id")} for row in rows)


def _write_age(tx: Connection, rows: tuple[Row, ...]) -> None:
    """A library is as old as the oldest that is in it."""
    for row in rows:
        tx.execute("UPDATE library SET created = min(created, ?)", (str(row.get("created")),))


def _write_history(tx: Connection, rows: tuple[Row, ...]) -> None:
    """Queries that are not remembered, in their order: they count as older than those that are."""
    (oldest,) = tx.execute("SELECT min(number) FROM search_history").fetchone()
    for row in sorted(rows, key=_number, reverse=True):
        query = str(row.get("query"))
        if tx.execute("SELECT 1 FROM search_history WHERE query = ?", (query,)).fetchone() is None:
            oldest = _number(row) if oldest is None else min(oldest - 1, _number(row))
            _insert(tx, "search_history", {"number": oldest, "query": query})


def _number(row: Row) -> int:
    number = row.get("number")
    return number if isinstance(number, int) else 0


def _placed(tx: Connection, name: str, row: Row) -> Row:
    """The row with a place at the end where another one has its place."""
    if name not in _IN_THE_ORDER_OF_THE_PERSON:
        return row
    taken = f"SELECT 1 FROM {name} WHERE position = ?"  # noqa: S608 - a name of the schema
    if tx.execute(taken, (row.get("position"),)).fetchone() is None:
        return row
    (last,) = tx.execute(f"SELECT max(position) FROM {name}").fetchone()  # noqa: S608 - a name of the schema
    return {**row, "position": last + 1}


def _insert(tx: Connection, name: str, row: Row) -> None:
    unknown = row.keys() - columns_of(tx, name)
    if unknown or not row:
        raise ValueError(f"no row of {name}: {sorted(unknown)}")
    if name == "export_target":
        export_targets.check_row(row)
    names, places = ", ".join(row), ", ".join(f":{column}" for column in row)
    newer = ""
    if name == "site_repair":
        newer = " (site) DO UPDATE SET repair = excluded.repair, changed = excluded.changed"
        newer += " WHERE excluded.changed > changed"
    sql = f"INSERT INTO {name} ({names}) SELECT {places} WHERE true ON CONFLICT"
    try:
        tx.execute(sql + (newer or " DO NOTHING"), row)
    except sqlite3.IntegrityError as error:
        raise ValueError(f"no row of {name}: {error}") from error
