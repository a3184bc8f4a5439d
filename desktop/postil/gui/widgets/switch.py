"""On or off, as a switch: a check box that is seen from afar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

if TYPE_CHECKING:
    from postil.gui.appearance import Appearance

_WIDTH, _HEIGHT, _RING = 34, 20, 3


class Switch(QCheckBox):
    """A check box without words of its own, drawn by us."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """The switch and the ring of the focus."""
        return QSize(_WIDTH + 2 * _RING, _HEIGHT + 2 * _RING)

    def hitButton(self, point: QPoint) -> bool:
        """All of it may be pressed."""
        return self.rect().contains(point)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the groove, the knob, and the ring of the focus."""
        colors = self._appearance.theme.window
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = (self.width() - _WIDTH) / 2, (self.height() - _HEIGHT) / 2
        groove = QRectF(left, top, _WIDTH, _HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent if self.isChecked() else colors.scroll))
        painter.drawRoundedRect(groove, _HEIGHT / 2, _HEIGHT / 2)
        knob = QRectF(0, 0, _HEIGHT - 6, _HEIGHT - 6)
        knob.moveTop(groove.top() + 3)
        knob.moveLeft(groove.right() - 3 - knob.width() if self.isChecked() else groove.left() + 3)
        painter.setBrush(QColor(colors.accent_ink if self.isChecked() else colors.field))
        painter.drawEllipse(knob)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.focus), 2))
            ring = groove.adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
