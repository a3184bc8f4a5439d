"""Resources: what was saved with a page or is shown in its article, by the names the page gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.model.ids import ContentHash, PageId
    from postil.store.connection import Connection


@dataclass(frozen=True, slots=True)
class PageResource:
    """That a page names kept bytes by an address or a path. (The bytes are in the content store.)"""

    page: PageId
    hash: ContentHash
    source: str
    media_type: str


def add(tx: Connection, page: PageId, name: ContentHash, *, source: str, media_type: str) -> None:
    """Remember that ``page`` calls the kept bytes ``name`` by ``source``. Twice is once."""
    tx.execute(
        """INSERT INTO resource (page, source, hash, media_type) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET media_type = excluded.media_type""",
        (page, source, name, media_type),
    )


def of_page(con: Connection, page: PageId) -> tuple[PageResource, ...]:
    """The page's resources, by source."""
    rows = con.execute(
        "SELECT page, hash, source, media_type FROM resource WHERE page = ? ORDER BY source, hash", (page,)
    )
    return tuple(PageResource(*row) for row in rows)


def media_type(con: Connection, name: str) -> str | None:
    """The media type under which a page has the bytes of that name; None where no page has them."""
    row = con.execute("SELECT media_type FROM resource WHERE hash = ? LIMIT 1", (name,)).fetchone()
    return None if row is None else str(row[0])
