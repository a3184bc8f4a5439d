"""Keys drawn as the caps of a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from postil.gui import fonts, words
from postil.gui.widgets.mirroring import mirror, unmirrored
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.gui.appearance import Appearance
    from postil.gui.theme import WindowColors

CAP_HEIGHT = 20
_INSIDE, _BETWEEN, _THEN = 6, 3, 8


def draw_caps(
    painter: QPainter, place: QRectF, presses: Sequence[Sequence[str]], colors: WindowColors
) -> float:
    """Draw a key sequence at the right of ``place``; the pixels that it took."""
    width = caps_width(presses)
    left = place.right() - width
    # Keys are pressed in the order in which they are named, also where words go from right to left.
    with unmirrored(painter, QRectF(left, place.top(), width, place.height())):
        painter.setFont(_cap_font())
        for press in presses:
            for cap in press:
                box = QRectF(left, place.center().y() - CAP_HEIGHT / 2, _cap_width(cap), CAP_HEIGHT)
                _draw_cap(painter, box, cap, colors)
                left += box.width() + _BETWEEN
            left += _THEN - _BETWEEN
    return width


def _draw_cap(painter: QPainter, box: QRectF, cap: str, colors: WindowColors) -> None:
    painter.setPen(QPen(QColor(colors.field_border), 1))
    painter.setBrush(QColor(colors.field))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(QColor(colors.muted))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cap)


def caps_width(presses: Sequence[Sequence[str]]) -> float:
    """The pixels that a key sequence takes."""
    one = [sum(_cap_width(cap) for cap in press) + _BETWEEN * (len(press) - 1) for press in presses]
    return sum(one) + _THEN * (len(one) - 1)


class KeyCaps(QWidget):
    """The keys of a command, the first ones first, as a widget."""

    def __init__(self, keys: Sequence[str], appearance: Appearance) -> None:
        super().__init__()
        self._sequences = [words.key_caps(key) for key in keys]
        self._appearance = appearance
        self.setAccessibleName(_(" or ").join(keys))
        widths = [caps_width(sequence) for sequence in self._sequences]
        self.setFixedSize(QSize(round(sum(widths) + 10 * max(0, len(widths) - 1)) + 2, CAP_HEIGHT + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the caps from the right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect())
        mirror(painter, place, self.layoutDirection())
        for sequence in reversed(self._sequences):
            place.setRight(
                place.right() - draw_caps(painter, place, sequence, self._appearance.theme.window) - 10
            )


def _cap_font() -> QFont:
    return fonts.font(fonts.INTERFACE, size=11, weight=QFont.Weight.Medium)


def _cap_width(cap: str) -> float:
    return max(float(CAP_HEIGHT), QFontMetricsF(_cap_font()).horizontalAdvance(cap) + 2 * _INSIDE)
