"""What Qt cannot draw itself, painted under the text: visible blocks only, from their properties."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTextCursor

from postil.gui import fonts
from postil.gui.reader.boxes import BOX_BELOW, BoxPainter, numbers_of
from postil.gui.reader.formats import CHIP, DECORATION, MARKER, QUOTES, Bullet, Chip, Decoration
from postil.gui.reader.geometry import block_origin, span_rects
from postil.gui.reader.writer import PADDING, TOP_SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QAbstractTextDocumentLayout, QTextBlock, QTextDocument

    from postil.gui.reader.highlights import HighlightPainter
    from postil.gui.reader.setting import Look

_QUOTE_BAR = 3
_BAR_INSET = 3
"""How much shorter the bar of the reading cursor is than its lines, at each end; pixels."""
_NO_PEN = Qt.PenStyle.NoPen


@dataclass(frozen=True, slots=True)
class Layers:
    """What is painted besides the article's own decorations; positions of the document."""

    selection: tuple[int, int] | None = None
    unit: tuple[int, int] | None = None
    """What the reading cursor is on."""
    unit_is_paragraph: bool = True
    has_focus: bool = True
    """Whether keys go to the page: else the bar of the reading cursor is hollow."""
    hits: Sequence[tuple[int, int]] = ()
    current_hit: int = -1


