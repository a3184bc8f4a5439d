"""What the newest pages of each site say: rows of the table ``page_blocks``.

About 1 kB a page, and only of the newest pages of a site, so it grows with the number of sites.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.page import site_of
from postil.model.repetition import PageBlocks, from_bytes, to_bytes

if TYPE_CHECKING:
    from postil.model.ids import PageId
    from postil.store.connection import Connection

NEWEST = 20
"""Pages of a site that are remembered."""
NEWEST_UNKNOWN = 60
"""Pages that are remembered of those without an address: they may be of several sites."""


def remember(tx: Connection, page: PageId, address: str | None, blocks: PageBlocks) -> None:
    """Remember what a page says, if that is known, and forget what the oldest page of its site said."""
    if not blocks.kept and not blocks.dropped:
        return
    site = site_of(address)
    tx.execute(
        "INSERT OR REPLACE INTO page_blocks (page, site, kept, dropped) VALUES (?, ?, ?, ?)",
        (page, site, to_bytes(blocks.kept), to_bytes(blocks.dropped)),
    )
    tx.execute(
        """DELETE FROM page_blocks WHERE site = ?1 AND rowid NOT IN
             (SELECT rowid FROM page_blocks WHERE site = ?1 ORDER BY rowid DESC LIMIT ?2)""",
        (site, NEWEST if site else NEWEST_UNKNOWN),
    )


def of_others(con: Connection, address: str | None, *, page: PageId | None = None) -> tuple[PageBlocks, ...]:
    """What the newest pages of the address's site say, without those of this address and without ``page``."""
    rows = con.execute(
        """SELECT kept, dropped FROM page_blocks JOIN page ON page.id = page_blocks.page
            WHERE page_blocks.site = ?1 AND page.id IS NOT ?2
              AND (?3 IS NULL OR coalesce(page.address, page.canonical) IS NOT ?3)
            ORDER BY page_blocks.rowid DESC""",
        (site_of(address), page, address),
    )
    return tuple([PageBlocks(from_bytes(kept), from_bytes(dropped)) for kept, dropped in rows.fetchall()])
