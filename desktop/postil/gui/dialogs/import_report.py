"""What became of every file of an import, in words; or what would become of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from postil.app.import_report import Outcome
from postil.app.import_report_file import known_of, write_report
from postil.gui import words
from postil.gui.dialogs.batch import Batch
from postil.gui.dialogs.report_rows import Report, ReportRow
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

_FORESEEN = {
    Outcome.IMPORTED: marked("New page"),
    Outcome.UPDATED: marked("To be updated"),
    Outcome.FAILED: marked("Not readable"),
}
"""The words for what a dry run says otherwise."""

_TAKEN_IN = (Outcome.IMPORTED, Outcome.NEW_VERSION, Outcome.LINK, Outcome.UPDATED)


def shown(report: ImportReport) -> Report:
    """The report as it is shown."""
    named = {**dict(OUTCOMES), **(_FORESEEN if report.dry else {})}
    return Report(
        summary(report),
        tuple(
            ReportRow(
                (row.title or row.part) if row.part else row.path.name,
                _(named[row.outcome]),
                known_of(row),
                problem=is_problem(row),
                warned=bool(row.message) and row.outcome in _TAKEN_IN,
                whole_name=f"{row.path} · {row.part}" if row.part else str(row.path),
                page=row.page,
                group=str(row.path) if row.part else "",
            )
            for row in report.rows
        ),
        save=partial(write_report, report),
        name=_("import"),
    )


def summary(report: ImportReport) -> str:
    """``12 pages imported, 3 already there``, in one line."""
    told = ", ".join((*_pages_told(report), *_others_told(report)))
    if report.dry:
        told = _("This would come: {told}").format(told=told)
    return _("Cancelled. {told}").format(told=told) if report.cancelled else told


def is_problem(row: ImportRow) -> bool:
    """Whether a row is to be looked at: it did not come in, or a highlight has no place."""
    return row.outcome in (Outcome.FAILED, Outcome.NOT_A_PAGE) or bool(row.unanchored or row.lost)


def _pages_told(report: ImportReport) -> list[str]:
    imported, newer, links, updated, there, not_pages, failed = (
        report.count(outcome) for outcome, _word in OUTCOMES
    )
    parts = []
    if imported or not report.rows:
        parts.append(
            words.counted("{count} new page", "{count} new pages", imported)
            if report.dry
            else words.counted("{count} page imported", "{count} pages imported", imported)
        )
    if newer:
        parts.append(words.counted("{count} new version", "{count} new versions", newer))
    if links:
        parts.append(words.counted("{count} link", "{count} links", links))
    if updated:
        parts.append(
            words.counted("{count} page to be updated", "{count} pages to be updated", updated)
            if report.dry
            else words.counted("{count} page updated", "{count} pages updated", updated)
        )
    if there:
        parts.append(words.counted("{count} already there", "{count} already there", there))
    if not_pages:
        parts.append(words.counted("{count} not a page", "{count} not pages", not_pages))
    if failed:
        parts.append(words.counted("{count} failed", "{count} failed", failed))
    return parts


def _others_told(report: ImportReport) -> list[str]:
    parts = []
    alike = sum(bool(row.alike) for row in report.rows)
    if alike:
        parts.append(
            words.counted("{count} like a page that you have", "{count} like pages that you have", alike)
        )
    if report.highlights:
        parts.append(words.counted("{count} highlight", "{count} highlights", report.highlights))
    if report.unanchored:
        parts.append(
            words.counted(
                "{count} of them not found in the text",
                "{count} of them not found in the text",
                report.unanchored,
            )
        )
    return parts


IMPORT = Batch(
    title=marked("Importing"),
    begins=marked("Looking for pages…"),
    doing=marked("Importing {done} of {total}"),
    counting=marked("Importing: {done} so far"),
    things=marked("Files of the import"),
    thing=marked("File"),
    lane="write",
    shown=shown,
)
"""An import. It has the lane of its own, so that no two import the same file."""

LOOK = replace(
    IMPORT,
    title=marked("Look first"),
    doing=marked("Looking at {done} of {total}"),
    counting=marked("Looking: {done} so far"),
    lane="read",
)
"""A dry run of an import: nothing is written, so it need not wait for one that goes on."""