class UnderPainter:
    """Paints under the text of one document."""

    def __init__(self, document: QTextDocument, look: Look, highlights: HighlightPainter) -> None:
        self._document = document
        self._look = look
        self._page = look.theme.page
        self._highlights = highlights
        self._boxes = BoxPainter(document, look)

    def paint(self, painter: QPainter, clip: QRectF, layers: Layers) -> None:
        """Paint what is in ``clip``, in the coordinates of the document."""
        painter.setPen(_NO_PEN)
        hit_starts = [start for start, _end in layers.hits]
        unit_blocks: list[QTextBlock] = []
        for block in visible_blocks(self._document, clip):
            if not block.isVisible():
                continue
            rect = self._document.documentLayout().blockBoundingRect(block)
            self._boxes.paint(painter, block, rect)
            self._paint_quotes(painter, block, rect)
            self._paint_decoration(painter, block, rect)
            self._paint_chips(painter, block)
            if layers.selection is not None:
                self._paint_span(painter, block, layers.selection, self._page.selection)
            if layers.unit is not None and _shares(block, layers.unit):
                unit_blocks.append(block)
                if not layers.unit_is_paragraph:
                    self._paint_unit(painter, span_rects(block, *layers.unit))
            self._highlights.paint(painter, block)
            if layers.hits:
                self._paint_hits(painter, block, layers, hit_starts)
        if unit_blocks:
            self._paint_unit_bar(painter, clip, unit_blocks, layers)

    # The article's own decorations.

    def _paint_quotes(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        quotes = numbers_of(block, QUOTES)
        if not quotes:
            return
        layout = self._document.documentLayout()
        before, after = numbers_of(block.previous(), QUOTES)[1::2], numbers_of(block.next(), QUOTES)[1::2]
        painter.setBrush(QColor(self._page.quote_bar))
        for indent, number in zip(quotes[::2], quotes[1::2], strict=True):
            top = rect.top() + (0 if number in before else 2)
            bottom = layout.blockBoundingRect(block.next()).top() if number in after else rect.bottom()
            left = self._start_edge(block, indent, _QUOTE_BAR)
            painter.drawRect(QRectF(left, top, _QUOTE_BAR, bottom - top))

    def _start_edge(self, block: QTextBlock, indent: float, width: float) -> float:
        """The left of something at ``indent`` from where lines start: the right in right-to-left text."""
        origin = block_origin(block).x()
        if block.textDirection() == Qt.LayoutDirection.RightToLeft:
            return origin + self._look.width - indent - width
        return origin + indent

    def _paint_decoration(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        block_format = block.blockFormat()
        decoration = block_format.property(DECORATION)
        marker = block_format.property(MARKER)
        if marker:
            self._paint_marker(painter, block, str(marker))
        if decoration == Decoration.RULE:
            painter.setBrush(QColor(self._page.muted))
            middle = QPointF(block_origin(block).x() + self._look.width / 2, rect.center().y())
            for offset in (-22, 0, 22):
                painter.drawEllipse(middle + QPointF(offset, 0), 2.1, 2.1)
        elif decoration == Decoration.SUMMARY:
            self._paint_triangle(painter, block)

    def _paint_triangle(self, painter: QPainter, block: QTextBlock) -> None:
        line = block.layout().lineAt(0)
        middle = block_origin(block).y() + line.y() + line.ascent() - self._look.metrics.size * 0.27
        left = self._start_edge(block, 3, 11)
        painter.setBrush(QColor(self._page.muted))
        following = block.next()
        if following.isValid() and not following.isVisible():  # folded: it points to where the words go on
            rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
            foot, tip = (left + 9, left + 2) if rtl else (left + 2, left + 9)
            corners = [QPointF(foot, middle - 5.5), QPointF(foot, middle + 5.5), QPointF(tip, middle)]
        else:
            corners = [
                QPointF(left, middle - 3),
                QPointF(left + 11, middle - 3),
                QPointF(left + 5.5, middle + 4),
            ]
        painter.drawPolygon(QPolygonF(corners))

    def _paint_marker(self, painter: QPainter, block: QTextBlock, marker: str) -> None:
        line = block.layout().lineAt(0)
        if not line.isValid():
            return
        origin = block_origin(block)
        rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
        text_edge = origin.x() + (line.naturalTextRect().right() if rtl else line.x())
        baseline = origin.y() + line.y() + line.ascent()
        away = 1 if rtl else -1
        color = QColor(self._page.muted)
        middle = QPointF(text_edge + away * 13, baseline - self._look.metrics.size * 0.26)
        if marker == Bullet.DISC:
            painter.setBrush(color)
            painter.drawEllipse(middle, 2.7, 2.7)
        elif marker == Bullet.RING:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color, 1.3))
            painter.drawEllipse(middle, 2.6, 2.6)
        elif marker == Bullet.DASH:
            painter.setBrush(color)
            painter.drawRect(QRectF(middle.x() - 4, middle.y() - 0.7, 8, 1.4))
        else:
            letters = block.begin().fragment().charFormat().font().pixelSize()
            font = fonts.font(self._look.metrics.font, size=max(10, letters * 0.9))
            width = QFontMetricsF(font).horizontalAdvance(marker)
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(QPointF(text_edge + (8 if rtl else -8 - width), baseline), marker)
        painter.setPen(_NO_PEN)

    def _paint_chips(self, painter: QPainter, block: QTextBlock) -> None:
        """Code and keys in a line. Only fragments that say so are looked at again."""
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            chip = fragment.charFormat().property(CHIP)
            if chip:
                start = fragment.position()
                for rect in span_rects(block, start, start + fragment.length(), fill=0.78):
                    self._paint_chip(painter, Chip(int(chip)), rect)
            iterator += 1

    def _paint_chip(self, painter: QPainter, chip: Chip, rect: QRectF) -> None:
        if chip is Chip.MARK:
            painter.setBrush(QColor(self._page.placeholder))
            painter.drawRect(rect.adjusted(-1, 0, 1, 0))
            return
        painter.setBrush(QColor(self._page.code_ground))
        if chip is Chip.CODE:
            painter.drawRoundedRect(rect.adjusted(-3, 0, 3, 0), 4, 4)
            return
        cap = rect.adjusted(-3, 1, 3, -1)
        painter.setPen(QPen(QColor(self._page.key_border), 1))
        painter.drawRoundedRect(cap, 4, 4)
        painter.drawLine(cap.bottomLeft() + QPointF(3, 1), cap.bottomRight() + QPointF(-3, 1))
        painter.setPen(_NO_PEN)

    # What comes and goes.

    def _paint_span(self, painter: QPainter, block: QTextBlock, span: tuple[int, int], color: str) -> None:
        if span[1] <= block.position() or span[0] >= block.position() + block.length():
            return
        painter.setBrush(QColor(color))
        for rect in span_rects(block, *span):
            painter.drawRect(rect)

    def _paint_unit(self, painter: QPainter, rects: list[QRectF]) -> None:
        """The reading cursor on less than a paragraph: a tint and a line under it."""
        painter.setBrush(QColor(self._page.cursor_ground))
        for rect in rects:
            painter.drawRoundedRect(rect.adjusted(-3, 1, 3, -1), 4, 4)
        painter.setBrush(_faded(self._page.cursor, 150))
        for rect in rects:
            painter.drawRect(QRectF(rect.left(), rect.bottom() - 2.5, rect.width(), 1.5))

    def _paint_unit_bar(
        self, painter: QPainter, clip: QRectF, blocks: list[QTextBlock], layers: Layers
    ) -> None:
        """The reading cursor's bar: one beside all of its lines; those of code are many blocks."""
        assert layers.unit is not None
        start, end = layers.unit
        rects = [rect for block in blocks for rect in span_rects(block, start, end)]
        if not rects:
            return
        # Where it goes on out of sight, so does the bar: its round ends are at its true ends only.
        goes_on_above = start < blocks[0].position()
        goes_on_below = end > blocks[-1].position() + blocks[-1].length()
        top = clip.top() - _BAR_INSET if goes_on_above else min(rect.top() for rect in rects) + _BAR_INSET
        bottom = (
            clip.bottom() + _BAR_INSET if goes_on_below else max(rect.bottom() for rect in rects) - _BAR_INSET
        )
        painter.setBrush(QColor(self._page.cursor) if layers.has_focus else Qt.BrushStyle.NoBrush)
        if not layers.has_focus:
            painter.setPen(QPen(QColor(self._page.cursor), 1))
        rtl = blocks[0].textDirection() == Qt.LayoutDirection.RightToLeft
        left = PADDING + self._look.width + 21 if rtl else PADDING - 24
        painter.drawRoundedRect(QRectF(left, top, 3, bottom - top), 1.5, 1.5)
        painter.setPen(_NO_PEN)

    def _paint_hits(self, painter: QPainter, block: QTextBlock, layers: Layers, starts: list[int]) -> None:
        at = max(0, bisect_left(starts, block.position()) - 1)
        while at < len(starts) and starts[at] < block.position() + block.length():
            current = at == layers.current_hit
            painter.setBrush(QColor(self._page.find_current if current else self._page.find))
            for rect in span_rects(block, *layers.hits[at], fill=0.82):
                painter.drawRoundedRect(rect.adjusted(-1.5, 0, 1.5, 0), 3, 3)
            at += 1


