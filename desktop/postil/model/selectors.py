"""Selectors of the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/#selectors).

Offsets count code points of the article's canonical text, the end is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.model.ids import ContentHash

CONTEXT = 96
"""Code points of prefix and suffix that a quote selector keeps."""


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The words themselves and what stood around them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """Where they stood, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Selectors:
    """All that is kept of where a highlight was made."""

    quote: TextQuoteSelector
    position: TextPositionSelector | None = None
    """None where another tool made the highlight and said only the words."""
    text_hash: ContentHash | None = None
    """The text version the position counts in."""
