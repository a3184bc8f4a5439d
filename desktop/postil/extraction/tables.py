"""Tables: which hold data and are kept as tables, and which only lay out a page."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from postil.extraction.blocks import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from postil.extraction.writer import Writer

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "div", "form", "article", "section"}
)
_LAYOUT = frozenset({"div", "section", "ul", "ol", "li"})
"""Elements that make a table by their roles, as WAI-ARIA has them."""
_TABLE_ROLES = frozenset({"table", "grid", "treegrid"})
_CELL_ROLES = {"cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th"}
_MOST_KEPT = 0.6
_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center|justify)", re.IGNORECASE)
_ALIGNMENTS = frozenset({"left", "right", "center", "justify"})
_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
_MOST_SPANS = 1_000
_LONG_CELL = 60
"""Words of a cell that make prose likelier than data."""


def is_data_table(table: Node, words: Sequence[float]) -> bool:
    """Whether a table holds data. ``words`` counts the page's words before each block."""
    if table.element.get("role") in ("presentation", "none"):
        return False
    rows = list(_table_rows(table))
    cells = [list(_row_cells(row)) for _, row in rows]
    columns = max((len(row) for row in cells), default=0)
    if columns < 2 or any(node.tag == "table" and node is not table for node in table.nodes()):
        return False
    if table.element.get("summary") or has_header_cells(table):
        return True
    full = [cell for row in cells for cell in row if cell.last > cell.first]
    if len(rows) < 2 or len(full) < 3:
        return False
    sizes = [words[cell.last] - words[cell.first] for cell in full]
    prose = sum(size > _LONG_CELL for size in sizes)
    blocks = sum(node.tag in _BLOCKS for cell in full for node in cell.nodes())
    return prose <= len(full) / 4 and blocks <= len(full) * 2


def is_stated_table(node: Node, kept: Sequence[int]) -> bool:
    """Whether elements that are none of a table's say by their roles that they are one, and most is kept.

    ``kept`` counts the page's kept blocks before each block.
    """
    if node.tag not in _LAYOUT or node.element.get("role") not in _TABLE_ROLES:
        return False
    rows = [list(_row_cells(row)) for _, row in _table_rows(node)]
    if len(rows) < 2 or max(map(len, rows)) < 2 or any(each.tag == "table" for each in node.nodes()):
        return False
    return kept[node.last] - kept[node.first] > _MOST_KEPT * (node.last - node.first)


def has_header_cells(table: Node) -> bool:
    """Whether a table says what is in it: by a caption or by cells that head others."""
    return any(node.tag in ("caption", "thead", "th") for node in table.nodes())


def write_table(table: Node, writer: Writer, write: Callable[[Node], None]) -> None:
    """Write a table; ``write`` writes what is in a cell."""
    with writer.block("table"):
        for child in _nodes_in(table):
            if child.tag == "caption":
                with writer.block("caption"):
                    write(child)
        for section, rows in groupby(_table_rows(table), key=lambda each: each[0]):
            with writer.block(section):
                for _, row in rows:
                    with writer.block("tr"):
                        for cell in _row_cells(row):
                            with writer.block(_cell_tag(cell), _cell_attributes(cell)):
                                write(cell)


def _nodes_in(node: Node) -> Iterator[Node]:
    return (child for child in node.content if isinstance(child, Node))


def _table_rows(table: Node) -> Iterator[tuple[str, Node]]:
    """The rows of a table, each with the section that it stands in (``tbody`` by default)."""
    for child in _nodes_in(table):
        if child.tag == "tr":
            yield "tbody", child
        elif child.tag in _SECTIONS:
            yield from ((child.tag, row) for row in _nodes_in(child) if row.tag == "tr")
        elif table.tag in _LAYOUT and child.element.get("role") == "row":
            yield "tbody", child
        elif table.tag in _LAYOUT and child.tag in _LAYOUT:
            yield from _table_rows(child)


def _row_cells(row: Node) -> Iterator[Node]:
    """The cells of a row."""
    for child in _nodes_in(row):
        if child.tag in _CELLS or (row.tag in _LAYOUT and child.element.get("role") in _CELL_ROLES):
            yield child


def _cell_tag(cell: Node) -> str:
    return cell.tag if cell.tag in _CELLS else _CELL_ROLES[cell.element.get("role") or ""]


def _cell_attributes(cell: Node) -> dict[str, str]:
    """Spans, scope and alignment."""
    attributes: dict[str, str] = {}
    element = cell.element
    for name in ("colspan", "rowspan"):
        written = (element.get(name) or "").strip()
        if written.isascii() and written.isdigit() and 1 < int(written) <= _MOST_SPANS:
            attributes[name] = str(int(written))
    scope = (element.get("scope") or "").lower()
    if _cell_tag(cell) == "th" and scope in _SCOPES:
        attributes["scope"] = scope
    styled = _ALIGN.search(element.get("style") or "")
    alignment = styled.group(1).lower() if styled else (element.get("align") or "").lower()
    if alignment in _ALIGNMENTS and alignment != "left":
        attributes["align"] = alignment
    return attributes
