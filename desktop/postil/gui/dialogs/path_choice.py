"""The choice of a folder, or of a file for what is written: a line to type its path in, and a button."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from postil.translation import _


class PathChoice(QWidget):
    """A folder, or the file that is to be written."""

    changed = Signal()
    """With every letter that is typed."""
    chosen = Signal()
    """When a path was typed to its end, or chosen by the button."""

    def __init__(self, name: str, *, empty: str = "") -> None:
        """``empty`` stands in the line where there is no path."""
        super().__init__()
        self._kinds: str | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(empty)
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self.chosen)
        self.button = QPushButton(_("Choose…"))
        self.button.clicked.connect(self._ask)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(6)
        columns.addWidget(self.line, 1)
        columns.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.line.setAccessibleName(name)
        self.button.setAccessibleName(_("Choose: {name}").format(name=name))

    @property
    def path(self) -> Path | None:
        """What is typed or chosen, one that is not whole from the home folder on; None for nothing."""
        typed = self.line.text().strip()
        return Path.home() / Path(typed).expanduser() if typed else None

    def show_path(self, path: Path | None, *, kinds: str | None = None) -> None:
        """Show that one. ``kinds`` are those of a file (``PDF (*.pdf)``); without, it is a folder."""
        self._kinds = kinds
        self.line.setText("" if path is None else str(path))
        self.line.setCursorPosition(0)

    def _ask(self) -> None:
        begin = self.line.text() or str(Path.home())
        if self._kinds is None:
            chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder"), begin)
        else:
            chosen, _kind = QFileDialog.getSaveFileName(self, _("Choose a file"), begin, self._kinds)
        if chosen:
            self.line.setText(chosen)
            self.chosen.emit()
