"""Which rows name which kept bytes: what must be in the content store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.model.ids import ContentHash, PageId
    from postil.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Naming:
    """That a page names kept bytes, and as what: ``original``, ``text``, ``article``, ``resource`` …"""

    hash: ContentHash
    owner: str
    page: PageId


def of_page(con: Connection, page: PageId) -> tuple[ContentHash, ...]:
    """The kept bytes that a page names, each once."""
    rows = con.execute("SELECT DISTINCT hash FROM named_content WHERE page = ?", (page,))
    return tuple(row[0] for row in rows)


def everyone(con: Connection) -> tuple[Naming, ...]:
    """Every naming in the library, ordered by the bytes that are named."""
    rows = con.execute("SELECT hash, owner, page FROM named_content ORDER BY hash, owner, page")
    return tuple(Naming(*row) for row in rows)
