"""What other tools had written down: about a page, and on it. Importers read it, ``app`` keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.model.annotation import Style

if TYPE_CHECKING:
    from datetime import datetime

    from postil.model.annotation import Color
    from postil.model.page import Status
    from postil.model.selectors import TextQuoteSelector


@dataclass(frozen=True, slots=True)
class ImportedAnnotation:
    """A highlight that another tool made, or that is written into a saved page. Times are aware UTC."""

    quote: TextQuoteSelector
    """The words that were highlighted; ``exact`` is never empty. Prefix and suffix where they are known."""
    note: str = ""
    """In Markdown."""
    color: Color | None = None
    """None where the tool has no colours, or said none: it is the person's usual one then."""
    style: Style = Style.HIGHLIGHT
    tags: tuple[str, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None
    share: float | None = None
    """Where about in the text it stands, 0 to 1, if that is known: it tells equal words apart."""
    id: str = ""
    """What the other tool calls it, if it has a name: ``hypothesis:Kx2…``. It is never taken in twice."""


@dataclass(frozen=True, slots=True)
class Record:
    """What another tool had written down about a page, and what its person did with it there.

    A field that the tool does not have is None or empty, and leaves what the page says itself.
    """

    title: str | None = None
    byline: str | None = None
    site: str | None = None
    language: str | None = None
    published: str | None = None
    """As ``Metadata.published``."""
    excerpt: str | None = None
    status: Status | None = None
    starred: bool = False
    tags: tuple[str, ...] = ()
    """Folders, lists and collections, too: one inside another as ``garden/roses``."""
    note: str = ""
    """What the person wrote about the whole page, in Markdown."""
    added: datetime | None = None
    opened: datetime | None = None
    finished: datetime | None = None
    progress: float | None = None
    """The share of the text that was read, 0 to 1."""
    annotations: tuple[ImportedAnnotation, ...] = field(default=())
    """In the order of the text, as far as that is known."""


NOTHING_RECORDED = Record()
