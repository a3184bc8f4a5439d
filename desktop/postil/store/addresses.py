"""Pages by their addresses, in the spelling of ``model.addresses``: rows of the table ``page_address``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.addresses import address_keys
from postil.model.ids import PageId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.store.connection import Connection

_MOST_DUE = 2000
"""Pages whose addresses are not in the table yet that are looked at one by one."""


@dataclass(frozen=True, slots=True)
class AddressedPage:
    """That a page has an address."""

    key: str
    page: PageId
    title: str


def pages_at(con: Connection, keys: Iterable[str]) -> tuple[AddressedPage, ...]:
    """The pages with one of these addresses, not those in the trash; the newest of each first."""
    wanted = frozenset(keys)
    rows = con.execute(
        """SELECT page_address.address, page.id, page.title, page.added
             FROM json_each(?) AS sought
             JOIN page_address ON page_address.address = sought.value
             JOIN page ON page.id = page_address.page
            WHERE page.trashed IS NULL""",
        (json.dumps(sorted(wanted)),),
    ).fetchall()
    found = [(str(added), AddressedPage(key, PageId(page), title)) for key, page, title, added in rows]
    found += _due(con, wanted)
    return tuple(each for _added, each in sorted(found, key=lambda item: item[0], reverse=True))


def _due(con: Connection, wanted: frozenset[str]) -> list[tuple[str, AddressedPage]]:
    """Those that were added or changed a moment ago."""
    rows = con.execute(
        """SELECT id, title, added, address, canonical FROM page
            WHERE id IN (SELECT page FROM likeness_due LIMIT ?) AND trashed IS NULL""",
        (_MOST_DUE,),
    )
    return [
        (str(added), AddressedPage(key, PageId(page), title))
        for page, title, added, address, canonical in rows
        for key in address_keys((address, canonical)) & wanted
    ]
