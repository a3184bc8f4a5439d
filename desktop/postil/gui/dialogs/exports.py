"""Exporting, asked and seen: what, where to and how, with the note as it would be; then what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from postil.gui.dialogs.export_form import ExportForm
from postil.gui.dialogs.export_outcome import ExportOutcome, report_of
from postil.gui.dialogs.foot import Foot
from postil.gui.dialogs.note_preview import NotePreview
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.mnemonics import give_mnemonics
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.progress_bar import ProgressBar
from postil.gui.widgets.scrolled import Scrolled
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from postil.gui.appearance import Appearance
    from postil.gui.dialogs.report_rows import Report
    from postil.gui.export_work import ExportWork, Pages
    from postil.jobs import Jobs, Progress, Step
    from postil.live_settings import LiveSettings
    from postil.model.export_report import ExportReport

_WIDE = 720
"""Pixels from which on the preview stands beside the choices; else it stands below them."""


class ExportDialog(QDialog):
    """Choices and preview, then how far it is, then what was written; one after the other in one dialog."""

    targets_wanted = Signal()
    """The export targets are to be seen; ``offer_targets`` when they are other ones."""
    edits_wanted = Signal(object)
    """The edits that were found in files (``NoteEdit``) are to be seen."""

    def __init__(
        self,
        pages: Pages,
        work: ExportWork,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        appearance: Appearance,
        failed: Callable[[Exception], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._work = work
        self._jobs = jobs
        self._settings = settings
        self._failed = failed
        self._running: Progress | None = None
        self._dry = False
        self._report: ExportReport | None = None
        self.setWindowTitle(_("Export notes"))
        open_at(self, 980, 620)
        self._heading = PlainLabel(pages.title, wordWrap=True)
        self._heading.setProperty("role", "heading")
        self.form = ExportForm(work, settings.value.export_choice)
        self.preview = NotePreview(work.preview_of(pages), jobs, failed, appearance)
        self.told = PlainLabel(wordWrap=True)
        self.told.setProperty("role", "danger")
        self.told.hide()
        self._bar = ProgressBar()
        self._bar.setAccessibleName(_("Export progress"))
        self._at = PlainLabel(wordWrap=True)
        self._at.setProperty("role", "muted")
        self.outcome = ExportOutcome(appearance)
        self._make_buttons()
        self._lay_out()
        self.form.changed.connect(self._look)
        self.form.targets_wanted.connect(self.targets_wanted)
        self._turn_to(self._choosing)
        self._look()
        give_mnemonics(self)
        self.form.focus_first()

    def _make_buttons(self) -> None:
        self._foot = Foot(self)
        self.show_folder = self._foot.aside(_("Show the folder"), self._show_folder)
        self.see_edits = self._foot.aside(_("See the edits…"), self._see_edits)
        self.export = self._foot.answer(_("Export"), self.start)
        self.try_out = self._foot.other(_("What would change"), self.start_dry)
        self.back = self._foot.other(_("Back"), lambda: self._turn_to(self._choosing))
        self.close_button = self._foot.leave()

    def _lay_out(self) -> None:
        self._choosing = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._choosing)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(20)
        self._sides.addWidget(Scrolled(self.form), 1)
        self._sides.addWidget(self.preview, 1)
        self._writing = QWidget()
        writing = QVBoxLayout(self._writing)
        writing.addStretch(1)
        writing.addWidget(self._at)
        writing.addWidget(self._bar)
        writing.addStretch(2)
        self._stack = QStackedWidget()
        for part in (self._choosing, self._writing, self.outcome):
            self._stack.addWidget(part)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(14)
        rows.addWidget(self._heading)
        rows.addWidget(self._stack, 1)
        rows.addWidget(self.told)
        rows.addWidget(self._foot)

    def offer_targets(self) -> None:
        """Other targets are there than before."""
        self.form.offer_targets()

    def start(self) -> None:
        """Write, as it is chosen."""
        self._begin(dry=False)

    def start_dry(self) -> None:
        """See what would be written; nothing is."""
        self._begin(dry=True)

    def reject(self) -> None:
        """Close; stop writing if it is going on."""
        if self._running is not None:
            self._running.cancel()
        super().reject()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview beside the choices where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._sides.setSpacing(20 if wide else 10)

    def _begin(self, *, dry: bool) -> None:
        problem = self.form.problem()
        if problem:
            self._complain(problem)
            return
        self._dry = dry
        choice = self.form.choice
        self._settings.change(export_choice=self.form.kept)
        write = self._work.of(self._pages, choice, dry=dry)

        def work(progress: Progress) -> tuple[ExportReport, Report]:
            report = write(progress)
            return report, report_of(report, choice.folder, dry=dry)

        self._bar.show_busy()
        self._at.setText(_("Looking at what would change…") if dry else _("Writing…"))
        self._turn_to(self._writing)
        self.close_button.setFocus()
        self._running = self._jobs.run(
            work, lane="read", done=self._done, failed=self._broke, progress=self._show_step
        )

    def _show_step(self, step: Step) -> None:
        if self._running is not None:
            self._bar.show_step(step.done, step.total)
            self._at.setText(step.what or self._at.text())

    def _done(self, written: tuple[ExportReport, Report]) -> None:
        self._running = None
        self._report, shown = written
        problems = set(self._report.problems)
        if not self._report.files and len(problems) == 1:
            self._return(problems.pop())
            return
        self.outcome.show_report(self._report, shown)
        self._turn_to(self.outcome)
        self.outcome.focus_list()

    def _broke(self, error: Exception) -> None:
        self._running = None
        self._return(self._work.told(error))
        if not self.told.text():
            self._failed(error)

    def _return(self, sentence: str) -> None:
        """Nothing was written: go back to where that can be mended, and say why."""
        self._turn_to(self._choosing)
        self.form.focus_first()
        self._complain(sentence)

    def _complain(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def _look(self) -> None:
        choice = self.form.choice
        self.told.hide()
        self.preview.setVisible(choice.is_markdown)
        self.try_out.setVisible(choice.is_markdown and self._stack.currentWidget() is self._choosing)
        if choice.is_markdown:
            self.preview.show_shape(choice.shape)
        give_mnemonics(self)

    def _turn_to(self, part: QWidget) -> None:
        """Show that part, with the buttons that make sense there."""
        self._stack.setCurrentWidget(part)
        choosing, seen = part is self._choosing, part is self.outcome
        written = seen and not self._dry
        self._heading.setVisible(not seen)
        report = self._report
        self.told.hide()
        self.export.setVisible(choosing or (seen and self._dry))
        self.try_out.setVisible(choosing and self.form.choice.is_markdown)
        self.back.setVisible(seen and self._dry)
        self.show_folder.setVisible(written)
        self.see_edits.setVisible(seen and report is not None and bool(report.edits))
        self.close_button.setText(_("Close") if written else _("Cancel"))
        (self.close_button if written else self.export).setDefault(True)
        give_mnemonics(self)

    def _show_folder(self) -> None:
        folder = self.form.choice.folder
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder if folder.is_dir() else folder.parent)))

    def _see_edits(self) -> None:
        if self._report is not None:
            self.edits_wanted.emit(self._report.edits)
