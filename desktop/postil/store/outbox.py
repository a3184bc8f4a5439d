"""The outbox: what changed of what search shows, written by triggers, taken by the index.

Each page and annotation has one row, with the sequence number of its last change. The library
remembers up to which sequence the index has taken; what is above is pending. An index that was
lost begins anew with ``restart``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.store.connection import Connection


class Kind(Enum):
    """What an entry of the outbox is about."""

    PAGE = "page"
    ANNOTATION = "annotation"


@dataclass(frozen=True, slots=True)
class Entry:
    """The last change of a page or annotation. It may be in the trash or gone: the taker looks."""

    sequence: int
    kind: Kind
    id: str


def pending(con: Connection) -> int:
    """How many entries the index has still to take."""
    row = con.execute("SELECT count(*) FROM outbox WHERE sequence > (SELECT indexed FROM library)").fetchone()
    return int(row[0])


def take(con: Connection, limit: int) -> tuple[Entry, ...]:
    """The oldest pending entries. They stay pending until ``done``."""
    rows = con.execute(
        """SELECT sequence, kind, id FROM outbox WHERE sequence > (SELECT indexed FROM library)
            ORDER BY sequence LIMIT ?""",
        (limit,),
    )
    return tuple(Entry(sequence, Kind(kind), thing) for sequence, kind, thing in rows)


def done(tx: Connection, upto: int) -> None:
    """The index has committed all entries up to this sequence; what changed since stays pending."""
    tx.execute("UPDATE library SET indexed = max(indexed, ?)", (upto,))


def indexed(con: Connection) -> int:
    """The sequence up to which the index has taken: to compare with what the index says of itself."""
    return int(con.execute("SELECT indexed FROM library").fetchone()[0])


def restart(tx: Connection, after: int = 0) -> None:
    """Let everything changed after that sequence be pending again: for an index that is new or behind."""
    tx.execute("UPDATE library SET indexed = ?", (after,))


def entries(con: Connection) -> tuple[Entry, ...]:
    """The last change of everything, pending or not: to compare with an index, entry by entry."""
    rows = con.execute("SELECT sequence, kind, id FROM outbox ORDER BY sequence")
    return tuple(Entry(sequence, Kind(kind), thing) for sequence, kind, thing in rows)
