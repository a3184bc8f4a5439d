"""What can still be written of records of a page that are not whole, or that complete one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.row_record import RowRecord
from postil.store.record_tables import PAGE_TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from postil.model.row_record import Row

_OF_CAPTURES = ("resource",)
_OF_HIGHLIGHTS = ("annotation_tag", "former_anchor", "refused_anchor")


def remains(records: Sequence[RowRecord]) -> RowRecord | None:
    """One record of all these of one page: a row of an earlier one counts, and refers to no row that is lost.

    A highlight stays without its tag, a page is read in the text that is left. None where nothing says
    what page it is, or no text of it is left.
    """
    tables = {
        table.name: tuple(row for record in records for row in record.rows(table.name))
        for table in PAGE_TABLES
    }
    page = next(iter(tables["page"]), None)
    versions = {row.get("id") for row in tables["text_version"]}
    if page is None or not versions:
        return None
    if page.get("version") not in versions:
        newest = max(tables["text_version"], key=lambda row: str(row.get("created")))
        page = {**page, "version": newest.get("id")}
    whose = {name: _of(rows, page) for name, rows in tables.items() if name != "page"}
    standing = {"page": (page,), **_standing(whose)}
    return RowRecord(
        max(record.schema for record in records), {name: rows for name, rows in standing.items() if rows}
    )


def _of(rows: tuple[Row, ...], page: Row) -> tuple[Row, ...]:
    """The rows that say nothing of another page. (A pair that was told apart says it of two.)"""
    return tuple(row for row in rows if page["id"] in (row.get("page", page["id"]), row.get("other")))


def _standing(tables: dict[str, tuple[Row, ...]]) -> dict[str, tuple[Row, ...]]:
    """The rows without those that refer to a row that is not there."""
    captures = {row.get("id") for row in tables["capture"]}
    highlights = {row.get("id") for row in tables["annotation"]}
    found = dict(tables)
    for name in _OF_CAPTURES:
        found[name] = _where(tables[name], lambda row: row.get("capture") in captures)
    for name in _OF_HIGHLIGHTS:
        found[name] = _where(tables[name], lambda row: row.get("annotation") in highlights)
    found["note_draft"] = _where(
        tables["note_draft"], lambda row: row.get("annotation") in {None, *highlights}
    )
    found["text_version"] = _without_lost(tables["text_version"], "capture", captures)
    found["annotation_origin"] = _without_lost(tables["annotation_origin"], "annotation", highlights)
    return found


def _where(rows: tuple[Row, ...], stands: Callable[[Row], bool]) -> tuple[Row, ...]:
    return tuple(filter(stands, rows))


def _without_lost(rows: tuple[Row, ...], column: str, there: Collection[object]) -> tuple[Row, ...]:
    """The rows, without a name of what is not there."""
    return tuple(row if row.get(column) in there else {**row, column: None} for row in rows)
