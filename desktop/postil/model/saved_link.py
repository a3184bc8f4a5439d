"""A link of an article to a page that the library has, too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from postil.model.ids import PageId


@dataclass(frozen=True, slots=True)
class SavedLink:
    """Where a link leads inside the library."""

    address: str
    """As the article has it."""
    page: PageId
    title: str

    @property
    def fragment(self) -> str:
        """The place in the page that the link names; empty for its beginning."""
        return fragment_of(self.address)


def fragment_of(address: str) -> str:
    """What an address says after ``#``, as a person would write it; empty for nothing."""
    try:
        return unquote(urlsplit(address).fragment)
    except ValueError:
        return ""
