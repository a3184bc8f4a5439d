"""What people leave in the pages that they save: words that they marked, and notes that they put there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.annotation import Style

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.etree import _Element

    from postil.model.annotation import Color


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a page that were marked: those of one or more elements, which are one highlight."""

    elements: tuple[_Element, ...]
    note: str = ""
    """In Markdown."""
    color: Color | None = None
    style: Style = Style.HIGHLIGHT
    created: datetime | None = None
    modified: datetime | None = None
    tags: tuple[str, ...] = ()
    id: str = ""
    """As ``ImportedAnnotation.id``."""


@dataclass(frozen=True, slots=True)
class Sticker:
    """A note that was put on a page, or on a part of it."""

    note: str
    """In Markdown."""
    target: _Element | None = None
    """What it was put on; None for the page."""
    color: Color | None = None
    created: datetime | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """All that one tool left in a page."""

    marks: tuple[Mark, ...] = ()
    stickers: tuple[Sticker, ...] = ()
    """They are no longer in the tree."""
