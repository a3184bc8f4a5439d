"""Verses: lines that end where the page ends them, whatever elements it makes them of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.extraction.blocks import Node, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"(?:^|[\s_-])(?:line|verse-?line|vers|verse|l)\d*(?:[\s_-]|$)", re.IGNORECASE)
_LINES = frozenset({"div", "span", "p"})
_INDENTED = re.compile(r"(?:^|\s)line-block(?:\s|$)", re.IGNORECASE)
_BREAKS_KEPT = re.compile(r"white-space\s*:\s*(?:pre-line|pre-wrap|break-spaces|pre)\b", re.IGNORECASE)
_FEWEST = 2
_LONGEST_LINE = 160
"""Letters beyond which a line is a paragraph."""


def stanza_lines(node: Node) -> list[Node]:
    """The lines of a stanza whose lines are elements; none where a node is no stanza."""
    found = list(_lines_in(node))
    if len(found) < _FEWEST or any(_length(line) > _LONGEST_LINE for line in found):
        return []
    return found


def keeps_breaks(node: Node) -> bool:
    """Whether the line breaks of a node's own text are shown as they are."""
    style = node.element.get("style")
    return bool(style and _BREAKS_KEPT.search(style))


def _lines_in(node: Node) -> Iterator[Node]:
    """The lines under a node, or nothing where it holds anything else."""
    found: list[Node] = []
    for child in node.content:
        if isinstance(child, Text):
            if not child.text.isspace():
                return
        elif child.names and _INDENTED.search(child.names):
            found += _lines_in(child)
        elif child.tag in _LINES and child.names and _LINE.search(child.names):
            found.append(child)
        elif child.tag != "br":
            return
    yield from found


def _length(node: Node) -> int:
    return sum(len(text) for text in map(str, node.element.itertext()))
