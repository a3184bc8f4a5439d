"""What an article looks like on paper, and where it goes: a PDF file or a printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from postil.gui.dialogs.foot import Foot
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.progress_bar import ProgressBar
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.jobs import Progress, Step


class PaperDialog(QDialog):
    """Asks how, puts the article out, shows how far it is, and can be told to stop.

    The choices are words and the things that they stand for; what is chosen is asked by number.
    """

    def __init__(
        self,
        title: str,
        *,
        notes: tuple[str, ...],
        papers: tuple[str, ...],
        chosen: tuple[int, int],
        file: Path | None,
        parent: QWidget,
    ) -> None:
        """``chosen`` are the numbers of notes and paper to begin with. No ``file`` is for a printer."""
        super().__init__(parent)
        self._running: Progress | None = None
        self._begin: Callable[[], Progress | None] = lambda: None
        self.setWindowTitle(_("Save as PDF") if file is not None else _("Print"))
        self.setMinimumWidth(400)
        heading = PlainLabel(title, wordWrap=True)
        heading.setProperty("role", "heading")
        self._notes = _choice(_("Notes"), notes, chosen[0])
        self._papers = _choice(_("Paper"), papers, chosen[1])
        self.highlights = QCheckBox(_("Highlights"))
        self.highlights.setChecked(True)
        self._file = QLineEdit(str(file or ""))
        self._file.setAccessibleName(_("File"))
        self._file.setCursorPosition(0)
        self._told = PlainLabel("", wordWrap=True)
        self._told.setProperty("role", "muted")
        self._bar = ProgressBar()
        self._bar.hide()
        self._foot = Foot(self)
        self.accept_button = self._foot.answer(_("Save") if file is not None else _("Print…"), self.start)
        self._foot.leave()
        self._lay_out(heading, with_file=file is not None)

    def _lay_out(self, heading: QLabel, *, with_file: bool) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("Notes"), self._notes)
        form.addRow(_("Paper"), self._papers)
        form.addRow("", self.highlights)
        if with_file:
            choose = QPushButton(_("Choose…"))
            choose.clicked.connect(self._choose)
            row = QHBoxLayout()
            row.addWidget(self._file, 1)
            row.addWidget(choose)
            form.addRow(_("File"), row)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(14)
        rows.addWidget(heading)
        rows.addLayout(form)
        rows.addWidget(self._told)
        rows.addWidget(self._bar)
        rows.addWidget(self._foot)

    @property
    def notes(self) -> int:
        """The number of the chosen place for notes."""
        return self._notes.currentIndex()

    @property
    def paper(self) -> int:
        """The number of the chosen paper."""
        return self._papers.currentIndex()

    @property
    def file(self) -> Path:
        """Where the PDF goes."""
        file = Path(self._file.text()).expanduser()
        return file if file.suffix.lower() == ".pdf" else file.with_name(file.name + ".pdf")

    @property
    def text(self) -> str:
        """What it says of how it went."""
        return self._told.text()

    def on_accept(self, begin: Callable[[], Progress | None]) -> None:
        """``begin`` starts the work; it answers None where the person thought otherwise."""
        self._begin = begin

    def start(self) -> None:
        """Begin the work."""
        self._running = self._begin()
        if self._running is not None:
            self.accept_button.setEnabled(False)
            self._told.setText(_("Setting the pages…"))
            self._bar.show_busy()
            self._bar.show()

    def show_step(self, step: Step) -> None:
        """Show how far it is."""
        self._bar.show_step(step.done, step.total)

    def show_failed(self, sentence: str) -> None:
        """Say what went wrong; the person may try again."""
        self._running = None
        self._bar.hide()
        self._told.setText(sentence)
        self.accept_button.setEnabled(True)

    def show_done(self) -> None:
        """It is on paper: there is nothing more to ask."""
        self._running = None
        self.accept()

    def reject(self) -> None:
        """Close; stop the work if it is going on."""
        if self._running is not None:
            self._running.cancel()
        super().reject()

    def _choose(self) -> None:
        file, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), self._file.text(), "PDF (*.pdf)")
        if file:
            self._file.setText(file)


def _choice(name: str, words: tuple[str, ...], chosen: int) -> QComboBox:
    box = QComboBox()
    box.addItems(list(words))
    box.setCurrentIndex(chosen)
    box.setAccessibleName(name)
    return box
