"""What notes look like, asked in rows of a form: preset, contents, marks, images, templates of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QPushButton

from postil.app.template_copies import copy_templates, has_templates
from postil.errors import ExportFailed
from postil.gui import export_words
from postil.gui.dialogs.path_choice import PathChoice
from postil.gui.widgets.choice import Choice
from postil.gui.widgets.plain_text import PlainLabel
from postil.model.export_target import NoteContents, NoteShape
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFormLayout, QWidget


class NoteShapeRows(QObject):
    """Adds its rows to a form, and speaks of the shape that they make."""

    changed = Signal()

    def __init__(self, form: QFormLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self._shown = True
        self.preset = Choice(_("For"), export_words.offered(export_words.PRESETS))
        self.contents = Choice(_("Contents"), export_words.offered(export_words.CONTENTS))
        self.marks = Choice(_("Highlights in the article"), export_words.offered(export_words.MARKS))
        self.images = Choice(_("Images"), export_words.offered(export_words.IMAGES))
        self.template = PathChoice(_("Templates of your own"), empty=_("Those of Postil"))
        for each in (self.preset, self.contents, self.marks, self.images):
            add_row(form, each.accessibleName(), each)
            each.currentIndexChanged.connect(self._look)
        add_row(form, self.template.line.accessibleName(), self.template)
        self.template.changed.connect(self._look)
        self.copy_button = QPushButton(_("Copy the templates there"))
        self.copy_button.clicked.connect(self._copy_templates)
        self.told = PlainLabel(wordWrap=True)
        self.told.setProperty("role", "danger")
        form.addRow("", self.copy_button)
        form.addRow(self.told)
        self._look()

    @property
    def shape(self) -> NoteShape:
        """What is chosen."""
        return NoteShape(
            self.preset.chosen,
            self.template.path,
            self.contents.chosen,
            self.marks.chosen,
            self.images.chosen,
        )

    def show_shape(self, shape: NoteShape) -> None:
        """Show that one."""
        with QSignalBlocker(self):
            self.preset.choose(shape.preset)
            self.contents.choose(shape.contents)
            self.marks.choose(shape.marks)
            self.images.choose(shape.images)
            self.template.show_path(shape.template)
        self.changed.emit()

    def set_shown(self, *, shown: bool) -> None:
        """Show the rows, or none of them."""
        self._shown = shown
        for each in (self.preset, self.contents, self.template):
            self._form.setRowVisible(each, shown)
        self._look()

    def _look(self) -> None:
        """Ask of the article only where there is one."""
        article = self._shown and self.contents.chosen is NoteContents.ARTICLE
        for each in (self.marks, self.images):
            self._form.setRowVisible(each, article)
        folder = self.template.path if self._shown else None
        self._form.setRowVisible(self.copy_button, folder is not None and not has_templates(folder))
        self._form.setRowVisible(self.told, False)
        self.changed.emit()

    def _copy_templates(self) -> None:
        """Put the templates of the preset into the folder that is named, to be changed there."""
        folder = self.template.path
        if folder is None:
            return
        try:
            copy_templates(self.preset.chosen, folder)
        except ExportFailed as error:
            self.told.setText(str(error))
            self._form.setRowVisible(self.told, True)
            return
        self.template.line.setFocus()
        self._look()


def add_row(form: QFormLayout, name: str, field: QWidget) -> None:
    """A row of a form, whose label is the field's: it gives it its letter (``gui/widgets/mnemonics.py``)."""
    label = PlainLabel(name, wordWrap=True)
    label.setBuddy(field.focusProxy() or field)
    form.addRow(label, field)
