"""What a look at all highlights found, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui import words
from postil.gui.dialogs.batch import Batch
from postil.gui.dialogs.report_rows import Report, ReportRow
from postil.model.annotation import AnchorState
from postil.translation import _, marked

if TYPE_CHECKING:
    from postil.app.anchor_report import AnchorReport, AnchorRow

_STATES = {
    AnchorState.MOVED: marked("To check"),
    AnchorState.NOT_FOUND: marked("Not found"),
    None: marked("Not read"),
}


def shown(report: AnchorReport) -> Report:
    """The report as it is shown: a row for each highlight in doubt."""
    return Report(summary(report), tuple(_row(row) for row in report.rows))


def summary(report: AnchorReport) -> str:
    """``309 highlights anchored, 2 to check, 1 not found``, in one line."""
    moved, lost = report.count(AnchorState.MOVED), report.count(AnchorState.NOT_FOUND)
    parts = [words.counted("{count} highlight anchored", "{count} highlights anchored", report.anchored)]
    if moved:
        parts.append(words.counted("{count} to check", "{count} to check", moved))
    if lost:
        parts.append(words.counted("{count} not found", "{count} not found", lost))
    told = ", ".join(parts)
    return _("Stopped. {told}").format(told=told) if report.cancelled else told


def _row(row: AnchorRow) -> ReportRow:
    quote = " ".join(row.quote.split())
    message = row.message or (
        f"“{quote}” → “{' '.join(row.offered.split())}”" if row.offered else f"“{quote}”"
    )
    return ReportRow(row.title, _(_STATES.get(row.state, "")), message, problem=True)


VERIFYING = Batch(
    title=marked("Verify all highlights"),
    begins=marked("Looking for pages…"),
    doing=marked("Verifying page {done} of {total}"),
    things=marked("Highlights in doubt"),
    thing=marked("Page"),
    lane="read",
    shown=shown,
)
"""Looking for every highlight. Imports need not wait for it."""
