"""Which page each part of an imported file of many pages became: rows of the table ``arrival``.

So the same file again is known at once, and an import that was cut short goes on where it stopped.
Functions that change take a transaction, the others any connection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.ids import PageId
from postil.store.timestamps import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from postil.model.ids import ContentHash
    from postil.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Arrival:
    """That a part of a file is a page of the library."""

    original: ContentHash
    """The whole file."""
    part: str
    number: int
    """The place of the part among those of the file, from 0."""
    page: PageId


def add_all(tx: Connection, arrivals: Iterable[Arrival]) -> None:
    """Remember what became of parts of files. A page that was purged since is passed over."""
    tx.executemany(
        """INSERT OR REPLACE INTO arrival (original, part, number, page)
           SELECT ?, ?, ?, id FROM page WHERE id = ?""",
        [(each.original, each.part, each.number, each.page) for each in arrivals],
    )


def forget_all(tx: Connection, arrivals: Iterable[Arrival]) -> None:
    """Let these parts be as if they had never come."""
    tx.executemany(
        "DELETE FROM arrival WHERE original = ? AND part = ?",
        [(each.original, each.part) for each in arrivals],
    )


def page_of(con: Connection, original: ContentHash, part: str) -> PageId | None:
    """The page that a part of a file became; None where it has not come yet."""
    row = con.execute("SELECT page FROM arrival WHERE original = ? AND part = ?", (original, part)).fetchone()
    return None if row is None else PageId(row[0])


def of_file(con: Connection, original: ContentHash) -> tuple[Arrival, ...]:
    """All parts of a file that came, in their order."""
    rows = con.execute(
        "SELECT original, part, number, page FROM arrival WHERE original = ? ORDER BY number, part",
        (original,),
    )
    return tuple(Arrival(*row) for row in rows)


def finish(tx: Connection, original: ContentHash, imported: datetime) -> None:
    """Remember that every part of a file has come."""
    tx.execute("INSERT OR REPLACE INTO imported_file VALUES (?, ?)", (original, to_text(imported)))


def is_finished(con: Connection, original: ContentHash) -> bool:
    """Whether every part of a file has come, and none of them was purged or taken back since."""
    return con.execute("SELECT 1 FROM imported_file WHERE original = ?", (original,)).fetchone() is not None
