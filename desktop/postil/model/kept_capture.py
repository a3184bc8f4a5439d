"""A capture as the library keeps it: everything that was ever saved of a page is one of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from postil.model.ids import CaptureId, ContentHash, PageId


@dataclass(frozen=True, slots=True)
class KeptCapture:
    """What was saved of a page at one time, by the names of its bytes. It is never changed."""

    id: CaptureId
    page: PageId
    original: ContentHash
    """The file that was imported: of the page alone, or of many pages."""
    original_name: str
    format: str
    media_type: str
    """Of the page's own bytes."""
    added: datetime
    part: str = ""
    """Which part of its original it is; empty where the original is one page."""
    markup: ContentHash | None = None
    """The page's own bytes, where it is a part of a file: who reads it again needs not open that file."""
    charset: str | None = None
    """The character set that a header or container declared."""
    address: str | None = None
    saved: datetime | None = None
    clean: bool = False
    """As the capture's that was imported: nothing of it is to be judged."""
    waiting: bool = False
    """Whether it is only a link: no page was saved yet."""

    @property
    def source(self) -> ContentHash:
        """What a person sees as the page's original: the page's own bytes where there are such."""
        return self.original if self.markup is None else self.markup
