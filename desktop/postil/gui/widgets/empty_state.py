"""What stands where there is nothing yet: one sign, one line, one hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from postil.gui.icons import pixmap

if TYPE_CHECKING:
    from postil.gui.appearance import Appearance


class EmptyState(QWidget):
    """A quiet word in the middle of an empty pane."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._name = "pages"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that keys still have somewhere to go
        self._sign = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        self._title = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter, wordWrap=True)
        self._title.setProperty("role", "empty-title")
        self._hint = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter, wordWrap=True)
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
        """Say what is not there, and how it could be."""
        self._name = sign
        self._title.setText(title)
        self.setAccessibleName(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._draw()

    def _draw(self) -> None:
        self._sign.setPixmap(pixmap(self._name, self._appearance.theme.window.muted, 32))
