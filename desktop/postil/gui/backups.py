"""Backups in the window: written to a file of the person's choice, and restored after a look at them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from postil.app.kept_backups import kept_backups
from postil.gui.dialogs.backup_report import BACKUP, LOOK, RESTORE
from postil.gui.dialogs.backups import BackupsDialog
from postil.gui.dialogs.batch import BatchDialog
from postil.gui.held_keys import HeldKeys
from postil.jobs import Cancelled
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.kept_backups import KeptBackup
    from postil.app.library import Library
    from postil.gui.dialogs.batch import Batch
    from postil.jobs import Jobs, Progress
    from postil.live_settings import LiveSettings
    from postil.model.backup import BackupReport
    from postil.model.restore_report import RestoreReport

SUFFIX = ".zip"


class Backups:
    """Opens the dialogs of backups, one batch at a time."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        failed: Callable[[Exception], object],
        window: QWidget,
    ) -> None:
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._failed = failed
        self._window = window
        self._dialog: BatchDialog | None = None

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands of backups, and what does them."""
        return (("library.back-up", self.back_up), ("library.restore", self.choose))

    def back_up(self) -> None:
        """Ask for a file and write a backup to it."""
        if self._goes_on():
            return
        name = f"postil-{datetime.now().astimezone():%Y-%m-%d}{SUFFIX}"
        folder = Path(self._settings.value.backup_folder or Path.home())
        chosen, _filter = QFileDialog.getSaveFileName(
            self._window, _("Back up the library"), str(folder / name), _filters()
        )
        if chosen:
            path = Path(chosen)
            self.write(path if path.suffix else path.with_suffix(SUFFIX))

    def write(self, path: Path) -> None:
        """Write a backup to a file."""

        def ended(report: BackupReport | None) -> None:
            if report is not None:
                dialog.offer_aside(_("Show the folder"), lambda: _show(report.path.parent))

        dialog = self._begin(BACKUP, lambda progress: self._library.backup.write(path, progress))
        dialog.ended.connect(ended)

    def choose(self) -> None:
        """Ask which backup is to be restored."""
        if self._goes_on():
            return
        named = self._settings.value.backup_folder
        others = (Path(named),) if named else ()
        held = HeldKeys()

        def ask(found: tuple[KeptBackup, ...]) -> None:
            dialog = BackupsDialog(found, self._window)
            dialog.chosen.connect(self.look)
            dialog.file_wanted.connect(self._choose_file)
            dialog.open()
            held.release()

        def failed(error: Exception) -> None:
            held.give_up()
            self._failed(error)

        def find(_progress: Progress) -> tuple[KeptBackup, ...]:
            return kept_backups(self._library.folder, *others)

        self._jobs.run(find, lane="read", done=ask, failed=failed)

    def look(self, path: Path) -> None:
        """Say what a backup would bring, and offer to restore it."""

        def ended(report: RestoreReport | None) -> None:
            if report is not None and not report.nothing_new:
                dialog.offer(_("Restore"), lambda: self.restore(path), instead=_("Not now"))

        dialog = self._begin(
            LOOK, lambda progress: self._library.restoring.restore(path, progress, dry_run=True)
        )
        dialog.ended.connect(ended)

    def restore(self, path: Path) -> None:
        """Bring a backup into the library."""
        self._begin(RESTORE, lambda progress: self._library.restoring.restore(path, progress))

    def _choose_file(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self._window, _("Restore from a backup"), str(Path.home()), _filters()
        )
        if chosen:
            self.look(Path(chosen))

    def _goes_on(self) -> bool:
        """Whether a backup or a restore is going on; it is shown then."""
        if self._dialog is None or not self._dialog.running:
            return False
        self._dialog.open()
        return True

    def _begin(self, batch: Batch, work: Callable[[Progress], object]) -> BatchDialog:
        def worked(progress: Progress) -> object:
            try:
                return work(progress)
            except Cancelled:
                return None  # the dialog says what that means

        self._dialog = BatchDialog(batch, self._jobs, self._failed, self._window)
        self._dialog.start(worked)
        return self._dialog


def _filters() -> str:
    return ";;".join((_("Backups of Postil (*.zip)"), _("All files (*)")))


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
