"""Tables: which cell stands where, how wide each column is, which hold numbers.

Columns are as wide as their longest line where there is room; heads may always wrap. Where the lines
do not fit, what is missing is taken from the columns in proportion to what they can spare; where the
longest words do not fit either, the table grows beyond the column to the right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetricsF

from postil.gui import fonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from postil.dom.flatten import Flat

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_NUMBER = re.compile(
    r"[-–−+±~≈<>≤≥]?\s?(?:[$€£¥₴]\s?)?\d[\d\s.,:/×'’]*(?:\s?(?:%|‰|°|[$€£¥₴])|\s[^\W\d_]{1,3})?(?:\s?[*†‡])?"
)
_EMPTY = frozenset({"", "–", "—", "-", "n/a", "N/A", "?"})
_MOST_SPAN = 100
_IMAGE, _SMALL_IMAGE = 90, 48
"""The widths that an image in a cell is given: where there is room, and where there is little; pixels."""
_WIDEST_WORD = 260.0
"""Words longer than this are broken; pixels."""
_OVERHANG = 1.03
"""A table may be this much wider than the column before its lines are broken: nobody sees it."""
_SLIGHTLY_CROWDED = 1.12
"""A table that needs up to this share of the room fits in smaller letters."""
_STRETCHED = 0.72
"""A table at least so wide as this share of the column is made as wide as the column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its place in the grid."""

    element: _Element
    row: int
    column: int
    rows: int
    columns: int
    head: bool


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table ready to be written."""

    cells: tuple[Cell, ...]
    rows: int
    head_rows: int
    widths: tuple[int, ...]
    """Of the columns, their padding included; pixels."""
    numeric: tuple[bool, ...]
    """For each column, whether it holds numbers."""
    size: int
    """Of the letters; pixels."""
    gap: int
    """Between the texts of two columns."""

    @property
    def line(self) -> int:
        """The distance of lines."""
        return round(self.size * 1.4)


def plan_table(rows: Sequence[_Element], flat: Flat, *, size: int, room: int, bleed: int) -> TablePlan | None:
    """How the ``tr`` elements of a table are set in a column of ``room`` pixels, with ``bleed`` beside it.

    ``size`` is that of running text. None where there is no cell.
    """
    cells = _grid(rows)
    if not cells:
        return None
    columns = max(cell.column + cell.columns for cell in cells)
    gap = 20 if columns <= 4 else 16 if columns <= 6 else 10
    inner = room - gap * (columns - 1)
    letters = round(size * (0.7 if columns <= 6 else 0.65))
    widths = _Widths(cells, columns, flat, letters)
    slightly = (_OVERHANG < widths.crowding(space) <= _SLIGHTLY_CROWDED for space in (inner, inner + bleed))
    if any(slightly):
        letters -= 1
        widths = _Widths(cells, columns, flat, letters)
    return TablePlan(
        cells=cells,
        rows=max(cell.row + cell.rows for cell in cells),
        head_rows=_head_rows(cells),
        widths=_with_gaps(widths.fitted(inner, bleed), gap),
        numeric=tuple(_is_numeric(cells, column, flat) for column in range(columns)),
        size=letters,
        gap=gap,
    )


def rows_of(part: _Element) -> list[_Element]:
    """The rows that a child of a table is or holds."""
    if part.tag == "tr":
        return [part]
    return [row for row in part if row.tag == "tr"] if part.tag in _SECTIONS else []


