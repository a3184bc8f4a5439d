"""Tables: which hold data and are kept as tables, and which only lay out a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.extraction.blocks import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "div", "form", "article", "section"}
)
_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center|justify)", re.IGNORECASE)
_ALIGNMENTS = frozenset({"left", "right", "center", "justify"})
_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
_MOST_SPANS = 1_000
_LONG_CELL = 60
"""Words of a cell that make prose likelier than data."""


def is_data_table(table: Node, words: list[float]) -> bool:
    """Whether a table holds data. ``words`` counts the page's words before each block."""
    if table.element.get("role") in ("presentation", "none"):
        return False
    rows = list(table_rows(table))
    cells = [list(row_cells(row)) for _, row in rows]
    columns = max((len(row) for row in cells), default=0)
    if columns < 2 or any(node.tag == "table" and node is not table for node in table.nodes()):
        return False
    if table.element.get("summary") or any(node.tag in ("caption", "thead", "th") for node in table.nodes()):
        return True
    full = [cell for row in cells for cell in row if cell.last > cell.first]
    if len(rows) < 2 or len(full) < 3:
        return False
    sizes = [words[cell.last] - words[cell.first] for cell in full]
    prose = sum(size > _LONG_CELL for size in sizes)
    blocks = sum(node.tag in _BLOCKS for cell in full for node in cell.nodes())
    return prose <= len(full) / 4 and blocks <= len(full) * 2


def table_rows(table: Node) -> Iterator[tuple[str, Node]]:
    """The rows of a table, each with the section that it stands in (``tbody`` by default)."""
    for child in table.content:
        if not isinstance(child, Node):
            continue
        if child.tag == "tr":
            yield "tbody", child
        elif child.tag in _SECTIONS:
            for row in child.content:
                if isinstance(row, Node) and row.tag == "tr":
                    yield child.tag, row


def row_cells(row: Node) -> Iterator[Node]:
    """The cells of a row."""
    for child in row.content:
        if isinstance(child, Node) and child.tag in _CELLS:
            yield child


def table_captions(table: Node) -> Iterator[Node]:
    """The captions of a table: one, unless the page is odd."""
    for child in table.content:
        if isinstance(child, Node) and child.tag == "caption":
            yield child


def cell_attributes(cell: Node) -> dict[str, str]:
    """Spans, scope and alignment."""
    attributes: dict[str, str] = {}
    element = cell.element
    for name in ("colspan", "rowspan"):
        written = (element.get(name) or "").strip()
        if written.isascii() and written.isdigit() and 1 < int(written) <= _MOST_SPANS:
            attributes[name] = str(int(written))
    scope = (element.get("scope") or "").lower()
    if cell.tag == "th" and scope in _SCOPES:
        attributes["scope"] = scope
    styled = _ALIGN.search(element.get("style") or "")
    alignment = styled.group(1).lower() if styled else (element.get("align") or "").lower()
    if alignment in _ALIGNMENTS and alignment != "left":
        attributes["align"] = alignment
    return attributes
