"""What an export asks: which format, where to, which files, and what the notes look like."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QWidget

from postil.gui import export_choice, export_words
from postil.gui.dialogs.note_shape import NoteShapeRows, add_row
from postil.gui.dialogs.path_choice import PathChoice
from postil.gui.export_choice import ExportChoice
from postil.gui.export_work import Chosen, usual_place
from postil.gui.widgets.choice import Choice
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from postil.gui.export_work import ExportWork, OfferedFormat
    from postil.model.export_target import ExportTarget


class ExportForm(QWidget):
    """Asks only what makes sense for what is chosen already."""

    changed = Signal()
    targets_wanted = Signal()

    def __init__(self, work: ExportWork, kept: str) -> None:
        """``kept`` is the setting that has what was chosen the last time.

        Who never chose anything, and has a target, most likely means that.
        """
        super().__init__()
        self._work = work
        self._before = export_choice.read(kept)
        if not kept and (targets := work.targets()):
            self._before = replace(self._before, target=targets[0].id)
        self.format: Choice[OfferedFormat] = Choice(
            _("Write"), ((each, each.name) for each in work.formats())
        )
        self.format_told = PlainLabel(wordWrap=True)
        self.format_told.setProperty("role", "muted")
        self.target: Choice[ExportTarget | None] = Choice(_("Into"))
        self.targets_button = QPushButton(_("Export targets…"))
        self.targets_button.clicked.connect(lambda _checked: self.targets_wanted.emit())
        self.target_told = PlainLabel(wordWrap=True)
        self.target_told.setProperty("role", "muted")
        self.place = PathChoice(_("Folder"))
        self.layout_choice = Choice(_("Files"), export_words.offered(export_words.LAYOUTS))
        self._form = QFormLayout(self)
        self._fill()
        self.offer_targets()
        self._show_before()
        self.format.currentIndexChanged.connect(self._turn_format)
        self.target.currentIndexChanged.connect(self._look)
        self.place.changed.connect(self.changed)
        self.layout_choice.currentIndexChanged.connect(self.changed)
        self.shape_rows.changed.connect(self.changed)
        self._turn_format()

    def _fill(self) -> None:
        form = self._form
        form.setContentsMargins(0, 0, 8, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(9)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        add_row(form, self.format.accessibleName(), self.format)
        form.addRow("", self.format_told)
        add_row(form, self.target.accessibleName(), self.target)
        form.addRow("", self.target_told)
        self._below = QWidget()  # beside the target there is no room for names of targets
        columns = QHBoxLayout(self._below)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.addWidget(self.targets_button)
        columns.addStretch(1)
        form.addRow("", self._below)
        add_row(form, self.place.line.accessibleName(), self.place)
        add_row(form, self.layout_choice.accessibleName(), self.layout_choice)
        self.shape_rows = NoteShapeRows(form, self)

    @property
    def choice(self) -> Chosen:
        """What is chosen now."""
        chosen, target = self.format.chosen, self._target()
        if target is not None:
            return Chosen(chosen, target.folder, target, target.layout, target.shape)
        place = self.place.path or Path()
        return Chosen(chosen, place, None, self.layout_choice.chosen, self.shape_rows.shape)

    @property
    def kept(self) -> str:
        """The same for the next time, as the setting has it."""
        chosen, target = self.choice, self.target.chosen
        before = self._before
        return export_choice.written(
            ExportChoice(
                chosen.format.id,
                (target.id if target is not None else "") if chosen.is_markdown else before.target,
                before.folder if chosen.target is not None else str(chosen.folder),
                self.layout_choice.chosen,
                self.shape_rows.shape,
            )
        )

    def problem(self) -> str:
        """What keeps it from being done, in a sentence; empty where nothing does."""
        if self._target() is None and self.place.path is None:
            return _("Choose a file to write.") if self.format.chosen.suffix else _("Choose a folder.")
        return ""

    def offer_targets(self) -> None:
        """Offer the export targets that there are now; the one that was chosen stays so."""
        before = self.target.chosen.id if self.target.count() and self.target.chosen is not None else ""
        targets = self._work.targets()
        self.target.offer((*((each, each.name) for each in targets), (None, _("A folder, this once"))))
        self._choose_target(before)

    def focus_first(self) -> None:
        """Turn to where the person most likely has something to say."""
        (self.target if self.target.count() > 1 and self.choice.is_markdown else self.place).setFocus()

    def _show_before(self) -> None:
        before = self._before
        known = next((each for each in self._work.formats() if each.id == before.format), None)
        if known is not None:
            self.format.choose(known)
        self._choose_target(before.target)
        self.layout_choice.choose(before.layout)
        self.shape_rows.show_shape(before.shape)

    def _choose_target(self, target_id: str) -> None:
        found = next((each for each in self._work.targets() if each.id == target_id), None)
        self.target.choose(found)

    def _target(self) -> ExportTarget | None:
        """The target that is written to; None for other formats than notes."""
        return self.target.chosen if self.format.chosen.id == export_choice.MARKDOWN else None

    def _turn_format(self) -> None:
        chosen = self.format.chosen
        kinds = f"{chosen.name} (*{chosen.suffix})" if chosen.suffix else None
        self.place.show_path(usual_place(chosen, self._before.folder), kinds=kinds)
        label = self._form.labelForField(self.place)
        if isinstance(label, PlainLabel):
            label.setText(_("File") if chosen.suffix else _("Folder"))
        self._look()

    def _look(self) -> None:
        """Ask nothing that the target says already."""
        chosen, target = self.choice, self._target()
        once = chosen.is_markdown and target is None
        told = export_words.format_told(chosen.format.id)
        self.format_told.setText(told)
        self._form.setRowVisible(self.format_told, bool(told))
        for each in (self.target, self._below):
            self._form.setRowVisible(each, chosen.is_markdown)
        self._form.setRowVisible(self.target_told, target is not None)
        self._form.setRowVisible(self.place, target is None)
        self._form.setRowVisible(self.layout_choice, once)
        self.shape_rows.set_shown(shown=once)
        if target is not None:
            about = (str(target.folder), export_words.target_told(target))
            self.target_told.setText("\n".join(about) + "\n" + _("All its files are brought up to date."))
        self.changed.emit()
