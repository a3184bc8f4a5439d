"""A page: one entry of the library, with where it came from and how far it was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from datetime import datetime

    from postil.model.details import Detail
    from postil.model.ids import CaptureId, ContentHash, PageId, VersionId


def site_of(address: str | None) -> str:
    """The site that an address belongs to: its host without ``www.``; empty where it has none."""
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:  # an address may be anything that a page says
        return ""


class Status(Enum):
    """Where a page stands in the person's reading."""

    INBOX = "inbox"
    READING = "reading"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Standing:
    """A page's status, and since when it is in the archive; None where it is not in it."""

    status: Status
    archived: datetime | None = None


class SortOrder(Enum):
    """The order of a list of pages."""

    ADDED = "added"
    PUBLISHED = "published"
    OPENED = "opened"
    TITLE = "title"
    SITE = "site"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the library that lists pages: one field set at the most besides the status."""

    status: Status | None = None
    starred: bool = False
    tag: str | None = None
    highlighted: bool = False
    waiting: bool = False
    trashed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the library, as its row says. Times are aware UTC."""

    id: PageId
    title: str
    added: datetime
    status: Status
    original: ContentHash
    """The original's bytes in the content store: those of the capture whose text is read."""
    original_name: str
    format: str
    media_type: str
    version: VersionId
    """The text version that is read."""
    address: str | None = None
    canonical: str | None = None
    byline: str | None = None
    site: str | None = None
    language: str | None = None
    direction: str = "ltr"
    published: str | None = None
    modified: str | None = None
    lead_image: ContentHash | None = None
    excerpt: str | None = None
    words: int = 0
    saved: datetime | None = None
    starred: bool = False
    position: int = 0
    """The first visible code point when the page was last left."""
    progress: float = 0.0
    """The share of the text that was read, 0 to 1."""
    opened: datetime | None = None
    finished: datetime | None = None
    plain: bool = False
    trashed: datetime | None = None
    tags: tuple[str, ...] = ()
    highlights: int = 0
    """How many annotations it has (not counting the trash)."""
    extractor: str = ""
    """The extractor that it was last given to. The text that is read may be of an older one."""
    own: frozenset[Detail] = frozenset()
    """What a person corrected: no extractor changes it."""
    note: str = ""
    """What the person wrote about the whole page, in Markdown."""
    alike: int = 0
    """How many other pages are the same (not counting the trash): see ``store/likeness.py``."""
    waiting: bool = False
    """Whether only a link to it is known yet. It becomes the page when that arrives."""


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One extracted text of a page. Versions are never changed and never dropped."""

    id: VersionId
    page: PageId
    created: datetime
    extractor: str
    text_hash: ContentHash
    html_hash: ContentHash
    words: int = 0
    plain: bool = False
    """Whether it is all the text of the page, because the article could not be told."""
    capture: CaptureId | None = None
    """What it was extracted from."""
