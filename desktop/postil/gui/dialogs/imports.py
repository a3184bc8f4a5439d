"""Importing, seen: how far it is, and at the end what became of every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from postil.gui import words
from postil.gui.dialogs.import_report import ReportView

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.importing import ImportReport
    from postil.jobs import Jobs, Progress, Step


class ImportDialog(QDialog):
    """Runs one import. Closed while it runs, it goes on in the background."""

    ended = Signal(object)
    """The ``ImportReport``."""
    progressed = Signal(object)
    """A ``Step``; None when there is nothing more to tell."""

    def __init__(
        self,
        jobs: Jobs,
        failed: Callable[[Exception], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._failed = failed
        self._running: Progress | None = None
        self.setWindowTitle("Import")
        self.resize(720, 460)
        self._at = QLabel("Looking for pages…")
        self._at.setProperty("role", "heading")
        self._file = QLabel()
        self._file.setProperty("role", "muted")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName("Import progress")
        self.report = ReportView()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._progress_page())
        self._stack.addWidget(self.report)
        self._cancel = QPushButton("Cancel")
        self._cancel.clicked.connect(self.cancel)
        self._close = QPushButton("Go on in the background")
        self._close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self.report.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(16)
        rows.addWidget(self._stack, 1)
        rows.addLayout(buttons)
        self.report.copy_button.hide()

    @property
    def running(self) -> bool:
        """Whether the import is going on."""
        return self._running is not None

    def start(self, work: Callable[[Progress], ImportReport]) -> None:
        """Begin, and show how it goes."""
        self._running = self._jobs.run(
            work, lane="write", done=self._done, failed=self._broke, progress=self._show_step
        )
        self.open()
        self._close.setFocus()

    def cancel(self) -> None:
        """Stop after the file that is being read; what was imported stays."""
        if self._running is not None:
            self._running.cancel()
            self._cancel.setEnabled(False)
            self._at.setText("Stopping…")

    def _progress_page(self) -> QWidget:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addStretch(1)
        rows.addWidget(self._at)
        rows.addWidget(self._bar)
        rows.addWidget(self._file)
        rows.addStretch(2)
        return page

    def _show_step(self, step: Step) -> None:
        if self._running is None:
            return
        self._bar.setRange(0, step.total)
        self._bar.setValue(step.done)
        if not self._running.cancelled:
            of = f" of {words.number(step.total)}" if step.total else ""
            self._at.setText(f"Importing {words.number(step.done)}{of}")
        room = self._file.width()
        middle = Qt.TextElideMode.ElideMiddle
        self._file.setText(self._file.fontMetrics().elidedText(step.what, middle, max(200, room)))
        self.progressed.emit(step)

    def _done(self, report: ImportReport) -> None:
        self._end()
        self.report.show_report(report)
        self._stack.setCurrentWidget(self.report)
        self.report.copy_button.show()
        self._close.setFocus()
        self.ended.emit(report)

    def _broke(self, error: Exception) -> None:
        self._end()
        self.close()
        self._failed(error)

    def _end(self) -> None:
        self._running = None
        self._cancel.hide()
        self._close.setText("Close")
        self._close.setDefault(True)
        self.progressed.emit(None)
