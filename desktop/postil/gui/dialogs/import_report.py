"""What became of every file of an import, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.app.importing import Outcome
from postil.gui import words
from postil.gui.dialogs.batch import Batch
from postil.gui.dialogs.report import Report, ReportRow

if TYPE_CHECKING:
    from postil.app.importing import ImportReport, ImportRow

OUTCOMES = (
    (Outcome.IMPORTED, "Imported"),
    (Outcome.ALREADY_THERE, "Already there"),
    (Outcome.NOT_A_PAGE, "Not a page"),
    (Outcome.FAILED, "Failed"),
)
"""The outcomes in the order in which they are counted, in words."""


def shown(report: ImportReport) -> Report:
    """The report as it is shown."""
    named = dict(OUTCOMES)
    return Report(
        summary(report),
        tuple(
            ReportRow(
                row.path.name,
                named[row.outcome],
                row.message,
                problem=_is_problem(row),
                whole_name=str(row.path),
            )
            for row in report.rows
        ),
    )


def summary(report: ImportReport) -> str:
    """``12 pages imported, 3 already there``, in one line."""
    imported, *others = ((report.count(outcome), word) for outcome, word in OUTCOMES)
    parts = [f"{words.count(imported[0], 'page')} imported"]
    parts += [f"{words.number(number)} {word.lower()}" for number, word in others if number]
    return ("Cancelled. " if report.cancelled else "") + ", ".join(parts)


IMPORT = Batch(
    title="Import",
    begins="Looking for pages…",
    doing="Importing",
    things="Files of the import",
    thing="File",
    lane="write",
    shown=shown,
)
"""An import. It has the lane of its own, so that no two import the same file."""


def _is_problem(row: ImportRow) -> bool:
    return row.outcome in (Outcome.FAILED, Outcome.NOT_A_PAGE) or (
        row.outcome is Outcome.IMPORTED and bool(row.message)
    )
