"""The kept bytes that the record of a page names: which they are, and by what suffix a person opens them."""

from __future__ import annotations

import mimetypes
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from postil.model.ids import ContentHash
from postil.store.record_tables import PAGE_TABLES

if TYPE_CHECKING:
    from postil.model.row_record import Row, RowRecord, Value

_HASH = re.compile(r"[0-9a-f]{64}")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")
_TEXT, _ARTICLE, _PAGE, _ANY = ".txt", ".xml", ".html", ".bin"


def named_content(record: RowRecord) -> dict[ContentHash, str]:
    """Every kept file that a page names, with its suffix. Raises ValueError for a name that is none."""
    found: dict[ContentHash, str] = {}
    for table in PAGE_TABLES:
        for row in record.rows(table.name):
            for column in table.contents:
                name = row[column]
                if name is not None:
                    suffix = _suffix(table.name, column, row)
                    found[checked_hash(name)] = max(suffix, found.get(checked_hash(name), ""), key=_precise)
    return found


def checked_hash(name: Value) -> ContentHash:
    """The name of kept bytes. Raises ValueError for what cannot be one."""
    if not isinstance(name, str) or not _HASH.fullmatch(name):
        raise ValueError(f"{name!r} names no kept bytes")
    return ContentHash(name)


def _precise(suffix: str) -> bool:
    return suffix not in ("", _ANY)


def _suffix(table: str, column: str, row: Row) -> str:
    """What tells a person's computer how to open the file."""
    if table == "capture":
        return _PAGE if column == "markup_hash" else _of_file(str(row["original_name"]), row["media_type"])
    if table == "resource":
        return _of_file("", row["media_type"])
    return {"html_hash": _ARTICLE, "text_hash": _TEXT}.get(column, _ANY)


def _of_file(name: str, media_type: Value) -> str:
    named = PurePosixPath(name.replace("\\", "/")).suffix
    if _SUFFIX.fullmatch(named):
        return named.lower()
    return mimetypes.guess_extension(str(media_type).partition(";")[0].strip()) or _ANY
