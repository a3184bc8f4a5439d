"""What became of every page that was extracted again, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.app.reextraction_report import Outcome
from postil.gui import words
from postil.gui.dialogs.batch import Batch
from postil.gui.dialogs.report import Report, ReportRow

if TYPE_CHECKING:
    from postil.app.reextraction_report import ReextractionReport

OUTCOMES = (
    (Outcome.UPDATED, "Updated"),
    (Outcome.UNCHANGED, "Unchanged"),
    (Outcome.KEPT_OLDER, "Older kept"),
    (Outcome.FAILED, "Failed"),
)
"""The outcomes in the order in which they are counted, in words."""


def shown(report: ReextractionReport) -> Report:
    """The report as it is shown; what the newer extractor did not do better is a problem."""
    named = dict(OUTCOMES)
    problems = (Outcome.KEPT_OLDER, Outcome.FAILED)
    return Report(
        summary(report),
        tuple(
            ReportRow(row.title, named[row.outcome], row.message, problem=row.outcome in problems)
            for row in report.rows
        ),
    )


def summary(report: ReextractionReport) -> str:
    """``12 pages updated, 300 unchanged, 2 with their older text``, in one line."""
    updated, unchanged, kept, failed = (report.count(outcome) for outcome, _ in OUTCOMES)
    parts = [f"{words.count(updated, 'page')} updated"]
    parts += [f"{words.number(unchanged)} unchanged"] if unchanged else []
    parts += [f"{words.number(kept)} with their older text"] if kept else []
    parts += [f"{words.number(failed)} failed"] if failed else []
    return ("Stopped. " if report.cancelled else "") + ", ".join(parts)


REEXTRACTION = Batch(
    title="Re-extract",
    begins="Looking for pages…",
    doing="Extracting again",
    things="Pages that were extracted again",
    thing="Page",
    lane="read",
    shown=shown,
)
"""Extracting again. It takes long: an import must not wait for it."""

REPAIRING = replace(
    REEXTRACTION, title="Repair", doing="Repairing", things="Other pages of the site that were repaired"
)
"""Making the texts of a site's pages anew after one of them was repaired."""
