"""What stands over the list of the trash: how long things rest there, and the way to empty it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from postil.gui import words
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _


class TrashStrip(QWidget):
    """A sentence and two buttons; shown only where the trash is listed."""

    empty_wanted = Signal()
    highlights_wanted = Signal()
    """The highlights that were removed are to be listed."""

    def __init__(self) -> None:
        super().__init__()
        self._text = PlainLabel(wordWrap=True)
        self._text.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 12, 8)
        row.setSpacing(0)
        row.addWidget(self._text, 1)
        for word, signal in ((_("Highlights"), self.highlights_wanted), (_("Empty…"), self.empty_wanted)):
            button = QPushButton(word)
            button.setProperty("role", "link")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(signal)
            row.addWidget(button)
        self.empty_button = button
        """Empties the trash; shown only where anything is in it."""
        self.hide()

    def tell(self, days: int) -> None:
        """Say how long things rest here; 0 days are for ever."""
        if days:
            self._text.setText(words.counted("Kept for {count} day", "Kept for {count} days", days))
        else:
            self._text.setText(_("Kept until you empty it"))
