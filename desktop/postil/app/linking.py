"""Links between pages of the library: which addresses of an article lead to a page that was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.addresses import address_key
from postil.model.saved_link import SavedLink
from postil.store import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.app.holdings import Holdings
    from postil.store.addresses import AddressedPage


class Linking:
    """Finds the saved pages that links lead to."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def saved(self, links: Iterable[str]) -> tuple[SavedLink, ...]:
        """Those of ``links`` that lead to a page of the library, each with the one that was added last.

        Scheme, ``www.``, fragment and parameters that track readers do not matter. What is in the trash
        is not saved.
        """
        keys = {link: key for link in links if (key := address_key(link)) is not None}
        if not keys:
            return ()
        newest: dict[str, AddressedPage] = {}
        for found in addresses.pages_at(self._holdings.reader(), keys.values()):
            newest.setdefault(found.key, found)
        return tuple(
            SavedLink(link, newest[key].page, newest[key].title)
            for link, key in keys.items()
            if key in newest
        )
