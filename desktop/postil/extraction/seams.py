"""Seams: where the words of two elements meet with nothing between them, though the page shows them apart.

Names, labels and prices often stand side by side only by a style sheet. Where both elements have names of
their own, other ones, letters that meet are those of two words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.extraction.blocks import Text

if TYPE_CHECKING:
    from postil.extraction.blocks import Node

_PARTS = frozenset({"span", "a", "b", "strong", "em", "i", "small", "cite", "time", "label"})
_EXACT = frozenset({"pre", "code", "kbd", "samp", "tt", "ruby"})
_LAST_SPACED = "\u2e7f"
"""Scripts after this one are written without spaces."""


def is_seam(before: Node | Text | None, after: Node | Text) -> bool:
    """Whether a space is missing between two neighbours in the content of an element."""
    if before is None or isinstance(before, Text) or isinstance(after, Text):
        return False
    if not (before.tag in _PARTS and after.tag in _PARTS and before.names and after.names):
        return False
    if set(before.names.split()) & set(after.names.split()):
        return False
    left, right = _text_of(before), _text_of(after)
    return (
        len(left) > 1
        and len(right) > 1
        and all(each.isalnum() and each <= _LAST_SPACED for each in (left[-1], right[0]))
        and not any(each.tag in _EXACT for each in after.ancestors())
    )


def _text_of(node: Node) -> str:
    return "".join(piece.text for each in node.nodes() for piece in each.content if isinstance(piece, Text))
