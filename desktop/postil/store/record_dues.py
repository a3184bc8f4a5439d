"""Which readable copies of pages are not up to date: triggers say so, the feed of the copies takes them.

Functions that change take a transaction, the others any connection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.ids import PageId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.store.connection import Connection

LIBRARY = PageId("")
"""Stands for what belongs to the whole library."""


@dataclass(frozen=True, slots=True)
class RecordDue:
    """A copy that is not up to date, and the number of the last change it lacks."""

    page: PageId
    sequence: int


def take(con: Connection, limit: int) -> tuple[RecordDue, ...]:
    """Some of what is due, the newest changes first. It stays due until ``done`` says it is not."""
    rows = con.execute("SELECT page, sequence FROM record_due ORDER BY sequence DESC LIMIT ?", (limit,))
    return tuple([RecordDue(PageId(row[0]), row[1]) for row in rows.fetchall()])


def done(tx: Connection, written: Iterable[RecordDue]) -> None:
    """These were written; what has changed meanwhile has another number and stays due."""
    tx.executemany("DELETE FROM record_due WHERE sequence = ?", [(due.sequence,) for due in written])


def pages(con: Connection) -> frozenset[PageId]:
    """All pages whose copies are not up to date, ``LIBRARY`` among them."""
    return frozenset([PageId(row[0]) for row in con.execute("SELECT page FROM record_due").fetchall()])


def count(con: Connection) -> int:
    """How many copies are not up to date."""
    return int(con.execute("SELECT count(*) FROM record_due").fetchone()[0])


def newest(con: Connection) -> int:
    """The number of the last change there was: a copy with a higher one is newer than the database."""
    row = con.execute("SELECT seq FROM sqlite_sequence WHERE name = 'record_due'").fetchone()
    return 0 if row is None else int(row[0])


def go_on_after(tx: Connection, sequence: int) -> None:
    """Let the next change have a higher number than this one."""
    if newest(tx) < sequence:
        tx.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'record_due'", (sequence,))


def renew(tx: Connection, wanted: Iterable[PageId]) -> None:
    """Let the copies of these pages be written again."""
    rows = [(page,) for page in wanted]
    tx.executemany("DELETE FROM record_due WHERE page = ?", rows)
    tx.executemany("INSERT INTO record_due (page) VALUES (?)", rows)


def settle(tx: Connection, written: Iterable[PageId]) -> None:
    """The copies of these pages say what the database says."""
    tx.executemany("DELETE FROM record_due WHERE page = ?", [(page,) for page in written])
