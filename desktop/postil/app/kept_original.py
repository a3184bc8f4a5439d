"""What the library has of the original of a page, to be read once more; see ``original_reading``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.guidance import Guidance

if TYPE_CHECKING:
    from postil.model.kept_capture import KeptCapture


@dataclass(frozen=True, slots=True)
class KeptFile:
    """Bytes in the content store, and what a page calls them."""

    path: str
    """Its name is the SHA-256 of its bytes."""
    source: str
    media_type: str


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What the importer knew of a page that was a part of a file: that file is not opened again."""

    format: str
    media_type: str
    charset: str | None = None
    clean: bool = False
    title: str = ""
    """That the library shows above its text: a headline in it that says the same is not said twice."""

    @classmethod
    def of(cls, capture: KeptCapture, title: str) -> KeptPage:
        """What is kept of it."""
        return cls(capture.format, capture.media_type, capture.charset, capture.clean, title)


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """All that the library has of what was once imported as a page."""

    path: str
    """The original's bytes in the content store; the page's own bytes where it was a part of a file."""
    name: str
    """The name of the file that was imported."""
    address: str | None = None
    resources: tuple[KeptFile, ...] = ()
    """What was saved with the page, and the images of its article."""
    page: KeptPage | None = None
    """None where the original is one page: then its importer reads it again."""
    guidance: str = ""
    """What the library knows of the page, as ``Guidance.to_json`` writes it; empty where it is nothing."""

    def known(self) -> Guidance:
        """What the library knows of the page."""
        return Guidance.from_json(self.guidance) if self.guidance else Guidance()
