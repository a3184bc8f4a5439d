"""A tag's new name: to rename it, to move it under another one, or to let two become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from postil.errors import TagError
from postil.gui import words
from postil.gui.dialogs.answers import Answers
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.app.tagging import Tagging


class RenameTag(QDialog):
    """A line with the whole name, and below it what will become of the tag."""

    named = Signal(str)

    def __init__(
        self, name: str, tagging: Tagging, known: Sequence[str], *, count: int, parent: QWidget
    ) -> None:
        """``known`` are offered while typing; ``count`` pages have the tag or one below it."""
        super().__init__(parent)
        self._name, self._tagging, self._count = name, tagging, count
        self._below = sum(other.startswith(f"{name}/") for other in known)
        self.setWindowTitle(_("Rename the tag"))
        self.resize(520, 240)
        heading = PlainLabel(_("Rename #{tag}").format(tag=name), wordWrap=True)
        heading.setProperty("role", "heading")
        self.line = QLineEdit(name)
        self.line.setAccessibleName(_("New name of the tag"))
        self.line.setProperty("role", "field")
        completer = QCompleter(QStringListModel(list(known), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = QListView()
        popup.setProperty("role", "completion")
        completer.setPopup(popup)
        self.line.setCompleter(completer)
        self.told = PlainLabel(wordWrap=True)
        self.told.setProperty("role", "muted")
        answers = Answers(self, _("Save"))
        self.ok = answers.yes
        self.line.textChanged.connect(self._tell)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(12)
        for widget in (heading, self.line, self.told):
            rows.addWidget(widget)
        rows.addStretch(1)
        rows.addWidget(answers)
        self.line.selectAll()
        self.line.setFocus()
        self._tell()

    def accept(self) -> None:
        """Tell the new name, and close."""
        if self.ok.isEnabled():
            self.named.emit(self.line.text())
        super().accept()

    def _tell(self) -> None:
        sentence, possible = self._outlook()
        self.told.setText(sentence)
        self.ok.setEnabled(possible)

    def _outlook(self) -> tuple[str, bool]:
        """What will happen, and whether it can."""
        try:
            name = self._tagging.name(self.line.text())
        except TagError as error:
            return str(error), False
        if name.casefold().startswith(f"{self._name}/".casefold()):
            return _("A tag cannot move into itself."), False
        if self._tagging.merges(self._name, name):
            return _("#{tag} is a tag already: the two become one.").format(tag=name), True
        touched = words.counted("{count} page has it.", "{count} pages have it.", self._count)
        if self._below:
            below = words.counted(
                "{count} tag below it comes along.", "{count} tags below it come along.", self._below
            )
            touched = f"{touched} {below}"
        return f"{touched} " + _("A slash nests: politics/europe."), True
