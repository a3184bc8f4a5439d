"""A capture: what was saved of a web page at one time, before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.model.record import NOTHING_RECORDED, Record

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that was saved with the page: an image, a frame."""

    source: str
    """How the page names it: an absolute address or a path relative to the page, not decoded."""
    content: bytes
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """What an importer read: the original's bytes, what was saved with it, where it came from."""

    content: bytes
    """The original file, or the page's part of a file of several, byte for byte. It is kept for ever.

    Empty where the original is a ``container``.
    """
    media_type: str
    """``text/html`` or ``text/plain``: of the page's own bytes."""
    format: str
    """The importer's name, as ``IMPORTERS`` lists it."""
    name: str
    """The file's name, without its folder."""
    page: bytes | None = None
    """The page's own bytes where the original is more than the page; None where the original is the page."""
    address: str | None = None
    """Where it was saved from (http or https), if the file says."""
    aliases: tuple[str, ...] = ()
    """Other addresses that led to it when it was saved: a server sent them on."""
    saved: datetime | None = None
    """When it was saved (aware UTC), if the file says."""
    charset: str | None = None
    """The character set that a header or container declares, if any."""
    resources: tuple[Resource, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    """What the person should know: one sentence each."""
    container: Path | None = None
    """The file that was read, where it holds several pages (an archive, an export) and is kept as a whole."""
    part: str = ""
    """Which part of its container it is: the name of an entry, the id of an item. No two are the same."""
    clean: bool = False
    """Whether the page is nothing but its article, so that nothing of it is to be judged: it was written as
    one (Markdown, a chapter), or another tool took away what was around it."""
    waiting: bool = False
    """Whether nothing of the page is here yet but its address or title, and what the record says of it."""
    record: Record = NOTHING_RECORDED

    @property
    def markup(self) -> bytes:
        """The bytes to extract from."""
        return self.content if self.page is None else self.page
