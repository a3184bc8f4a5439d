"""An annotation: a highlight, with a note and tags if the person wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from postil.model.ids import AnnotationId, PageId
    from postil.model.selectors import Selectors


class Color(Enum):
    """The eight colours, in the order of their keys 1 to 8."""

    YELLOW = "yellow"
    RED = "red"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"
    MAGENTA = "magenta"
    ORANGE = "orange"
    GRAY = "gray"


class Style(Enum):
    """How a highlight is drawn: what the W3C model leaves to a style sheet."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"


class AnchorState(Enum):
    """Whether the quote stands where the annotation says, in the text that is read now."""

    ANCHORED = "anchored"
    MOVED = "moved"
    """Found elsewhere or changed, on evidence that a person should check."""
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight as it is kept. It is never dropped by the program, whatever becomes of its text."""

    id: AnnotationId
    page: PageId
    selectors: Selectors
    color: Color
    note: str
    created: datetime
    modified: datetime
    state: AnchorState = AnchorState.ANCHORED
    tags: tuple[str, ...] = ()
    trashed: datetime | None = None
    style: Style = Style.HIGHLIGHT


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation with where it stands in the text that is open; None where it was not found."""

    annotation: Annotation
    start: int | None
    end: int | None
    guess: tuple[int, int] | None = None
    """The likeliest place of one that was not found, to be shown to the person and never to be claimed."""


class AnnotationOrder(Enum):
    """The order of a list of annotations. Those of a page stand together, the page with the newest first."""

    DATE = "date"
    """On a page the newest first."""
    PLACE = "place"
    """On a page in the order of its text."""


@dataclass(frozen=True, slots=True)
class AnnotationFilter:
    """Which annotations a list shows: those for which everything that is said here holds."""

    page: PageId | None = None
    color: Color | None = None
    style: Style | None = None
    state: AnchorState | None = None
    tag: str | None = None
    """With it, or with one nested in it."""
    since: datetime | None = None
    """Made at that time or later."""
    noted: bool = False
    text: str = ""
    """Each of its words is in the quote, the note, a tag or the title of the page, in any letter case."""
    trashed: bool = False
    """Those that were removed, instead of those that were not."""
