"""A batch of work, seen: how far it is, how fast it goes, and at the end its report."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from postil.app.pace import Pace, in_words
from postil.gui import words
from postil.gui.dialogs.foot import Foot
from postil.gui.dialogs.report import ReportView
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.progress_bar import ProgressBar
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.dialogs.report_rows import Report
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
    """Called where the work is done: thousands of rows would hold up the window."""
    counting: str = ""
    """Where it is while nobody knows how many there are: ``Importing: {done} so far``."""

    def at(self, step: Step) -> str:
        """Where the work is, in the language of the person."""
        done = words.number(step.done)
        if self.counting and step.done and step.done >= step.total:
            return _(self.counting).format(done=done)
        if not step.total:
            return _(self.begins)
        return _(self.doing).format(done=done, total=words.number(step.total))


class BatchDialog(QDialog):
    """Runs one batch. Closed while it runs, it goes on in the background."""

    ended = Signal(object)
    """What the work gave back."""
    progressed = Signal(object)
    """A ``Step``; None when there is nothing more to tell."""
    shown = Signal()
    """It was brought up."""
    page_wanted = Signal(str)
    """The id of the page of a row of the report that was chosen; the dialog is closed then."""

    def __init__(
        self, batch: Batch, jobs: Jobs, failed: Callable[[Exception], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._batch = batch
        self._jobs = jobs
        self._failed = failed
        self._running: Progress | None = None
        self._step: Step | None = None
        self._pace = Pace()
        self._deed: Callable[[], object] = self.close
        self.setWindowTitle(_(batch.title))
        open_at(self, 760, 500)
        self._at = PlainLabel(_(batch.begins), wordWrap=True)
        self._at.setProperty("role", "heading")
        self._time = PlainLabel(" ")
        self._file = PlainLabel()
        self._file.setProperty("role", "muted")
        self._bar = ProgressBar()
        self.report = ReportView(_(batch.things), _(batch.thing))
        self.report.failed.connect(failed)
        self.report.opened.connect(self._open_page)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._progress_page())
        self._stack.addWidget(self.report)
        self._foot = Foot(self)
        self._offered = self._foot.answer("", self._do_offered)
        self._pause = self._foot.other(_("Pause"), self.turn_pause)
        self._cancel = self._foot.other(_("Cancel"), self.cancel)
        self._close = self._foot.leave(_("Go on in the background"))
        self._close.setDefault(True)
        for each in (self.report.copy_button, self.report.save_button):
            self._foot.put_aside(each)
        for each in (self.report.copy_button, self.report.save_button, self._offered):
            each.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(16)
        rows.addWidget(self._stack, 1)
        rows.addWidget(self._foot)

    @property
    def running(self) -> bool:
        """Whether the batch is going on."""
        return self._running is not None

    @property
    def paused(self) -> bool:
        """Whether it was told to wait."""
        return self._running is not None and self._running.paused

    @property
    def told(self) -> str:
        """Where the work is and how long it takes, in a line; empty where none goes on."""
        if self._running is None:
            return ""
        if self._step is None:
            return _(self._batch.begins)
        time_left = "" if self.paused else in_words(self._pace)
        return " · ".join(filter(None, (self._told_at(self._step), time_left)))

    def start(self, work: Callable[[Progress], object], *, quiet: bool = False) -> None:
        """Begin, and show how it goes; ``quiet`` begins in the background."""

        def worked(progress: Progress) -> tuple[object, Report]:
            result = work(progress)
            return result, self._batch.shown(result)

        self._running = self._jobs.run(
            worked, lane=self._batch.lane, done=self._done, failed=self._broke, progress=self._show_step
        )
        if not quiet:
            self.open()
        self._close.setFocus()

    def open(self) -> None:
        """Come up."""
        super().open()
        self.shown.emit()

    def cancel(self) -> None:
        """Stop after the thing that is being done; what was done stays."""
        if self._running is not None:
            self._running.cancel()
            self._cancel.setEnabled(False)
            self._pause.setEnabled(False)
            self._at.setText(_("Stopping…"))
            self._time.setText(" ")

    def turn_pause(self) -> None:
        """Let the work wait, or go on."""
        running = self._running
        if running is None or running.cancelled:
            return
        running.resume() if running.paused else running.pause()
        self._pause.setText(_("Go on") if running.paused else _("Pause"))
        self._pace.restart()
        if self._step is not None:
            self._show_step(self._step)

    def offer(self, word: str, deed: Callable[[], object], *, instead: str) -> None:
        """Offer to do something with what the report tells; Enter does it, and closes the dialog.

        ``instead`` is on the button that only closes it.
        """
        self._deed = deed
        self._offered.setText(word)
        self._offered.show()
        self._offered.setDefault(True)
        self._offered.setFocus()
        self._close.setText(instead)

    def offer_aside(self, word: str, deed: Callable[[], object]) -> None:
        """Offer something that is seldom wanted: the dialog stays, and Enter closes it as before."""
        self._foot.aside(word, deed)

    def _progress_page(self) -> QWidget:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addStretch(1)
        rows.addWidget(self._at)
        rows.addWidget(self._bar)
        rows.addWidget(self._time)
        rows.addWidget(self._file)
        rows.addStretch(2)
        return page

    def _show_step(self, step: Step) -> None:
        if self._running is None:
            return
        self._note(step)
        known = step.total > step.done or not self._batch.counting
        self._bar.show_step(step.done if known else 0, step.total if known else 0)
        if not self._running.cancelled:
            self._at.setText(self._told_at(step))
            self._time.setText(" " if self.paused else in_words(self._pace) or " ")
        room = self._file.width()
        middle = Qt.TextElideMode.ElideMiddle
        self._file.setText(self._file.fontMetrics().elidedText(step.what, middle, max(200, room)))
        self.progressed.emit(step)

    def _note(self, step: Step) -> None:
        """Watch the pace; where all that was counted is done, nobody knows how much there still is."""
        before, self._step = self._step, step
        known = step.total > step.done
        if before is not None and known is not (before.total > before.done):
            self._pace.restart()
        self._pace.note(step.total - step.done if known else -step.done, time.monotonic())

    def _told_at(self, step: Step) -> str:
        told = self._batch.at(step)
        return _("Paused: {what}").format(what=told) if self.paused else told

    def _done(self, worked: tuple[object, Report]) -> None:
        result, report = worked
        self._end()
        self.report.show_report(report)
        self._stack.setCurrentWidget(self.report)
        self.report.copy_button.setVisible(bool(report.rows))
        self.report.save_button.setVisible(bool(report.rows))
        if report.rows:
            self.report.focus_list()
        else:
            self._close.setFocus()
            self.resize(self.width(), self.sizeHint().height())  # a sentence needs no room for a list
        self.ended.emit(result)

    def _broke(self, error: Exception) -> None:
        self._end()
        self.close()
        self._failed(error)

    def _end(self) -> None:
        self._running = None
        self._cancel.hide()
        self._pause.hide()
        self._close.setText(_("Close"))
        self._close.setDefault(True)
        self.progressed.emit(None)

    def _open_page(self, page: str) -> None:
        self.close()
        self.page_wanted.emit(page)

    def _do_offered(self) -> None:
        self.close()
        self._deed()
