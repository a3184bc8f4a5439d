"""What is indexed: a page or an annotation, as plain values.

Both are documents of the one index, so that pages, highlights and notes are found together. An
annotation carries its page's site, language, status and star, so that filters hold for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from postil.model.annotation import AnchorState

if TYPE_CHECKING:
    from datetime import date

    from postil.model.annotation import Color
    from postil.model.ids import AnnotationId, PageId
    from postil.model.page import Status


class Kind(Enum):
    """What a document is, and the word its key begins with."""

    PAGE = "page"
    ANNOTATION = "annotation"


@dataclass(frozen=True, slots=True)
class Document:
    """One page or annotation as it is to be found. Fields that are not its own stay empty."""

    key: str
    """``page:<id>`` or ``annotation:<id>``, from ``page_key`` and ``annotation_key``."""
    page: PageId
    stamp: str
    """Which version of it this is: the index tells it back, to be compared with the database."""
    added: date
    """When it was added, as the person's calendar said."""
    status: Status
    title: str = ""
    """The title of the page; an annotation is sorted by it, and not found by it."""
    body: str = ""
    """The canonical text of a page."""
    byline: str = ""
    site: str = ""
    address: str = ""
    tags: tuple[str, ...] = ()
    language: str | None = None
    """A BCP 47 tag; None where nobody knows."""
    quote: str = ""
    note: str = ""
    """The note of an annotation, or of a page as a whole."""
    color: Color | None = None
    """The colour of an annotation."""
    underlined: bool = False
    """Whether an annotation is drawn as an underline."""
    state: AnchorState = AnchorState.ANCHORED
    """Whether the words of an annotation stand where it says."""
    starred: bool = False
    waiting: bool = False
    """Whether the page is only a link yet."""
    published: str | None = None
    """ISO 8601, at least a year."""
    read: date | None = None
    """When it was last read, as the person's calendar said; None where it was not."""
    highlights: int = 0
    """How many annotations the page has."""
    notes: int = 0
    """How many of them have a note."""


def page_key(page: PageId) -> str:
    """The key of a page's document."""
    return f"{Kind.PAGE.value}:{page}"


def annotation_key(annotation: AnnotationId) -> str:
    """The key of an annotation's document."""
    return f"{Kind.ANNOTATION.value}:{annotation}"


def kind_of(key: str) -> tuple[Kind, str]:
    """What a key names: its kind and the id."""
    kind, _, name = key.partition(":")
    return Kind(kind), name
