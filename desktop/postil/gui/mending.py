"""Where the library is damaged at the start: the offer to repair it, and what came of that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QProgressDialog

from postil.app.mending import MendReport, mend
from postil.errors import LibraryError, PostilError
from postil.gui.bridge import MainThread
from postil.jobs import Jobs
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.app.checking import Finding
    from postil.jobs import Step
    from postil.settings import Settings

_WIDTH = 420
_MOST_SENTENCES = 4
"""Of what was put right, so much is said at once; the details tell the rest."""


def offer_repair(folder: Path, damage: LibraryError, settings: Settings) -> bool:
    """Ask whether the library is to be repaired, and do it; whether it can be opened now."""
    if not _wanted(damage):
        return False
    backups = (Path(settings.backup_folder),) if settings.backup_folder else ()
    try:
        report = _repaired(folder, backups)
    except PostilError as error:
        QMessageBox.critical(None, "Postil", str(error))
        return False
    _tell(report)
    return True


def _wanted(damage: LibraryError) -> bool:
    asked = QMessageBox(QMessageBox.Icon.Warning, "Postil", _("The library is damaged."))
    asked.setInformativeText(
        _(
            "Postil can repair it from the readable copies of your pages and notes that lie beside the "
            "database. Nothing is deleted: what is there now is set aside."
        )
    )
    asked.setDetailedText(str(damage))
    repair = asked.addButton(_("&Repair"), QMessageBox.ButtonRole.AcceptRole)
    asked.addButton(_("&Quit"), QMessageBox.ButtonRole.RejectRole)
    asked.setDefaultButton(repair)
    asked.exec()
    return asked.clickedButton() is repair


def _repaired(folder: Path, backups: tuple[Path, ...]) -> MendReport:
    """Repair on a thread while a bar shows how far it is. Raises what the repair raises."""
    shown = QProgressDialog(_("Repairing the library…"), "", 0, 0)
    shown.setCancelButton(None)  # half a repair helps nobody
    shown.setWindowTitle("Postil")
    shown.setMinimumWidth(_WIDTH)
    shown.setMinimumDuration(0)
    shown.setAutoReset(False)
    shown.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, on=False)
    ended: list[MendReport | Exception] = []

    def end(result: MendReport | Exception) -> None:
        ended.append(result)
        shown.accept()

    def tell(step: Step) -> None:
        shown.setMaximum(step.total)
        shown.setValue(step.done)

    jobs = Jobs(deliver=MainThread())
    jobs.run(
        lambda progress: mend(folder, progress, backups=backups),
        lane="write",
        done=end,
        failed=end,
        progress=tell,
    )
    while not ended:  # Escape closes the bar, and the repair goes on
        shown.exec()
    jobs.close()
    (result,) = ended
    if isinstance(result, Exception):
        raise result
    return result


def _tell(report: MendReport) -> None:
    told = QMessageBox(QMessageBox.Icon.Information, "Postil", _("The library was repaired."))
    sentences = [finding.message for finding in report.mended[:_MOST_SENTENCES]]
    if report.left:
        told.setIcon(QMessageBox.Icon.Warning)
        sentences.append(
            counted(
                "{count} thing could not be put right; the details say which.",
                "{count} things could not be put right; the details say which.",
                len(report.left),
            )
        )
    told.setInformativeText("\n".join(sentences))
    if report.left or len(report.mended) > _MOST_SENTENCES:
        told.setDetailedText("\n".join([*_lines(report.mended), *_lines(report.left)]))
    told.exec()


def _lines(findings: Iterable[Finding]) -> list[str]:
    return [f"{finding.subject}: {finding.message}" for finding in findings]
