"""The links to pages of the library: known by address, and painted as a tint with a frame under the words."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from postil.gui.reader.geometry import span_rects
from postil.gui.reader.painting import visible_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextDocument

    from postil.gui.theme import Theme

_TINT = 26
_FRAME = 90
"""Opacities, of 255."""


class SavedLinkPainter:
    """Paints under the links of one document that lead to saved pages."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        self._document = document
        self._color = theme.page.link
        self._spans: tuple[tuple[int, int], ...] = ()
        self._starts: list[int] = []

    def set_spans(self, spans: Sequence[tuple[int, int]]) -> None:
        """Paint under these positions from now on."""
        self._spans = tuple(sorted(spans))
        self._starts = [start for start, _end in self._spans]

    def paint(self, painter: QPainter, clip: QRectF) -> None:
        """Paint what is in ``clip``, in the coordinates of the document."""
        if not self._spans:
            return
        tint, frame = QColor(self._color), QColor(self._color)
        tint.setAlpha(_TINT)
        frame.setAlpha(_FRAME)
        painter.setBrush(tint)
        painter.setPen(QPen(frame, 1))
        for block in visible_blocks(self._document, clip):
            end = block.position() + block.length()
            at = max(0, bisect_left(self._starts, block.position()) - 1)
            while at < len(self._spans) and self._spans[at][0] < end:
                for rect in span_rects(block, *self._spans[at], fill=0.8):
                    painter.drawRoundedRect(rect.adjusted(-2.5, 0.5, 2.5, -0.5), 4, 4)
                at += 1
        painter.setPen(Qt.PenStyle.NoPen)
