"""Headings: elements that are one by their tag, and those that say so by their role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.dom.elements import HEADINGS
from postil.extraction.blocks import BOUNDARIES, Text

if TYPE_CHECKING:
    from postil.extraction.blocks import Node

_USUAL = 2
"""The level of a heading that states none, as WAI-ARIA has it."""
_DEEPEST = 6
_DIGITS = 3
ANCHOR_SIGNS = "#¶§🔗[] \u200b\ufe0f"
"""What links of headings to themselves consist of."""


def heading_level(node: Node) -> int | None:
    """The level of a heading, from 1; None for what is none."""
    if node.tag in HEADINGS:
        return int(node.tag[1])
    if node.tag not in BOUNDARIES or node.element.get("role") != "heading":
        return None
    stated = node.element.get("aria-level") or ""
    return max(1, min(int(stated), _DEEPEST)) if stated.isdecimal() and len(stated) <= _DIGITS else _USUAL


def is_heading(node: Node) -> bool:
    """Whether a node is a heading."""
    return heading_level(node) is not None


def is_anchor_sign(node: Node) -> bool:
    """Whether a node is a heading's link to itself: a sign that is no word of it."""
    if node.tag != "a" or not (node.element.get("href") or "").startswith("#"):
        return False
    pieces = [piece.text for each in node.nodes() for piece in each.content if isinstance(piece, Text)]
    return not "".join(pieces).strip().strip(ANCHOR_SIGNS)