def _grid(rows: Sequence[_Element]) -> tuple[Cell, ...]:
    """Place every cell as HTML does: in the first free column, over as many as it spans."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row, element in enumerate(rows):
        column = 0
        for child in element:
            if child.tag not in _CELLS:
                continue
            while (row, column) in taken:
                column += 1
            across = _span(child.get("colspan"), _MOST_SPAN)
            down = _span(child.get("rowspan"), len(rows) - row)
            across = next((n for n in range(across) if (row, column + n) in taken), across)
            cells.append(Cell(child, row, column, down, across, child.tag == "th"))
            taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
            column += across
    return tuple(cells)


def _span(value: str | None, most: int) -> int:
    return max(1, min(int(value), most)) if value and value.isdecimal() else 1


def _head_rows(cells: tuple[Cell, ...]) -> int:
    """How many rows at the top hold heads only."""
    rows = max(cell.row for cell in cells) + 1
    for row in range(rows):
        if not all(cell.head for cell in cells if cell.row == row):
            return row
    return 1 if rows == 1 and len(cells) > 1 else 0


def _is_numeric(cells: tuple[Cell, ...], column: int, flat: Flat) -> bool:
    """Whether most of what stands in a column are numbers."""
    words = [
        flat.text[slice(*flat.span(cell.element))].strip()
        for cell in cells
        if cell.column == column and cell.columns == 1 and not cell.head
    ]
    filled = [word for word in words if word not in _EMPTY]
    return bool(filled) and sum(bool(_NUMBER.fullmatch(word)) for word in filled) >= 0.7 * len(filled)


class _Widths:
    """What each column needs at least (its longest word) and at best (its longest line)."""

    def __init__(self, cells: tuple[Cell, ...], columns: int, flat: Flat, size: int) -> None:
        self._least = [0.0] * columns
        self._best = [0.0] * columns
        self._ample = [0.0] * columns
        """The same with heads on one line."""
        plain = QFontMetricsF(fonts.font(fonts.INTERFACE, size=size))
        bold = QFontMetricsF(fonts.font(fonts.INTERFACE, size=size, weight=QFont.Weight.DemiBold))
        for cell in sorted(cells, key=lambda cell: cell.columns):
            text = flat.text[slice(*flat.span(cell.element))]
            self._take(cell, text, bold if cell.head else plain)

    def crowding(self, room: int) -> float:
        """What all lines need to what there is."""
        return sum(self._best) / max(1, room)

    def fitted(self, room: int, bleed: int) -> list[int]:
        """The widths of the columns in ``room`` pixels, or in more where the words need it."""
        for wanted in (self._ample, self._best):
            total = sum(wanted)
            if total <= min(room * _OVERHANG, room + bleed):
                spare = max(0.0, room - total) if total >= _STRETCHED * room else 0.0
                return [int(width + spare * width / total) for width in wanted]
        total = sum(self._best)
        least = [min(least, _WIDEST_WORD) for least in self._least]
        if sum(least) * 1.15 > room:
            room = min(room + bleed, int(total) + 1)
        flexible = total - sum(least)
        share = max(0.0, (room - sum(least)) / flexible) if flexible > 0 else 0.0
        return [
            int(needed + (width - needed) * min(1.0, share))
            for width, needed in zip(self._best, least, strict=True)
        ]

    def _take(self, cell: Cell, text: str, metrics: QFontMetricsF) -> None:
        has_image = "\ufffc" in text
        # Letters of other fonts than the measured one come out a little wider.
        slack = 1.0 if text.isascii() else 1.06
        least = max((metrics.horizontalAdvance(word) for word in text.split()), default=0) * slack + 3
        line = max((metrics.horizontalAdvance(line) for line in text.splitlines()), default=0) * slack + 3
        best = max(least, _in_two_lines(text, metrics) * slack) if cell.head and cell.row == 0 else line
        covered = range(cell.column, cell.column + cell.columns)
        self._raise(self._least, covered, max(least, _SMALL_IMAGE if has_image else 0))
        self._raise(self._best, covered, max(best, _IMAGE if has_image else 0))
        self._raise(self._ample, covered, max(line, _IMAGE if has_image else 0))

    def _raise(self, sizes: list[float], covered: range, needed: float) -> None:
        missing = needed - sum(sizes[column] for column in covered)
        if missing > 0:
            for column in covered:
                sizes[column] += missing / len(covered)


def _in_two_lines(text: str, metrics: QFontMetricsF) -> float:
    """The least width in which words take two lines."""
    words = text.split()
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return (
        min(
            (max(metrics.horizontalAdvance(half) for half in pair) for pair in halves),
            default=metrics.horizontalAdvance(text),
        )
        + 2
    )


def _with_gaps(widths: list[int], gap: int) -> tuple[int, ...]:
    """The widths with half a gap at each inner edge."""
    last = len(widths) - 1
    return tuple(
        width + (gap // 2 if column else 0) + (gap // 2 if column < last else 0)
        for column, width in enumerate(widths)
    )
