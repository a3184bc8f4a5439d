"""A span of an article's text to the selectors that find it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.errors import PostilError
from postil.model.selectors import CONTEXT, Selectors, TextPositionSelector, TextQuoteSelector

if TYPE_CHECKING:
    from postil.model.ids import ContentHash


def describe(text: str, start: int, end: int, *, text_hash: ContentHash | None = None) -> Selectors:
    """The selectors of ``text[start:end]``, without the white space at its ends.

    Offsets are code points of the canonical text; ``text_hash`` names that text among the kept ones.
    Raises PostilError where nothing but white space is selected.
    """
    start, end = max(0, start), min(end, len(text))
    selected = text[start:end]
    exact = selected.strip()
    if not exact:
        raise PostilError("There are no words in the selection: select some text to highlight.")
    start += len(selected) - len(selected.lstrip())
    end = start + len(exact)
    quote = TextQuoteSelector(exact, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
    return Selectors(quote, TextPositionSelector(start, end), text_hash)
