"""Tables as the pipe tables that GitHub, Obsidian and Pandoc read: one header row, one line a row."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BARE_PIPE = re.compile(r"(?<!\\)\|")
_WIDEST = 60
"""Columns up to which cells may span, so that no page can ask for a million of them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its words as inline Markdown."""

    text: str
    heading: bool = False
    columns: int = 1
    rows: int = 1
    align: str = ""


def pipe_table(rows: list[list[Cell]]) -> str:
    """The table of these rows. A cell that spans more than one has its words in the first only."""
    grid = [row for row in _grid(rows) if row]
    if not grid:
        return ""
    width = max(len(row) for row in grid)
    has_header = all(cell is None or cell.heading for cell in grid[0])
    header = grid[0] if has_header else []
    body = grid[1:] if has_header else grid
    rules = [_rule(column, grid) for column in range(width)]
    lines = [_line(header, width), "| " + " | ".join(rules) + " |", *(_line(row, width) for row in body)]
    return "\n".join(lines)


def _grid(rows: list[list[Cell]]) -> list[list[Cell | None]]:
    """The rows with each cell in its column; None where a cell reaches from the left or from above."""
    reaching: dict[int, int] = {}
    return [_grid_row(row, reaching) for row in rows]


def _grid_row(cells: list[Cell], reaching: dict[int, int]) -> list[Cell | None]:
    """One row; ``reaching`` holds for each column how many more rows a cell from above takes."""
    line: list[Cell | None] = []
    waiting = iter(cells)
    cell = next(waiting, None)
    while cell is not None or len(line) <= max(reaching, default=-1):
        column = len(line)
        left = reaching.pop(column, 0)
        if left or cell is None:
            line.append(None)
            if left > 1:
                reaching[column] = left - 1
            continue
        width = min(cell.columns, max(1, _WIDEST - column))
        line.extend([cell, *[None] * (width - 1)])
        if cell.rows > 1:
            reaching.update(dict.fromkeys(range(column, column + width), cell.rows - 1))
        cell = next(waiting, None)
    return line


def _line(row: list[Cell | None], width: int) -> str:
    words = [_BARE_PIPE.sub(r"\\|", cell.text) if cell else "" for cell in row]
    return "| " + " | ".join(words + [""] * (width - len(words))) + " |"


def _rule(column: int, grid: list[list[Cell | None]]) -> str:
    aligned = {cell.align for row in grid for cell in row[column : column + 1] if cell}
    return {"center": ":-:", "right": "--:"}.get(aligned.pop(), "---") if len(aligned) == 1 else "---"
