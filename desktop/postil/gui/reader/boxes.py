"""Boxes around blocks, painted under the text: code with its language and line numbers, callouts, cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from postil.gui import fonts
from postil.gui.reader.formats import BOX, CODE_LANGUAGE, CODE_LINE, BoxKind
from postil.gui.reader.geometry import block_origin
from postil.gui.reader.writer import BOX_LABEL

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextDocument

    from postil.gui.reader.setting import Look

BOX_ABOVE = 8
BOX_BELOW = 14
"""How far a box reaches above and below its blocks; pixels. Letters stand low in their line."""
_RADIUS = 8
_EDGE = 16
"""Between the edge of a box of code and its letters."""
_LABEL = 11
"""The letters of a language's name; pixels."""
_NO_PEN = Qt.PenStyle.NoPen


class BoxPainter:
    """Paints the boxes of one document."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        self._document = document
        self._look = look
        self._page = look.theme.page

    def paint(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        """Paint the slice of a box that is under ``block``, which takes ``rect``."""
        box = numbers_of(block, BOX)
        if not box:
            return
        kind, number, indent, *wider = box
        first = _box_number(block.previous()) != number
        last = _box_number(block.next()) != number
        language = str(block.blockFormat().property(CODE_LANGUAGE) or "")
        left = block_origin(block).x() + indent
        width = self._look.width - indent + (0 if kind != BoxKind.CODE else -indent) + sum(wider)
        top = rect.top() - (BOX_ABOVE if first else 0) - (BOX_LABEL if language else 0)
        following = self._document.documentLayout().blockBoundingRect(block.next()).top() if not last else 0
        bottom = rect.bottom() + BOX_BELOW if last else following
        slice_of_box = QRectF(left, top, width, bottom - top)
        whole = slice_of_box.adjusted(0, 0 if first else -20, 0, 0 if last else 20)
        painter.save()
        painter.setClipRect(slice_of_box.adjusted(-1, 0, 1, 0), Qt.ClipOperation.IntersectClip)
        self._paint_ground(painter, BoxKind(kind), whole)
        painter.restore()
        if kind == BoxKind.CODE:
            self._paint_code(painter, block, slice_of_box, language)

    def _paint_ground(self, painter: QPainter, kind: BoxKind, whole: QRectF) -> None:
        outlined = kind is BoxKind.EMBED or self._look.theme.outlined
        painter.setPen(QPen(QColor(self._page.rule), 1) if outlined else _NO_PEN)
        ground = QColor(self._page.code_ground)
        painter.setBrush(Qt.BrushStyle.NoBrush if kind is BoxKind.EMBED else ground)
        inset = 0.5 if outlined else 0
        painter.drawRoundedRect(whole.adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        if kind is BoxKind.CALLOUT:
            painter.setPen(_NO_PEN)
            painter.setBrush(QColor(self._page.cursor))
            painter.drawRoundedRect(QRectF(whole.left(), whole.top(), 4, whole.height()), 2, 2)

    # Code.

    def _paint_code(self, painter: QPainter, block: QTextBlock, box: QRectF, language: str) -> None:
        painter.setPen(QColor(self._page.muted))
        if language:
            painter.setFont(fonts.font(fonts.INTERFACE, size=_LABEL))
            place = QRectF(box.left(), box.top() + 6, box.width() - 12, 16)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), language)
        layout = block.layout()
        if layout.lineCount():
            number = block.blockFormat().property(CODE_LINE)
            if number:
                self._paint_number(painter, block, box, int(number))
            for at in range(1, layout.lineCount()):
                self._paint_continuation(painter, block, at)
        painter.setPen(_NO_PEN)

    def _paint_number(self, painter: QPainter, block: QTextBlock, box: QRectF, number: int) -> None:
        line = block.layout().lineAt(0)
        size = block.charFormat().font().pixelSize()
        size = max(9, (size if size > 0 else round(self._look.metrics.size * 0.7)) - 1)
        font = fonts.font(fonts.CODE, size=size)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        letters = block_origin(block).x() + line.x()
        right = letters - metrics.horizontalAdvance("m") * 2
        baseline = block_origin(block).y() + line.y() + line.ascent()
        words = str(number)
        painter.drawText(
            QPointF(max(box.left() + 6, right - metrics.horizontalAdvance(words)), baseline), words
        )

    def _paint_continuation(self, painter: QPainter, block: QTextBlock, at: int) -> None:
        """A small hook before a line that goes on from the one above."""
        line = block.layout().lineAt(at)
        origin = block_origin(block)
        right = origin.x() + line.x() - 6
        middle = origin.y() + line.y() + line.ascent() - self._look.metrics.size * 0.2
        painter.setPen(QPen(QColor(self._page.muted), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(
            QPolygonF([QPointF(right - 9, middle - 6), QPointF(right - 9, middle), QPointF(right, middle)])
        )
        painter.drawPolyline(
            QPolygonF(
                [QPointF(right - 3, middle - 3), QPointF(right, middle), QPointF(right - 3, middle + 3)]
            )
        )


def numbers_of(block: QTextBlock, name: int) -> list[int]:
    """The numbers that a property of a block holds; none where it has no such property."""
    value = block.blockFormat().property(name) if block.isValid() else None
    return [int(number) for number in value] if value else []


def _box_number(block: QTextBlock) -> int:
    box = numbers_of(block, BOX)
    return box[1] if box else 0
