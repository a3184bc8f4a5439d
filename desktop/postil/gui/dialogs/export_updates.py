"""What the last updates of export targets did: a target at a time, with its files and what is amiss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from postil.gui.dialogs.export_outcome import ExportOutcome, report_of
from postil.gui.dialogs.foot import Foot
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.choice import Choice
from postil.gui.widgets.mnemonics import give_mnemonics
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.gui.appearance import Appearance
    from postil.gui.export_updates import TargetUpdate


class ExportUpdatesDialog(QDialog):
    """The reports of the last updates, one shown, the others a key away."""

    edits_wanted = Signal(object)
    """The edits that were found in files (``NoteEdit``) are to be seen."""

    def __init__(self, updates: Sequence[TargetUpdate], appearance: Appearance, parent: QWidget) -> None:
        """``updates`` has one at least; the first with something amiss is shown."""
        super().__init__(parent)
        self.setWindowTitle(_("Last update of the notes"))
        open_at(self, 760, 520)
        self.target = Choice(_("Target"), ((each, each.target.name) for each in updates))
        self.target.setVisible(len(updates) > 1)
        self._folder = PlainLabel(wordWrap=True)
        self._folder.setProperty("role", "muted")
        self.failure = PlainLabel(wordWrap=True)
        self.failure.setProperty("role", "danger")
        self.outcome = ExportOutcome(appearance)
        foot = Foot(self)
        self.show_folder = foot.aside(_("Show the folder"), self._show_folder)
        self.see_edits = foot.aside(_("See the edits…"), self._see_edits)
        close = foot.leave(_("Close"))
        close.setDefault(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(self.target)
        rows.addWidget(self._folder)
        rows.addWidget(self.failure)
        rows.addWidget(self.outcome, 1)
        rows.addStretch(0)
        rows.addWidget(foot)
        self.target.currentIndexChanged.connect(self._show)
        amiss = next((each for each in updates if each.problem), updates[0])
        self.target.choose(amiss)
        self._show()
        give_mnemonics(self)
        (close if amiss.failure else self.outcome.report.list).setFocus()

    def _show(self) -> None:
        update = self.target.chosen
        self._folder.setText(str(update.target.folder))
        self.failure.setText(update.failure)
        self.failure.setVisible(bool(update.failure))
        self.outcome.setVisible(not update.failure)
        self.see_edits.setVisible(bool(update.report.edits))
        self.outcome.show_report(update.report, report_of(update.report, update.target.folder))

    def _see_edits(self) -> None:
        self.edits_wanted.emit(self.target.chosen.report.edits)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.target.chosen.target.folder)))
