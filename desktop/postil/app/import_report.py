"""What became of everything that an import brought: a row for each file, and for each page of a file of many.

A dry run gives the same rows, and says in them what would become of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from postil.app.likening import Alike
    from postil.model.ids import PageId


class Outcome(Enum):
    """What became of a file, or of a page in it."""

    IMPORTED = "imported"
    """It is a new page; or the page that a link was waiting for."""
    NEW_VERSION = "new version"
    """It is a newer text of a page that was there; where it is the poorer one, the message says so."""
    LINK = "link"
    """Only its address or title is known: it is kept, and waits for its page."""
    UPDATED = "updated"
    """The page was there, and what came with it (tags, a note, highlights, another original) is new to it."""
    ALREADY_THERE = "already there"
    NOT_A_PAGE = "not a page"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One file, or one page of a file of many, and what became of it."""

    path: Path
    outcome: Outcome
    page: PageId | None = None
    """The page that it is in the library now; in a dry run the one that is there already, if any."""
    message: str = ""
    """What the person should know of it, in sentences."""
    trashed: datetime | None = None
    """When a page that the library has was thrown away, if the import took it out of the trash."""
    alike: tuple[Alike, ...] = ()
    """Pages that the library has and that an imported one is the same as, the most alike first; a few."""
    title: str = ""
    """The page's title; empty where no page was read."""
    part: str = ""
    """Which part of a file of several pages it is; empty for a file that is one page."""
    version_of: str = ""
    """The title that the page had, of which this is a newer version; empty for every other outcome."""
    highlights: int = 0
    """How many highlights it brought that the library did not have."""
    unanchored: int = 0
    """How many of these do not stand in the page's text, or not surely; they wait to be looked at."""
    waiting: int = 0
    """How many of these have no place yet because their page is only a link; they wait for it."""
    found: int = 0
    """How many highlights that waited for the page have their place in its text now."""
    lost: int = 0
    """How many highlights that waited for the page do not stand in its text."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Every file of an import, in the order in which they were done."""

    rows: tuple[ImportRow, ...]
    cancelled: bool = False
    dry: bool = False
    """Whether nothing was written: it tells what would become of the files."""

    def count(self, outcome: Outcome) -> int:
        """How many rows have that outcome."""
        return sum(row.outcome is outcome for row in self.rows)

    @property
    def highlights(self) -> int:
        """How many highlights all rows brought."""
        return sum(row.highlights for row in self.rows)

    @property
    def unanchored(self) -> int:
        """How many of these do not stand surely in their texts."""
        return sum(row.unanchored for row in self.rows)
