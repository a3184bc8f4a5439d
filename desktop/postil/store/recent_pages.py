"""The pages that were opened last: to go on with one of them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.model.ids import PageId
    from postil.store.connection import Connection

_RECENT = "SELECT id FROM page WHERE trashed IS NULL ORDER BY opened DESC, added DESC, id DESC LIMIT ?"


def recent(con: Connection, limit: int) -> tuple[PageId, ...]:
    """At most so many pages outside the trash, the one opened last first; then those added last."""
    return tuple(chain.from_iterable(con.execute(_RECENT, (limit,)).fetchall()))
