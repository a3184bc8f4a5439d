"""Text versions: every text that was ever extracted from a page. None is changed or dropped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from postil.model.page import TextVersion
from postil.store.timestamps import from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.ids import PageId, VersionId
    from postil.store.connection import Connection

_SELECT = (
    "SELECT v.id, v.page, v.created, v.extractor, v.text_hash, v.html_hash, v.words, v.plain, v.capture"
    " FROM text_version AS v "
)
_BY_IDS = "WHERE v.id IN (SELECT value FROM json_each(?))"


def add(tx: Connection, version: TextVersion) -> None:
    """Add a version. What its hashes name is kept before."""
    tx.execute(
        "INSERT INTO text_version (id, page, created, extractor, text_hash, html_hash, words, plain, capture)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            version.id,
            version.page,
            to_text(version.created),
            version.extractor,
            version.text_hash,
            version.html_hash,
            version.words,
            version.plain,
            version.capture,
        ),
    )


def get(con: Connection, version: VersionId) -> TextVersion | None:
    """The version; None where there is none."""
    row = con.execute(_SELECT + "WHERE v.id = ?", (version,)).fetchone()
    return None if row is None else _version(row)


def many(con: Connection, some: Iterable[VersionId]) -> dict[VersionId, TextVersion]:
    """The versions that are there, in no order."""
    rows = con.execute(_SELECT + _BY_IDS, (json.dumps(list(some)),))
    return {version.id: version for version in map(_version, rows)}


def current(con: Connection, page: PageId) -> TextVersion | None:
    """The version of the page that is read; None where there is no such page."""
    row = con.execute(_SELECT + "JOIN page ON page.version = v.id WHERE page.id = ?", (page,)).fetchone()
    return None if row is None else _version(row)


def of_page(con: Connection, page: PageId) -> tuple[TextVersion, ...]:
    """All versions of the page, the oldest first; of the same second, as they were added."""
    rows = con.execute(_SELECT + "WHERE v.page = ? ORDER BY v.created, v.rowid", (page,))
    return tuple(_version(row) for row in rows)


def everyone(con: Connection) -> tuple[TextVersion, ...]:
    """All versions of all pages, page by page: for checks of the whole library."""
    rows = con.execute(_SELECT + "ORDER BY v.page, v.created, v.rowid")
    return tuple(_version(row) for row in rows)


def _version(row: Any) -> TextVersion:
    return TextVersion(
        id=row[0],
        page=row[1],
        created=from_text(row[2]),
        extractor=row[3],
        text_hash=row[4],
        html_hash=row[5],
        words=row[6],
        plain=bool(row[7]),
        capture=row[8],
    )
