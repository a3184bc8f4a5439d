"""How pages are shown where that differs from the settings: rows of the table ``page_appearance``.

Functions that change take a transaction, the others any connection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.page_appearance import PageAppearance

if TYPE_CHECKING:
    from postil.model.ids import PageId
    from postil.store.connection import Connection


def of_page(con: Connection, page: PageId) -> PageAppearance:
    """What the page has of its own; nothing where it follows the settings."""
    row = con.execute("SELECT appearance FROM page_appearance WHERE page = ?", (page,)).fetchone()
    return PageAppearance() if row is None else PageAppearance.from_json(row[0])


def set_of_page(tx: Connection, page: PageId, appearance: PageAppearance) -> None:
    """Let the page have this of its own, and nothing else."""
    if appearance.own:
        tx.execute("INSERT OR REPLACE INTO page_appearance VALUES (?, ?)", (page, appearance.to_json()))
    else:
        tx.execute("DELETE FROM page_appearance WHERE page = ?", (page,))
