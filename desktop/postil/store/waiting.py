"""Pages that are only links yet and wait for what was saved of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.ids import PageId
from postil.store.pages import sort_key

if TYPE_CHECKING:
    from postil.store.connection import Connection


def count(con: Connection) -> int:
    """How many pages wait; not those in the trash."""
    row = con.execute(
        "SELECT count(*) FROM page INDEXED BY page_waiting WHERE waiting AND trashed IS NULL"
    ).fetchone()
    return int(row[0])


def without_address(con: Connection, title: str, byline: str | None, format_name: str) -> PageId | None:
    """The waiting page of that title and author that came in that format and has no address.

    Letter case, accents and punctuation before the title tell no two apart. One in the trash only where
    there is no other.
    """
    rows = con.execute(
        """SELECT id, byline FROM page WHERE waiting AND title_key = ? AND format = ?
              AND ifnull(address, '') = '' ORDER BY trashed IS NOT NULL, added""",
        (sort_key(title), format_name),
    )
    wanted = sort_key(byline or "")
    return next((PageId(page) for page, author in rows if sort_key(author or "") == wanted), None)
