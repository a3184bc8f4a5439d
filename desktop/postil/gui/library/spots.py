"""Where the person may go in the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.page import Place, Status
from postil.translation import in_context, marked_in

if TYPE_CHECKING:
    from postil.model.saved_search import SavedSearch


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the person may go: a place that lists pages, the list of all highlights, a saved search."""

    title: str
    sign: str
    place: Place | None
    """None for the list of highlights and for saved searches."""
    own: bool = False
    """Whether the title is the person's own word, which has no translation."""
    search: SavedSearch | None = None

    @property
    def label(self) -> str:
        """Its title in the language of the person."""
        return self.title if self.own else in_context("place", self.title)


INBOX = Spot(marked_in("place", "Inbox"), "inbox", Place(status=Status.INBOX))
READING = Spot(marked_in("place", "Reading"), "reading", Place(status=Status.READING))
ARCHIVE = Spot(marked_in("place", "Archive"), "archive", Place(status=Status.ARCHIVE))
STARRED = Spot(marked_in("place", "Starred"), "star", Place(starred=True))
ALL = Spot(marked_in("place", "All pages"), "pages", Place())
WAITING = Spot(marked_in("place", "Waiting"), "link", Place(waiting=True))
HIGHLIGHTS = Spot(marked_in("place", "Highlights"), "highlights", None)
TRASH = Spot(marked_in("place", "Trash"), "trash", Place(trashed=True))
SPOTS = (INBOX, READING, ARCHIVE, STARRED, ALL, WAITING, HIGHLIGHTS, TRASH)
SHOWN_WITH_PAGES = frozenset({WAITING})
"""Places that are shown only while they have pages."""


def tag_spot(name: str) -> Spot:
    """The place of a tag; it lists the pages of the tags below it as well."""
    return Spot(f"#{name}", "tag", Place(tag=name), own=True)


def search_spot(search: SavedSearch) -> Spot:
    """The place of a saved search."""
    return Spot(search.name, "saved-search", None, own=True, search=search)
