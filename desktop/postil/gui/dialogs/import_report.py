"""What became of every file of an import, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.app.import_report import Outcome
from postil.app.likening import looks_like
from postil.gui import words
from postil.gui.dialogs.batch import Batch
from postil.gui.dialogs.report import Report, ReportRow
from postil.translation import _, marked

if TYPE_CHECKING:
    from postil.app.import_report import ImportReport, ImportRow

OUTCOMES = (
    (Outcome.IMPORTED, marked("Imported")),
    (Outcome.NEW_VERSION, marked("New version")),
    (Outcome.LINK, marked("Link")),
    (Outcome.UPDATED, marked("Updated")),
    (Outcome.ALREADY_THERE, marked("Already there")),
    (Outcome.NOT_A_PAGE, marked("Not a page")),
    (Outcome.FAILED, marked("Failed")),
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
                _(named[row.outcome]),
                " ".join(filter(None, (row.message, looks_like(row.alike)))),
                problem=_is_problem(row),
                whole_name=str(row.path),
            )
            for row in report.rows
        ),
    )


def summary(report: ImportReport) -> str:
    """``12 pages imported, 3 already there``, in one line."""
    imported, newer, links, updated, there, not_pages, failed = (
        report.count(outcome) for outcome, _word in OUTCOMES
    )
    parts = [words.counted("{count} page imported", "{count} pages imported", imported)]
    if newer:
        parts.append(words.counted("{count} new version", "{count} new versions", newer))
    if links:
        parts.append(words.counted("{count} link", "{count} links", links))
    if updated:
        parts.append(words.counted("{count} page updated", "{count} pages updated", updated))
    if there:
        parts.append(words.counted("{count} already there", "{count} already there", there))
    if not_pages:
        parts.append(words.counted("{count} not a page", "{count} not pages", not_pages))
    if failed:
        parts.append(words.counted("{count} failed", "{count} failed", failed))
    alike = sum(bool(row.alike) for row in report.rows)
    if alike:
        parts.append(
            words.counted("{count} like a page that you have", "{count} like pages that you have", alike)
        )
    told = ", ".join(parts)
    return _("Cancelled. {told}").format(told=told) if report.cancelled else told


IMPORT = Batch(
    title=marked("Import"),
    begins=marked("Looking for pages…"),
    doing=marked("Importing {done} of {total}"),
    things=marked("Files of the import"),
    thing=marked("File"),
    lane="write",
    shown=shown,
)
"""An import. It has the lane of its own, so that no two import the same file."""


def _is_problem(row: ImportRow) -> bool:
    return row.outcome in (Outcome.FAILED, Outcome.NOT_A_PAGE) or (
        row.outcome is Outcome.IMPORTED and bool(row.message)
    )
