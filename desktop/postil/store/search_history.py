"""The search history: rows of the table ``search_history``, each query once, the last used first.

It is the person's own: it is part of the library and of no export, and undo does not touch it.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.store.connection import Connection

MOST = 200
"""Queries that are remembered; an older one is forgotten for each that comes."""

_PUT = "INSERT INTO search_history (query) VALUES (?)"
_FORGET_OLD = """
    DELETE FROM search_history
     WHERE number NOT IN (SELECT number FROM search_history ORDER BY number DESC LIMIT ?)"""


def put(tx: Connection, query: str) -> None:
    """Remember a query as the last one."""
    forget(tx, query)
    tx.execute(_PUT, (query,))
    tx.execute(_FORGET_OLD, (MOST,))


def everything(con: Connection) -> tuple[str, ...]:
    """All queries that are remembered, the last used first."""
    rows = con.execute("SELECT query FROM search_history ORDER BY number DESC")
    return tuple(chain.from_iterable(rows))


def forget(tx: Connection, query: str) -> None:
    """Forget one query, if it is remembered."""
    tx.execute("DELETE FROM search_history WHERE query = ?", (query,))


def clear(tx: Connection) -> None:
    """Forget them all."""
    tx.execute("DELETE FROM search_history")
