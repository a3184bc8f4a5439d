"""What stands where there is nothing yet: one sign, one line, one hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QVBoxLayout

from postil.gui.icons import pixmap
from postil.gui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance


class EmptyState(PlainLabel):
    """A quiet word in the middle of an empty pane. A label, so that it is read out as one."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._appearance = appearance
        self._name, self._said = "pages", ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that keys still have somewhere to go
        self._sign = PlainLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        self._title = PlainLabel(alignment=Qt.AlignmentFlag.AlignHCenter, wordWrap=True)
        self._title.setProperty("role", "empty-title")
        self._hint = PlainLabel(alignment=Qt.AlignmentFlag.AlignHCenter, wordWrap=True)
        self._hint.setProperty("role", "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(32, 32, 32, 32)
        rows.setSpacing(8)
        rows.addStretch(2)
        rows.addWidget(self._sign)
        rows.addSpacing(4)
        rows.addWidget(self._title)
        rows.addWidget(self._hint)
        rows.addStretch(3)
        appearance.changed.connect(self._draw)

    def tell(self, sign: str, title: str, hint: str = "") -> None:
        """Say what is not there, and how it could be; ``hint`` may name commands in braces."""
        self._name, self._said = sign, hint
        self._title.setText(title)
        self.setAccessibleName(title)
        self._hint.setVisible(bool(hint))
        self._name_keys()
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Name the keys that the person has now."""
        super().showEvent(event)
        self._name_keys()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus: keys act here, too."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it has gone."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark of the focus round the words."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._appearance.theme.window.focus), 2))
            words = self._title.geometry().united(self._sign.geometry())
            words = words.united(self._hint.geometry()) if self._hint.isVisible() else words
            painter.drawRoundedRect(words.adjusted(-10, -14, 10, 14), 8, 8)

    def _name_keys(self) -> None:
        hint = self._appearance.with_keys(self._said)
        self.setAccessibleDescription(hint)
        self._hint.setText(hint)

    def _draw(self) -> None:
        self._sign.setPixmap(pixmap(self._name, self._appearance.theme.window.muted, 32))
