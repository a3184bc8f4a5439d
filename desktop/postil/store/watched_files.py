"""What was taken from the watched folder: rows of the table ``watched_file``, one for each file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.store.connection import Connection


@dataclass(frozen=True, slots=True)
class WatchedFile:
    """A file as it was when it was taken; one of another size or time is taken again."""

    path: str
    """Absolute, as the system writes it."""
    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since 1970."""


def remember(tx: Connection, files: Iterable[WatchedFile]) -> None:
    """Write down that these files were taken, whatever became of them."""
    tx.executemany(
        """INSERT INTO watched_file (path, size, modified) VALUES (?, ?, ?)
           ON CONFLICT DO UPDATE SET size = excluded.size, modified = excluded.modified""",
        ((file.path, file.size, file.modified) for file in files),
    )


def everything(con: Connection) -> frozenset[WatchedFile]:
    """All files that were taken."""
    rows = con.execute("SELECT path, size, modified FROM watched_file")
    return frozenset(WatchedFile(*row) for row in rows)
