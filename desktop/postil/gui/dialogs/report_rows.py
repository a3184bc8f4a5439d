"""What a report tells: a row for each thing, and the text of it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from postil.model.ids import PageId


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One thing, and what became of it."""

    name: str
    outcome: str
    why: str = ""
    problem: bool = False
    warned: bool = False
    """Whether it is done, and there is something to know about it."""
    whole_name: str = ""
    """Shown in the tool tip, copied and saved instead of the name, where it says more."""
    page: PageId | None = None
    """The page that it is now, to be opened."""
    group: str = ""
    """The path of the file that it came from with others; they are listed under it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is told at the end of a batch."""

    summary: str = ""
    rows: tuple[ReportRow, ...] = ()
    save: Callable[[Path], object] | None = None
    """Writes it to a file, as its suffix says; raises ExportFailed. Without it, it is saved as text."""
    name: str = ""
    """What the file is called, without suffix, unless the person says otherwise."""


def as_text(report: Report) -> str:
    """The whole report as lines of outcome, name and reason, with tabs between."""
    return "\n".join((report.summary, *map(as_line, report.rows))) + "\n"


def as_line(row: ReportRow) -> str:
    """Outcome, name and reason, with tabs between."""
    return f"{row.outcome}\t{row.whole_name or row.name}\t{row.why}".rstrip()
