"""What became of every page that was extracted again, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.app.reextraction_report import Outcome
from postil.gui import words
from postil.gui.dialogs.batch import Batch
from postil.gui.dialogs.report_rows import Report, ReportRow
from postil.translation import _, marked

if TYPE_CHECKING:
    from postil.app.reextraction_report import ReextractionReport

OUTCOMES = (
    (Outcome.UPDATED, marked("Updated")),
    (Outcome.UNCHANGED, marked("Unchanged")),
    (Outcome.KEPT_OLDER, marked("Older kept")),
    (Outcome.FAILED, marked("Failed")),
)
"""The outcomes in the order in which they are counted, in words."""


def shown(report: ReextractionReport) -> Report:
    """The report as it is shown; what the newer extractor did not do better is a problem."""
    named = dict(OUTCOMES)
    problems = (Outcome.KEPT_OLDER, Outcome.FAILED)
    return Report(
        summary(report),
        tuple(
            ReportRow(row.title, _(named[row.outcome]), row.message, problem=row.outcome in problems)
            for row in report.rows
        ),
    )


def summary(report: ReextractionReport) -> str:
    """``12 pages updated, 300 unchanged, 2 with their older text``, in one line."""
    updated, unchanged, kept, failed = (report.count(outcome) for outcome, _word in OUTCOMES)
    parts = [words.counted("{count} page updated", "{count} pages updated", updated)]
    if unchanged:
        parts.append(words.counted("{count} unchanged", "{count} unchanged", unchanged))
    if kept:
        parts.append(words.counted("{count} with its older text", "{count} with their older text", kept))
    if failed:
        parts.append(words.counted("{count} failed", "{count} failed", failed))
    told = ", ".join(parts)
    return _("Stopped. {told}").format(told=told) if report.cancelled else told


REEXTRACTION = Batch(
    title=marked("Re-extract"),
    begins=marked("Looking for pages…"),
    doing=marked("Extracting again {done} of {total}"),
    things=marked("Pages that were extracted again"),
    thing=marked("Page"),
    lane="read",
    shown=shown,
)
"""Extracting again. It takes long: an import must not wait for it."""

REPAIRING = replace(
    REEXTRACTION,
    title=marked("Repair"),
    doing=marked("Repairing {done} of {total}"),
    things=marked("Other pages of the site that were repaired"),
)
"""Making the texts of a site's pages anew after one of them was repaired."""
