"""What stands over the list of the trash: how long things rest there, and the way to empty it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from postil.gui import words
from postil.translation import _


class TrashStrip(QWidget):
    """A sentence and a button; shown only where the trash is listed and holds something."""

    empty_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = QLabel(wordWrap=True)
        self._text.setProperty("role", "muted")
        empty = QPushButton(_("Empty the trash…"))
        empty.setProperty("role", "link")
        empty.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        empty.clicked.connect(self.empty_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 12, 8)
        row.addWidget(self._text, 1)
        row.addWidget(empty)
        self.hide()

    def tell(self, days: int) -> None:
        """Say how long things rest here; 0 days are for ever."""
        if days:
            self._text.setText(
                words.counted(
                    "Deleted for good after {count} day.", "Deleted for good after {count} days.", days
                )
            )
        else:
            self._text.setText(_("Pages stay here until you delete them."))
