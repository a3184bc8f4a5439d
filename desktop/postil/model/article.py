"""An article: what is read. The clean tree, its canonical text, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from postil.model.repetition import PageBlocks

if TYPE_CHECKING:
    from postil.model.ids import ContentHash


@dataclass(frozen=True, slots=True)
class Asset:
    """An image of the article, served from the library's own store as ``asset:<hash>``."""

    hash: ContentHash
    content: bytes
    media_type: str
    source: str
    """The address or path under which the page named it."""


class Source(StrEnum):
    """Where a page says something of itself."""

    LINKED_DATA = "linked data"
    """schema.org objects in a JSON-LD script."""
    META = "meta tag"
    MICRODATA = "microdata"
    """schema.org properties of visible elements: microdata, RDFa."""
    SHOWN = "shown"
    """What stands around the headline, for people."""
    WINDOW_TITLE = "window title"
    LINK = "link"
    """A ``link`` element of the head."""
    ATTRIBUTE = "attribute"
    """``lang`` and ``dir`` of the page."""
    ADDRESS = "address"
    """The address that the page was saved from, or gives as its own."""
    TEXT = "text"
    """The words of the article."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one field of the metadata was found."""

    field: str
    """The name of the field: ``published``."""
    source: Source
    name: str = ""
    """The key, tag or element of the source: ``datePublished``, ``article:published_time``, ``h1``."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of itself. A field without evidence is None."""

    title: str | None = None
    byline: str | None = None
    """The authors as shown, without "by": ``Ulyana Krychkovska``."""
    site: str | None = None
    language: str | None = None
    """A BCP 47 tag: ``en``, ``uk``, ``zh-Hant``."""
    direction: str = "ltr"
    """``ltr`` or ``rtl``."""
    published: str | None = None
    """ISO 8601, as precise as the evidence: ``2025-01-23``, ``2025-01-23T11:02``, with a zone if given.

    Its first ten characters are the day that the page shows its readers, in the zone it was written in.
    """
    modified: str | None = None
    canonical: str | None = None
    """The canonical address (http or https)."""
    lead_image: ContentHash | None = None
    excerpt: str | None = None
    sources: tuple[Evidence, ...] = field(default=(), compare=False)
    """Where the fields were found, one entry a field. ``store.evidence`` keeps them."""


@dataclass(frozen=True, slots=True)
class Article:
    """What extraction made of a capture."""

    metadata: Metadata
    html: str
    """The clean article: allowed elements only (see ``dom.elements``), images as ``asset:<hash>``."""
    text: str
    """The canonical text: ``dom.flatten`` of ``html``. All offsets count its code points."""
    extractor: str
    """Name and version of what made it: ``postil 1``."""
    words: int = 0
    assets: tuple[Asset, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    plain: bool = False
    """True where the article could not be told from its page and the whole text is shown."""
    blocks: PageBlocks = field(default_factory=PageBlocks)
    """What the page says, block by block, for the other pages of its site. Not kept with the article."""
