"""Where the person may go in the library."""

from __future__ import annotations

from dataclasses import dataclass

from postil.model.page import Place, Status


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the person may go: a place that lists pages, or the list of all highlights."""

    title: str
    sign: str
    place: Place | None
    """None for the list of highlights."""


INBOX = Spot("Inbox", "inbox", Place(status=Status.INBOX))
READING = Spot("Reading", "reading", Place(status=Status.READING))
ARCHIVE = Spot("Archive", "archive", Place(status=Status.ARCHIVE))
STARRED = Spot("Starred", "star", Place(starred=True))
ALL = Spot("All pages", "pages", Place())
HIGHLIGHTS = Spot("Highlights", "highlights", None)
TRASH = Spot("Trash", "trash", Place(trashed=True))
SPOTS = (INBOX, READING, ARCHIVE, STARRED, ALL, HIGHLIGHTS, TRASH)


def tag_spot(name: str) -> Spot:
    """The place of a tag; it lists the pages of the tags below it as well."""
    return Spot(f"#{name}", "tag", Place(tag=name))
