"""The choice of a folder: its path, a button to choose another one, and none at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from postil.gui.dialogs.path_choice import typed_path
from postil.translation import _

_WIDTH = 220


class FolderChoice(QWidget):
    """What is typed or chosen; empty for no folder."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.path = QLineEdit(clearButtonEnabled=True)
        self.path.setPlaceholderText(_("No folder"))
        self.path.editingFinished.connect(lambda: self._tell(self.path.text().strip()))
        self._choose = QPushButton(_("Choose…"))
        self._choose.clicked.connect(self._ask)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(6)
        columns.addWidget(self.path, 1)
        columns.addWidget(self._choose)
        self.setFixedWidth(_WIDTH)
        self.setFocusProxy(self.path)

    def show_folder(self, folder: str) -> None:
        """Show that one; nobody is told."""
        self.path.setText(folder)

    def setAccessibleName(self, name: str) -> None:
        """The field and its button speak of the same."""
        super().setAccessibleName(name)
        self.path.setAccessibleName(name)
        self._choose.setAccessibleName(_("Choose: {name}").format(name=name))

    def _ask(self) -> None:
        begin = self.path.text() or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self, _("Choose a folder"), begin)
        if folder:
            self._tell(folder)

    def _tell(self, folder: str) -> None:
        self.path.setText(folder)
        self.chosen.emit(str(typed_path(folder) or ""))
