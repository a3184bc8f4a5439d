"""One export target as a person sets it up: a name, a folder, which pages, and what the notes look like."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from postil.errors import PostilError
from postil.gui import export_words
from postil.gui.dialogs.answers import Answers
from postil.gui.dialogs.note_preview import NotePreview
from postil.gui.dialogs.note_shape import NoteShapeRows, add_row
from postil.gui.dialogs.path_choice import PathChoice
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.choice import Choice
from postil.gui.widgets.mnemonics import give_mnemonics
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.scrolled import Scrolled
from postil.model.export_target import ExportTarget, NotePreset
from postil.model.ids import ExportTargetId
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from postil.gui.appearance import Appearance
    from postil.jobs import Jobs
    from postil.model.export_target import NoteShape

_WIDE = 720
"""Pixels from which on the preview stands beside the choices; else it stands below them."""
_SIGNS_OF = (
    (".obsidian", NotePreset.OBSIDIAN),
    ("logseq", NotePreset.LOGSEQ),
)
"""Folders in a folder that tell which program keeps its notes there."""


class ExportTargetDialog(QDialog):
    """Keeps the target when it is whole, and says what it lacks."""

    def __init__(
        self,
        target: ExportTarget | None,
        others: Sequence[ExportTarget],
        render: Callable[[NoteShape], str] | None,
        *,
        jobs: Jobs,
        appearance: Appearance,
        failed: Callable[[Exception], object],
        keep: Callable[[ExportTarget], object],
        parent: QWidget,
    ) -> None:
        """A new target for None. ``others`` are those whose folders are taken.

        ``keep`` raises what is wrong with a target (PostilError).
        """
        super().__init__(parent)
        self._target = target
        self._keep = keep
        self._others = tuple(others)
        self.setWindowTitle(_("New export target") if target is None else _("Export target"))
        open_at(self, 980, 620)
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Name"))
        self.folder = PathChoice(_("Folder"), empty=_("A vault, or any other folder"))
        self.layout_choice = Choice(_("Files"), export_words.offered(export_words.LAYOUTS))
        self.pages = QLineEdit()
        self.pages.setAccessibleName(_("Pages"))
        self.pages.setPlaceholderText(_("All with highlights or notes; or a search, as tag:bees"))
        self.keeping = Choice(_("Brought up to date"), export_words.offered(export_words.KEEPING))
        form_part = QWidget()
        form = QFormLayout(form_part)
        form.setContentsMargins(0, 0, 8, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(9)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for each in (self.name, self.folder, self.layout_choice, self.pages, self.keeping):
            name = each.line.accessibleName() if isinstance(each, PathChoice) else each.accessibleName()
            add_row(form, name, each)
        self.shape_rows = NoteShapeRows(form, self)
        self.preview = NotePreview(render, jobs, failed, appearance)
        self.told = PlainLabel(wordWrap=True)
        self.told.setProperty("role", "danger")
        self.told.hide()
        answers = Answers(self, _("Save"))
        self.save = answers.yes
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.addWidget(Scrolled(form_part), 1)
        self._sides.addWidget(self.preview, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(14)
        rows.addLayout(self._sides, 1)
        rows.addWidget(self.told)
        rows.addWidget(answers)
        self._show(target)
        self._preset_chosen = False
        self.shape_rows.preset.activated.connect(self._choose_preset)
        self.folder.changed.connect(self._know_folder)
        self.shape_rows.changed.connect(self._look)
        self._look()
        give_mnemonics(self)
        (self.name if target is not None else self.folder).setFocus()

    @property
    def target(self) -> ExportTarget:
        """The target as it is written now. Its folder is empty where none is."""
        return ExportTarget(
            ExportTargetId("") if self._target is None else self._target.id,
            self.name.text().strip(),
            self.folder.path or Path(),
            self.layout_choice.chosen,
            self.shape_rows.shape,
            self.pages.text().strip(),
            self.keeping.chosen,
        )

    def accept(self) -> None:
        """Keep the target, if it can be one, and close."""
        try:
            problem = self._problem()
            if not problem:
                self._keep(self.target)
        except PostilError as error:
            problem = str(error)
        if problem:
            self.complain(problem)
            return
        super().accept()

    def complain(self, sentence: str) -> None:
        """Say what is wrong."""
        self.told.setText(sentence)
        self.told.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview beside the choices where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._sides.setSpacing(20 if wide else 10)

    def _show(self, target: ExportTarget | None) -> None:
        if target is None:
            return
        self.name.setText(target.name)
        self.folder.show_path(target.folder)
        self.layout_choice.choose(target.layout)
        self.pages.setText(target.pages)
        self.keeping.choose(target.keeping)
        self.shape_rows.show_shape(target.shape)

    def _look(self) -> None:
        give_mnemonics(self)
        self.preview.show_shape(self.shape_rows.shape)

    def _choose_preset(self) -> None:
        """The person knows better than the folder."""
        self._preset_chosen = True

    def _know_folder(self) -> None:
        """Name a new target by its folder, and know whose vault it is."""
        folder = self.folder.path
        self.told.hide()
        if self._target is not None or folder is None:
            return
        if not self.name.isModified():
            self.name.setText(folder.name)
        if not self._preset_chosen:
            signs = (preset for sign, preset in _SIGNS_OF if (folder / sign).is_dir())
            self.shape_rows.preset.choose(next(signs, NotePreset.PLAIN))

    def _problem(self) -> str:
        target = self.target
        if self.folder.path is None:
            return _("Choose a folder.")
        if any(each.folder == target.folder for each in self._others):
            return _("Another export target has this folder already; choose another one.")
        return ""
