"""What people have put right: rows of the tables ``page_repair`` and ``site_repair``.

Functions that change take a transaction, the others any connection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.ids import PageId
from postil.model.page import site_of
from postil.model.repair import Repair
from postil.store.timestamps import to_text

if TYPE_CHECKING:
    from datetime import datetime

    from postil.store.connection import Connection


def of_page(con: Connection, page: PageId) -> Repair | None:
    """The repair of a page; None where it was never repaired, or where that cannot be read."""
    row = con.execute("SELECT repair FROM page_repair WHERE page = ?", (page,)).fetchone()
    return None if row is None else _read(row[0])


def of_site(con: Connection, site: str) -> Repair | None:
    """What is remembered for a site; None where nothing is, or where it cannot be read."""
    row = con.execute("SELECT repair FROM site_repair WHERE site = ?", (site,)).fetchone()
    return None if row is None else _read(row[0])


def set_of_page(tx: Connection, page: PageId, repair: Repair | None, *, changed: datetime) -> None:
    """Let this be the repair of a page; None takes it away."""
    if repair is None:
        tx.execute("DELETE FROM page_repair WHERE page = ?", (page,))
    else:
        tx.execute(
            "INSERT OR REPLACE INTO page_repair (page, repair, changed) VALUES (?, ?, ?)",
            (page, repair.to_json(), to_text(changed)),
        )


def set_of_site(tx: Connection, site: str, repair: Repair | None, *, changed: datetime) -> None:
    """Remember this for a site; None forgets it."""
    if repair is None:
        tx.execute("DELETE FROM site_repair WHERE site = ?", (site,))
    else:
        tx.execute(
            "INSERT OR REPLACE INTO site_repair (site, repair, changed) VALUES (?, ?, ?)",
            (site, repair.to_json(), to_text(changed)),
        )


def pages_of(con: Connection, site: str) -> tuple[PageId, ...]:
    """The pages that the repair of a site holds for, those in the trash left out, the newest first."""
    rows = con.execute(
        """SELECT id, coalesce(address, canonical) FROM page
            WHERE trashed IS NULL AND instr(lower(coalesce(address, canonical)), ?) > 0
            ORDER BY added DESC, id""",
        (site,),
    )
    return tuple([PageId(row[0]) for row in rows.fetchall() if site_of(row[1]) == site])


def unreadable(con: Connection) -> tuple[str, ...]:
    """The pages and sites whose repair cannot be read: ``postil check`` tells of them. There are none."""
    rows = con.execute("SELECT page, repair FROM page_repair UNION ALL SELECT site, repair FROM site_repair")
    return tuple([name for name, kept in rows.fetchall() if _read(kept) is None])


def _read(kept: str) -> Repair | None:
    try:
        return Repair.from_json(kept)
    except ValueError:
        return None
