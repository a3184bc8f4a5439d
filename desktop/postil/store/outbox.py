"""The outbox: what changed of what search shows, written by triggers, taken by the index.

Each page and annotation has one row, with the sequence number of its last change, and whether the index
has taken it. A change deletes the row and writes another one, so what changes while it is being taken
stays pending. An index that was lost begins anew with ``restart``.
"""

from __future__ import annotations

import json
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.store.connection import Connection


class Kind(Enum):
    """What an entry of the outbox is about."""

    PAGE = "page"
    ANNOTATION = "annotation"


_KINDS = {kind.value: kind for kind in Kind}


class Entry(NamedTuple):
    """The last change of a page or annotation. It may be in the trash or gone: the taker looks."""

    sequence: int
    kind: Kind
    id: str


def pending(con: Connection) -> int:
    """How many entries the index has still to take."""
    return int(con.execute("SELECT count(*) FROM outbox WHERE taken = 0").fetchone()[0])


def count(con: Connection) -> int:
    """How many entries there are, taken or not."""
    return int(con.execute("SELECT count(*) FROM outbox").fetchone()[0])


def newest(con: Connection) -> int:
    """The sequence number of the last change of all; 0 where nothing was ever changed."""
    return int(con.execute("SELECT coalesce(max(sequence), 0) FROM outbox").fetchone()[0])


def take(con: Connection, limit: int, *, after: int = 0) -> tuple[Entry, ...]:
    """The newest pending entries, of those after a sequence, the newest first. They stay until ``done``."""
    rows = con.execute(
        """SELECT sequence, kind, id FROM outbox WHERE taken = 0 AND sequence > ?
            ORDER BY sequence DESC LIMIT ?""",
        (after, limit),
    )
    return tuple(Entry(sequence, _KINDS[kind], thing) for sequence, kind, thing in rows)


def done(tx: Connection, taken: Iterable[Entry]) -> None:
    """The index has committed these entries; what changed since has other ones, and stays pending."""
    tx.execute(
        "UPDATE outbox SET taken = 1 WHERE taken = 0 AND sequence IN (SELECT value FROM json_each(?))",
        (json.dumps([entry.sequence for entry in taken]),),
    )


def again(tx: Connection, wanted: Iterable[Entry]) -> None:
    """Let these entries be pending again: the index has not what it should have of them."""
    tx.execute(
        "UPDATE outbox SET taken = 0 WHERE sequence IN (SELECT value FROM json_each(?))",
        (json.dumps([entry.sequence for entry in wanted]),),
    )


def restart(tx: Connection) -> None:
    """Let everything be pending again: for an index that is new."""
    tx.execute("UPDATE outbox SET taken = 0 WHERE taken = 1")


def entries(con: Connection, *, taken_only: bool = False) -> tuple[Entry, ...]:
    """The last change of everything, the oldest first: to compare with an index, entry by entry."""
    where = "WHERE taken = 1" if taken_only else ""
    rows = con.execute(f"SELECT sequence, kind, id FROM outbox {where} ORDER BY sequence")  # noqa: S608 - words of ours
    return tuple(Entry(sequence, _KINDS[kind], thing) for sequence, kind, thing in rows)
