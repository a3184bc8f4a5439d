"""A record of rows as lines of JSON that a person can read, and back, as far as they are whole.

The first line is the page, its highlights follow, each with its tags, then all else that is kept of it. A
line is one row: ``table`` says of which table, the columns follow, ``check`` is the CRC-32 of the line
without it. The last line, ``end``, says how many rows there are, the schema, and the number of the change
that the record was written for. A line that was damaged, or cut off, is known by that, and the others are
read.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.row_record import RowRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.model.row_record import Row

_FIRST = ("page", "page_tag")
_OF_A_HIGHLIGHT = ("annotation_tag", "refused_anchor", "former_anchor")
_END = "end"
_CHECK = b', "check": "'
_CHECK_LENGTH = len(_CHECK) + len('01234567"}')


@dataclass(frozen=True, slots=True)
class ReadLines:
    """What lines of a record say."""

    record: RowRecord
    """What is whole of it: perhaps not even the page."""
    sequence: int
    """The number of the change that it was written for; 0 where that is lost."""
    lost: int
    """How many rows are missing or damaged; -1 where nobody can say how many."""

    @property
    def whole(self) -> bool:
        """Whether nothing of it is lost."""
        return self.lost == 0


def lines_of(record: RowRecord, sequence: int) -> bytes:
    """The record as lines."""
    rows = [_line(table, row) for table, row in _in_order(record)]
    end = _line(_END, {"rows": len(rows), "schema": record.schema, "change": sequence})
    return b"".join((*rows, end))


def read_lines(content: bytes) -> ReadLines:
    """What is whole of what ``lines_of`` wrote. Nothing that can be in a file raises an error."""
    tables: dict[str, list[Row]] = {}
    damaged = 0
    end: Row = {}
    for line in content.split(b"\n"):
        if not line.strip():
            continue
        row = _row(line)
        if row is None:
            damaged += 1
            continue
        table = str(row.pop("table", ""))
        if table == _END:
            end = row
        else:
            tables.setdefault(table, []).append(row)
    found = sum(map(len, tables.values()))
    rows, schema, sequence = (_number(end.get(name)) for name in ("rows", "schema", "change"))
    lost = max(damaged, rows - found) if rows >= 0 else -1
    record = RowRecord(max(schema, 0), {table: tuple(each) for table, each in tables.items()})
    return ReadLines(record, max(sequence, 0), lost)


def _in_order(record: RowRecord) -> Iterator[tuple[str, Row]]:
    """The rows in an order in which a person reads them."""
    for table in _FIRST:
        yield from ((table, row) for row in record.rows(table))
    of_highlights: dict[object, list[tuple[str, Row]]] = {}
    for table in _OF_A_HIGHLIGHT:
        for row in record.rows(table):
            of_highlights.setdefault(row["annotation"], []).append((table, row))
    for highlight in record.rows("annotation"):
        yield "annotation", highlight
        yield from of_highlights.get(highlight["id"], ())
    for table, rows in record.tables.items():
        if table not in (*_FIRST, "annotation", *_OF_A_HIGHLIGHT):
            yield from ((table, row) for row in rows)


def _line(table: str, row: Row) -> bytes:
    written = json.dumps({"table": table, **row}, ensure_ascii=False).encode()
    return b'%s%s%08x"}\n' % (written[:-1], _CHECK, zlib.crc32(written))


def _row(line: bytes) -> dict[str, str | int | float | None] | None:
    """The row of a line, with its table; None where the line is not as it was written."""
    written = line[:-_CHECK_LENGTH] + b"}"
    if line[-_CHECK_LENGTH:] != b'%s%08x"}' % (_CHECK, zlib.crc32(written)):
        return None
    try:  # whoever damaged it may have written the check, too
        record = RowRecord.from_json(b'{"schema": 0, "row": [%s]}' % written)
    except ValueError:
        return None
    return dict(record.rows("row")[0]) if len(record.rows("row")) == 1 else None


def _number(said: object) -> int:
    return said if isinstance(said, int) else -1
