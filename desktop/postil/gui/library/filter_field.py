"""The quick filter over a list: a line that narrows the list while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from postil.gui.icons import icon
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from postil.gui.appearance import Appearance


class FilterField(QWidget):
    """Arrows move in the list, Enter goes on to it, Esc lists everything again."""

    typed = Signal(str)
    stepped = Signal(int)
    """So many rows down the person wants to go in the list."""
    entered = Signal()
    """The person is done typing: the list takes the focus."""
    left = Signal()
    """The person wants the whole list back."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.line = _Line(self)
        self._sign = QAction(self)
        self.line.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.line.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(_("List all again  (Esc)"))
        self._clear.triggered.connect(self.left)
        self.line.textChanged.connect(lambda text: self.typed.emit(text.strip()))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 8)
        row.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.hide()
        appearance.changed.connect(self._draw)
        self._draw()

    def start(self) -> None:
        """Come up and take the focus; what was typed is marked to be typed over."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def forget(self) -> None:
        """Go, and forget what was typed."""
        self.hide()
        self.line.clear()

    def _draw(self) -> None:
        color = self._appearance.theme.window.muted
        self._sign.setIcon(icon("filter", color, 16))
        self._clear.setIcon(icon("close", color, 16))


class _Line(QLineEdit):
    def __init__(self, field: FilterField) -> None:
        super().__init__(field)
        self._field = field
        self.setPlaceholderText(_("Title, site, author or #tag"))
        self.setAccessibleName(_("Filter the list"))
        self.setProperty("role", "search")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, go on to it, or leave; type the rest."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self._field.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._field.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._field.left.emit()
        else:
            super().keyPressEvent(event)
