"""Captures: everything that was ever saved of each page. None is changed; a page keeps all of its own.

Functions that change take a transaction, the others any connection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postil.model.ids import PageId
from postil.model.kept_capture import KeptCapture
from postil.store import addresses
from postil.store.timestamps import from_text, from_text_or_none, to_text, to_text_or_none

if TYPE_CHECKING:
    from postil.model.ids import CaptureId, ContentHash
    from postil.store.connection import Connection

_INSERT = """
    INSERT INTO capture (id, page, original, part, markup_hash, original_name, format, media_type, charset,
                         address, saved, clean, waiting, added)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_SELECT = """
    SELECT c.id, c.page, c.original, c.part, c.markup_hash, c.original_name, c.format, c.media_type,
           c.charset, c.address, c.saved, c.clean, c.waiting, c.added
      FROM capture AS c """
_UNLIKE = """
    SELECT count(*) FROM page JOIN text_version AS v ON v.id = page.version
      LEFT JOIN capture AS c ON c.id = v.capture
     WHERE c.page IS NOT page.id OR c.original <> page.original OR c.waiting <> page.waiting"""


def add(tx: Connection, capture: KeptCapture) -> None:
    """Add a capture to its page, which is known by its address from then on."""
    tx.execute(
        _INSERT,
        (
            capture.id,
            capture.page,
            capture.original,
            capture.part,
            capture.markup,
            capture.original_name,
            capture.format,
            capture.media_type,
            capture.charset,
            capture.address,
            to_text_or_none(capture.saved),
            capture.clean,
            capture.waiting,
            to_text(capture.added),
        ),
    )
    addresses.know(tx, capture.page, (capture.address,))


def get(con: Connection, capture: CaptureId) -> KeptCapture | None:
    """The capture; None where there is none."""
    row = con.execute(_SELECT + "WHERE c.id = ?", (capture,)).fetchone()
    return None if row is None else _capture(row)


def current(con: Connection, page: PageId) -> KeptCapture | None:
    """The capture whose text is read; None where there is no such page."""
    row = con.execute(
        _SELECT
        + "JOIN text_version AS v ON v.capture = c.id JOIN page ON page.version = v.id WHERE page.id = ?",
        (page,),
    ).fetchone()
    return None if row is None else _capture(row)


def of_page(con: Connection, page: PageId) -> tuple[KeptCapture, ...]:
    """All captures of a page, the first added first."""
    rows = con.execute(_SELECT + "WHERE c.page = ? ORDER BY c.added, c.rowid", (page,))
    return tuple(_capture(row) for row in rows)


def page_of_file(con: Connection, original: ContentHash) -> PageId | None:
    """The first page of which a file of these bytes is a capture, also one in the trash.

    Not one that waits for it again, since its import was taken back.
    """
    row = con.execute(
        """SELECT c.page FROM capture AS c JOIN page ON page.id = c.page
            WHERE c.original = ? AND c.part = '' AND (c.waiting OR NOT page.waiting)
            ORDER BY c.added LIMIT 1""",
        (original,),
    ).fetchone()
    return None if row is None else PageId(row[0])


def pages_of_markup(con: Connection, markup: ContentHash) -> tuple[PageId, ...]:
    """The pages of which a part of some file had these bytes of its own, also those in the trash."""
    rows = con.execute("SELECT DISTINCT page FROM capture WHERE markup_hash = ?", (markup,))
    return tuple(PageId(row[0]) for row in rows)


def unlike_their_pages(con: Connection) -> int:
    """How many pages do not say what the capture says that is read: for checks. There is none."""
    return int(con.execute(_UNLIKE).fetchone()[0])


def _capture(row: Any) -> KeptCapture:
    return KeptCapture(
        id=row[0],
        page=row[1],
        original=row[2],
        part=row[3],
        markup=row[4],
        original_name=row[5],
        format=row[6],
        media_type=row[7],
        charset=row[8],
        address=row[9],
        saved=from_text_or_none(row[10]),
        clean=bool(row[11]),
        waiting=bool(row[12]),
        added=from_text(row[13]),
    )
