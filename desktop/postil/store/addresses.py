"""Pages by the addresses that they were ever known by, as ``model.addresses`` spells them.

Rows of the table ``known_address``. Functions that change take a transaction, the others any connection.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.addresses import address_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.ids import PageId
    from postil.store.connection import Connection

_AT = """
    SELECT known_address.key, page.id, page.title, page.trashed IS NOT NULL
      FROM json_each(?) AS sought
      JOIN known_address ON known_address.key = sought.value
      JOIN page ON page.id = known_address.page
     ORDER BY page.trashed IS NOT NULL, page.added DESC, page.id"""


@dataclass(frozen=True, slots=True)
class AddressedPage:
    """That a page has an address."""

    key: str
    page: PageId
    title: str
    trashed: bool = False


def know(tx: Connection, page: PageId, addresses: Iterable[str | None]) -> None:
    """Let a page be known by these addresses, too; what is no address of the web is passed over."""
    know_keys(tx, page, address_keys(addresses))


def know_keys(tx: Connection, page: PageId, keys: Iterable[str]) -> None:
    """The same, of addresses in their one spelling."""
    tx.executemany(
        "INSERT INTO known_address (key, page) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(key, page) for key in keys],
    )


def forget_keys(tx: Connection, page: PageId, keys: Iterable[str]) -> None:
    """Let a page not be known by these any more."""
    tx.executemany("DELETE FROM known_address WHERE key = ? AND page = ?", [(key, page) for key in keys])


def keys_of(con: Connection, page: PageId) -> frozenset[str]:
    """All addresses that a page was ever known by."""
    return frozenset(row[0] for row in con.execute("SELECT key FROM known_address WHERE page = ?", (page,)))


def all_pages_at(con: Connection, keys: Iterable[str]) -> tuple[AddressedPage, ...]:
    """The pages with one of these addresses, those in the trash last, the newest of each first."""
    rows = con.execute(_AT, (json.dumps(sorted(keys)),))
    return tuple(AddressedPage(row[0], row[1], row[2], bool(row[3])) for row in rows)


def pages_at(con: Connection, keys: Iterable[str]) -> tuple[AddressedPage, ...]:
    """The same without those in the trash."""
    return tuple(each for each in all_pages_at(con, keys) if not each.trashed)
