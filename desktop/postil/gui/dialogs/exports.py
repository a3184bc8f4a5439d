"""Exporting notes, seen: where to, how far, and what was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from postil.gui import words
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.progress_bar import ProgressBar
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.jobs import Jobs, Progress, Step
    from postil.model.export_report import ExportReport


class ExportDialog(QDialog):
    """Asks for a folder, writes the notes there, and says what it wrote."""

    def __init__(
        self,
        work: Callable[[Path, Progress], ExportReport],
        jobs: Jobs,
        failed: Callable[[Exception], object],
        *,
        title: str,
        parent: QWidget,
    ) -> None:
        """``title`` says whose notes are written."""
        super().__init__(parent)
        self._work = work
        self._jobs = jobs
        self._failed = failed
        self._running: Progress | None = None
        self.setWindowTitle(_("Export notes"))
        open_at(self, 560, 260)
        heading = PlainLabel(title, wordWrap=True)
        heading.setProperty("role", "heading")
        self.folder = QLineEdit(_proposed_folder())
        self.folder.setAccessibleName(_("Folder"))
        choose = QPushButton(_("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        self._told = PlainLabel(
            _("One file a page: its highlights and notes, in the order of the text."), wordWrap=True
        )
        self._told.setProperty("role", "muted")
        self._bar = ProgressBar()
        self._bar.setAccessibleName(_("Export progress"))
        self._bar.hide()
        self.problems = QPlainTextEdit(readOnly=True)
        self.problems.setAccessibleName(_("Problems"))
        self.problems.hide()
        self._show_folder = QPushButton(_("Show the folder"))
        self._show_folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text()))
        )
        self._show_folder.hide()
        self.export = QPushButton(_("Export"))
        self.export.setDefault(True)
        self.export.clicked.connect(self.start)
        self._close = QPushButton(_("Cancel"))
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.reject)
        self._lay_out(heading, choose)

    def _lay_out(self, title: QLabel, choose: QPushButton) -> None:
        where = QGridLayout()
        where.setHorizontalSpacing(8)
        where.addWidget(PlainLabel(_("Folder")), 0, 0)
        where.addWidget(self.folder, 0, 1)
        where.addWidget(choose, 0, 2)
        buttons = QHBoxLayout()
        buttons.addWidget(self._show_folder)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self.export)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(16)
        rows.addWidget(title)
        rows.addLayout(where)
        rows.addWidget(self._told)
        rows.addWidget(self._bar)
        rows.addWidget(self.problems, 1)
        rows.addStretch(1)
        rows.addLayout(buttons)

    def start(self) -> None:
        """Write into the folder that is named."""
        folder = Path(self.folder.text()).expanduser()
        self.export.setEnabled(False)
        self._bar.show_busy()
        self._bar.show()
        self._running = self._jobs.run(
            lambda progress: self._work(folder, progress),
            lane="read",
            done=self._done,
            failed=self._broke,
            progress=self._show_step,
        )

    def reject(self) -> None:
        """Close; stop writing if it is going on."""
        if self._running is not None:
            self._running.cancel()
        super().reject()

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder for the notes"), self.folder.text())
        if folder:
            self.folder.setText(folder)

    def _show_step(self, step: Step) -> None:
        self._bar.show_step(step.done, step.total)

    def _done(self, report: ExportReport) -> None:
        self._running = None
        self._bar.hide()
        self.export.hide()
        self._close.setText(_("Close"))
        self._close.setDefault(True)
        self._close.setFocus()
        self._show_folder.show()
        told = words.counted(
            "{count} file written to {folder}.",
            "{count} files written to {folder}.",
            len(report.written),
            folder=self.folder.text(),
        )
        if report.unchanged:
            kept = len(report.unchanged)
            told += " " + words.counted("{count} was as it is.", "{count} were as they are.", kept)
        self._told.setText(told)
        if report.problems:
            self.problems.setPlainText("\n".join(report.problems))
            self.problems.show()

    def _broke(self, error: Exception) -> None:
        self._running = None
        self._bar.hide()
        self.export.setEnabled(True)
        self._failed(error)


def _proposed_folder() -> str:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str(Path(documents) / _("Postil notes"))
