"""A batch of work, seen: how far it is, and at the end its report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from postil.gui import words
from postil.gui.dialogs.report import ReportView
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.progress_bar import ProgressBar
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.dialogs.report import Report
    from postil.jobs import Jobs, Lane, Progress, Step


@dataclass(frozen=True, slots=True)
class Batch:
    """A kind of batch: its words, the lane it runs on, and how its report is shown."""

    title: str
    begins: str
    """Shown until the first step: ``Looking for pages…``."""
    doing: str
    """Where it is: ``Importing {done} of {total}``."""
    things: str
    """All things of the report: ``Files of the import``."""
    thing: str
    """The heading over them: ``File``."""
    lane: Lane
    shown: Callable[[Any], Report]

    def at(self, step: Step) -> str:
        """Where the work is, in the language of the person."""
        if not step.total:
            return _(self.begins)
        return _(self.doing).format(done=words.number(step.done), total=words.number(step.total))


class BatchDialog(QDialog):
    """Runs one batch. Closed while it runs, it goes on in the background."""

    ended = Signal(object)
    """What the work gave back."""
    progressed = Signal(object)
    """A ``Step``; None when there is nothing more to tell."""

    def __init__(
        self, batch: Batch, jobs: Jobs, failed: Callable[[Exception], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._batch = batch
        self._jobs = jobs
        self._failed = failed
        self._running: Progress | None = None
        self.setWindowTitle(_(batch.title))
        open_at(self, 720, 460)
        self._at = PlainLabel(_(batch.begins))
        self._at.setProperty("role", "heading")
        self._file = PlainLabel()
        self._file.setProperty("role", "muted")
        self._bar = ProgressBar()
        self.report = ReportView(_(batch.things), _(batch.thing))
        self.report.failed.connect(failed)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._progress_page())
        self._stack.addWidget(self.report)
        self._cancel = QPushButton(_("Cancel"))
        self._cancel.clicked.connect(self.cancel)
        self._close = QPushButton(_("Go on in the background"))
        self._close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self.report.copy_button)
        buttons.addWidget(self.report.save_button)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(16)
        rows.addWidget(self._stack, 1)
        rows.addLayout(buttons)
        self.report.copy_button.hide()
        self.report.save_button.hide()

    @property
    def running(self) -> bool:
        """Whether the batch is going on."""
        return self._running is not None

    def start(self, work: Callable[[Progress], object]) -> None:
        """Begin, and show how it goes."""
        self._running = self._jobs.run(
            work, lane=self._batch.lane, done=self._done, failed=self._broke, progress=self._show_step
        )
        self.open()
        self._close.setFocus()

    def cancel(self) -> None:
        """Stop after the thing that is being done; what was done stays."""
        if self._running is not None:
            self._running.cancel()
            self._cancel.setEnabled(False)
            self._at.setText(_("Stopping…"))

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
        self._bar.show_step(step.done, step.total)
        if not self._running.cancelled:
            self._at.setText(self._batch.at(step))
        room = self._file.width()
        middle = Qt.TextElideMode.ElideMiddle
        self._file.setText(self._file.fontMetrics().elidedText(step.what, middle, max(200, room)))
        self.progressed.emit(step)

    def _done(self, result: object) -> None:
        self._end()
        self.report.show_report(self._batch.shown(result))
        self._stack.setCurrentWidget(self.report)
        self.report.copy_button.show()
        self.report.save_button.show()
        self._close.setFocus()
        self.ended.emit(result)

    def _broke(self, error: Exception) -> None:
        self._end()
        self.close()
        self._failed(error)

    def _end(self) -> None:
        self._running = None
        self._cancel.hide()
        self._close.setText(_("Close"))
        self._close.setDefault(True)
        self.progressed.emit(None)
