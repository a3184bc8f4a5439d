"""What a backup has, and what a restore brought or would bring, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from postil.gui import words
from postil.gui.dialogs.batch import Batch
from postil.gui.dialogs.report_rows import Report, ReportRow
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.model.backup import BackupReport
    from postil.model.restore_report import RestoreReport


def shown_backup(report: BackupReport | None) -> Report:
    """The report of a backup; None where it was cancelled."""
    if report is None:
        return Report(_("Stopped: no backup was written."))
    told = _("{pages} and {highlights} are in {file} ({size}).").format(
        pages=_pages(report.pages),
        highlights=_highlights(report.annotations),
        file=report.path,
        size=QLocale().formattedDataSize(report.size),
    )
    return Report(told, _problems(report.problems))


def shown_look(report: RestoreReport | None) -> Report:
    """What a restore would do; None where the look at it was cancelled."""
    return Report(_("Stopped: nothing was changed.")) if report is None else shown_restore(report)


def shown_restore(report: RestoreReport | None) -> Report:
    """The report of a restore, or of the look at what it would do; None where it was cancelled."""
    if report is None:
        return Report(_("Stopped. What was restored until then stays."))
    if report.nothing_new:
        whole = _("The library has everything that is in the backup: nothing new.")
        lacking = _("The library has everything that is whole in the backup: nothing new.")
        return Report(lacking if report.problems else whole, _problems(report.problems))
    if report.dry:
        told = _("The backup would bring {pages} and {highlights} that are not here.")
    else:
        told = _("{pages} and {highlights} came in.")
    lines = [
        told.format(pages=_pages(report.pages_new), highlights=_highlights(report.annotations_new)),
        _changed(report),
        _unchanged(report),
    ]
    if report.before is not None:
        lines.append(_("The library as it was before is in {file}.").format(file=report.before))
    return Report("\n".join(line for line in lines if line), _problems(report.problems))


def _changed(report: RestoreReport) -> str:
    if not report.pages_changed and not report.annotations_changed:
        return ""
    told = (
        _("Of what is here, {pages} and {highlights} would be changed: the backup has later changes.")
        if report.dry
        else _("Of what was here, {pages} and {highlights} were changed: the backup had later changes.")
    )
    return told.format(pages=_pages(report.pages_changed), highlights=_highlights(report.annotations_changed))


def _unchanged(report: RestoreReport) -> str:
    if not report.pages_unchanged:
        return ""
    return words.counted(
        "{count} page is here already, as it is in the backup.",
        "{count} pages are here already, as they are in the backup.",
        report.pages_unchanged,
    )


def _problems(sentences: Sequence[str]) -> tuple[ReportRow, ...]:
    return tuple(ReportRow(_("The backup"), _("Problem"), each, problem=True) for each in sentences)


def _pages(count: int) -> str:
    return words.counted("{count} page", "{count} pages", count)


def _highlights(count: int) -> str:
    return words.counted("{count} highlight", "{count} highlights", count)


BACKUP = Batch(
    title=marked("Back up"),
    begins=marked("Looking at the library…"),
    doing=marked("Backing up {done} of {total}"),
    things=marked("What is amiss in the backup"),
    thing=marked("What"),
    lane="read",
    shown=shown_backup,
)
"""A backup takes long, and changes nothing: an import must not wait for it."""

LOOK = Batch(
    title=marked("Restore"),
    begins=marked("Looking at the backup…"),
    doing=marked("Looking at {done} of {total}"),
    things=marked("What could not be restored"),
    thing=marked("What"),
    lane="write",
    shown=shown_look,
)

RESTORE = Batch(
    title=marked("Restore"),
    begins=marked("Looking at the backup…"),
    doing=marked("Restoring {done} of {total}"),
    things=marked("What could not be restored"),
    thing=marked("What"),
    lane="write",
    shown=shown_restore,
)