def _shares(block: QTextBlock, span: tuple[int, int]) -> bool:
    return span[0] < block.position() + block.length() and span[1] > block.position()


def visible_blocks(document: QTextDocument, clip: QRectF) -> Iterator[QTextBlock]:
    """The blocks that may be seen in ``clip``; where it cuts a row of a table, the whole row."""
    layout = document.documentLayout()
    top = clip.top() - BOX_BELOW
    block = _block_at(document, top)
    if _top(layout, block) > top:
        # A hit test where nothing is laid out yet, or not anew, answers with what is far below. To ask
        # where that is has laid it out.
        block = _block_at(document, top)
    block = _first_of_row(block)
    last_row: tuple[int, int] | None = None
    while block.isValid():
        if _top(layout, block) > clip.bottom() + BOX_BELOW:
            row = _row(block)
            if row is None or (last_row is not None and row != last_row):
                return
            last_row = row
        yield block
        block = block.next()


def _block_at(document: QTextDocument, top: float) -> QTextBlock:
    if top <= TOP_SPACE:  # above the text
        return document.begin()
    at = document.documentLayout().hitTest(QPointF(PADDING, top), Qt.HitTestAccuracy.FuzzyHit)
    return document.findBlock(max(0, at))


def _top(layout: QAbstractTextDocumentLayout, block: QTextBlock) -> float:
    return layout.blockBoundingRect(block).top()


def _first_of_row(block: QTextBlock) -> QTextBlock:
    cursor = QTextCursor(block)
    table = cursor.currentTable()
    if table is None:
        return block
    row = table.cellAt(cursor).row()
    return table.cellAt(max(0, row - 1), 0).firstCursorPosition().block()


def _row(block: QTextBlock) -> tuple[int, int] | None:
    cursor = QTextCursor(block)
    table = cursor.currentTable()
    return None if table is None else (table.firstPosition(), table.cellAt(cursor).row())


def _faded(color: str, alpha: int) -> QColor:
    made = QColor(color)
    made.setAlpha(alpha)
    return made
