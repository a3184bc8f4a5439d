"""Saved searches: rows of the table ``saved_search``, few and in the order of the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.saved_search import SavedSearch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.store.connection import Connection


def everyone(con: Connection) -> tuple[SavedSearch, ...]:
    """All saved searches in their order."""
    rows = con.execute("SELECT id, name, query FROM saved_search ORDER BY position")
    return tuple(SavedSearch(*row) for row in rows)


def replace_all(tx: Connection, searches: Sequence[SavedSearch]) -> None:
    """Let there be these saved searches in this order, and no others."""
    tx.execute("DELETE FROM saved_search")
    tx.executemany(
        "INSERT INTO saved_search (id, position, name, query) VALUES (?, ?, ?, ?)",
        [(search.id, position, search.name, search.query) for position, search in enumerate(searches)],
    )
