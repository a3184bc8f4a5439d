"""The name and the query of a saved search."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from postil.gui.dialogs.answers import Answers
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _


class SavedSearchDialog(QDialog):
    """Two lines; it can be kept once neither is empty."""

    kept = Signal(str, str)
    """The name and the query."""

    def __init__(self, title: str, name: str, query: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(520, 220)
        heading = PlainLabel(title, wordWrap=True)
        heading.setProperty("role", "heading")
        self.name, self.query = QLineEdit(name), QLineEdit(query)
        form = QFormLayout()
        form.setSpacing(10)
        for label, line in ((_("Name"), self.name), (_("Search for"), self.query)):
            line.setAccessibleName(label)
            line.setProperty("role", "field")
            line.textChanged.connect(self._look)
            form.addRow(label, line)
        answers = Answers(self, _("Save"))
        self.save = answers.yes
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(16)
        rows.addWidget(heading)
        rows.addLayout(form)
        rows.addStretch(1)
        rows.addWidget(answers)
        first = self.name if query else self.query
        first.selectAll()
        first.setFocus()
        self._look()

    def accept(self) -> None:
        """Tell what is to be kept, and close."""
        if self.save.isEnabled():
            self.kept.emit(self.name.text(), self.query.text())
            super().accept()

    def _look(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip() and self.query.text().strip()))
