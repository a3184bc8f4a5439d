"""What an article has that can be looked at by itself: its images, and its tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EnlargeableImage:
    """An image of the article."""

    start: int
    """Its offset in the canonical text."""
    asset: str
    """The hash of its bytes, empty where it was not saved."""
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: where it stands in the grid, over how many rows and columns, and what it says."""

    row: int
    column: int
    rows: int
    columns: int
    head: bool
    text: str
    start: int = 0
    end: int = 0
    """Its span in the canonical text, end exclusive."""


@dataclass(frozen=True, slots=True)
class EnlargeableTable:
    """A table of the article."""

    start: int
    end: int
    """Its span in the canonical text, end exclusive."""
    caption: str
    rows: int
    columns: int
    head_rows: int
    cells: tuple[TableCell, ...]
    numeric: tuple[bool, ...]
    """For each column, whether it holds numbers."""

    def grid(self) -> list[list[str]]:
        """What every cell says, row by row; a cell over several says it in its first."""
        grid = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.text
        return grid

    def to_tsv(self) -> str:
        """The table for a spreadsheet: values parted by tabs, a line for each row."""
        return "\n".join("\t".join(" ".join(value.split()) for value in row) for row in self.grid())
