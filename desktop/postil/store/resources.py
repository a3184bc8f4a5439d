"""Resources: what was saved with a capture or is shown in its article, by the names the page gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.model.ids import CaptureId, ContentHash
    from postil.store.connection import Connection


@dataclass(frozen=True, slots=True)
class CaptureResource:
    """That a capture names kept bytes by an address or a path. (The bytes are in the content store.)"""

    capture: CaptureId
    hash: ContentHash
    source: str
    media_type: str


def add(tx: Connection, capture: CaptureId, name: ContentHash, *, source: str, media_type: str) -> None:
    """Remember that a capture calls the kept bytes ``name`` by ``source``. Twice is once."""
    tx.execute(
        """INSERT INTO resource (capture, source, hash, media_type) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET media_type = excluded.media_type""",
        (capture, source, name, media_type),
    )


def of_capture(con: Connection, capture: CaptureId) -> tuple[CaptureResource, ...]:
    """The capture's resources, by source."""
    rows = con.execute(
        "SELECT capture, hash, source, media_type FROM resource WHERE capture = ? ORDER BY source, hash",
        (capture,),
    )
    return tuple(CaptureResource(*row) for row in rows)


def media_type(con: Connection, name: str) -> str | None:
    """The media type under which a page has the bytes of that name; None where no page has them."""
    row = con.execute("SELECT media_type FROM resource WHERE hash = ? LIMIT 1", (name,)).fetchone()
    return None if row is None else str(row[0])
