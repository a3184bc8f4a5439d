"""A record of rows: all that the database says of one page, or of the library as a whole, as plain values.

It is what backups and the readable copies beside the database are made of. Its JSON has the names of the
tables and, in each row, the names of the columns; tags stand there by their names, bytes in base64.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from postil.model.ids import PageId

Value = str | int | float | None
"""What a column may have."""
Row = Mapping[str, Value]
"""A row by the names of its columns."""

_LARGEST = 2**63
"""SQLite's integers are smaller."""


@dataclass(frozen=True, slots=True)
class RowRecord:
    """Rows of several tables that belong together."""

    schema: int
    """The schema of the database that they are of."""
    tables: Mapping[str, tuple[Row, ...]]
    """The rows by the names of their tables; a table that has none is left out."""

    @property
    def page(self) -> PageId:
        """The page that the record is of; empty for the record of a library."""
        rows = self.rows("page")
        return PageId(str(rows[0]["id"]) if rows else "")

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table, in the order in which they were added."""
        return self.tables.get(table, ())

    def to_json(self) -> str:
        """The record as JSON, on one line."""
        tables = {name: list(rows) for name, rows in self.tables.items()}
        return json.dumps({"schema": self.schema, **tables}, ensure_ascii=False)

    def to_readable_json(self) -> str:
        """The same for people: each row on a line of its own."""
        tables = [_readable(name, rows) for name, rows in self.tables.items()]
        return ",\n".join((f'{{\n"schema": {self.schema}', *tables)) + "\n}\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> RowRecord:
        """What ``to_json`` wrote. Raises ValueError for anything else, whatever it is."""
        try:
            said = json.loads(text, parse_constant=_refuse)
        except RecursionError as error:
            raise ValueError("too deep") from error
        if not isinstance(said, dict) or not _is_number(said.get("schema")):
            raise ValueError("no record")
        schema = said.pop("schema")
        return cls(int(schema), {name: _rows(rows) for name, rows in said.items() if rows})


def _readable(name: str, rows: tuple[Row, ...]) -> str:
    lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"{json.dumps(name, ensure_ascii=False)}: [\n  {lines}\n]"


def _rows(said: object) -> tuple[Row, ...]:
    if not isinstance(said, list) or not all(_is_row(row) for row in said):
        raise ValueError("no rows")
    return tuple(said)


def _is_row(said: object) -> bool:
    return isinstance(said, dict) and all(_is_value(value) for value in said.values())


def _is_value(said: object) -> bool:
    if isinstance(said, str):
        said.encode()  # a lone surrogate is a ValueError, too
        return True
    return said is None or isinstance(said, float) or _is_number(said)


def _is_number(said: object) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and -_LARGEST <= said < _LARGEST


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no value")
