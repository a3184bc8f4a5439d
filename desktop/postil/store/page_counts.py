"""How many pages there are of each kind: what the places show beside their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.counts import Counts
from postil.store import annotations as kept
from postil.store import tags, waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.ids import PageId
    from postil.store.connection import Connection


def counts(con: Connection) -> Counts:
    """How many pages each place has."""
    row = con.execute(
        """SELECT sum(status = 'inbox'), sum(status = 'reading'), sum(status = 'archive'), sum(starred),
                  count(*), sum(highlights > 0), sum(highlights)
             FROM page INDEXED BY page_by_added WHERE trashed IS NULL"""
    ).fetchone()
    inbox, reading, archive, starred, everything, highlighted, highlights = (value or 0 for value in row)
    return Counts(
        inbox=inbox,
        reading=reading,
        archive=archive,
        starred=starred,
        all=everything,
        highlighted=highlighted,
        waiting=waiting.count(con),
        trashed=trashed(con),
        highlights=highlights,
        removed=kept.removed_count(con),
        tags=tags.page_counts(con),
    )


def trashed(con: Connection) -> int:
    """How many pages are in the trash."""
    row = con.execute(
        "SELECT count(*) FROM page INDEXED BY page_in_trash WHERE trashed IS NOT NULL"
    ).fetchone()
    return int(row[0])


def miscounted(con: Connection) -> tuple[tuple[PageId, int, int], ...]:
    """Pages whose ``highlights`` is not the number of their annotations: both numbers. There are none."""
    rows = con.execute(
        """SELECT id, highlights, real FROM (
             SELECT id, highlights,
                    (SELECT count(*) FROM annotation WHERE page = page.id AND trashed IS NULL) AS real
               FROM page) WHERE highlights <> real"""
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def recount(tx: Connection, pages: Iterable[PageId]) -> None:
    """Count the annotations of these pages again."""
    tx.executemany(
        """UPDATE page SET highlights = (SELECT count(*) FROM annotation
                                          WHERE page = page.id AND trashed IS NULL) WHERE id = ?""",
        [(page,) for page in pages],
    )
