"""A capture: what was saved of a web page at one time, before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


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
    """The original file, or the page's part of a file of several, byte for byte. It is kept for ever."""
    media_type: str
    """``text/html`` or ``text/plain``."""
    format: str
    """The importer's name, as ``IMPORTERS`` lists it."""
    name: str
    """The file's name, without its folder."""
    page: bytes | None = None
    """The page's own bytes where the original is a container (an archive); else the content is the page."""
    address: str | None = None
    """Where it was saved from (http or https), if the file says."""
    saved: datetime | None = None
    """When it was saved (aware UTC), if the file says."""
    charset: str | None = None
    """The character set that a header or container declares, if any."""
    resources: tuple[Resource, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    """What the person should know: one sentence each."""

    @property
    def markup(self) -> bytes:
        """The bytes to extract from."""
        return self.content if self.page is None else self.page
