"""Where things are on the page, and scrolling to them, though it is laid out only as far as it was seen.

Positions are Qt's; rectangles are in the coordinates of the document, in pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QTextBrowser

from postil.gui.reader.geometry import line_rect, span_rects
from postil.gui.reader.painting import visible_blocks
from postil.gui.reader.writer import PADDING

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock


class ScrollingView(QTextBrowser):
    """A view of text that knows where its lines are."""

    def line_top(self, position: int) -> float:
        """The top of the line of ``position``, in the coordinates of the document."""
        return self.line_at(position).top()

    def line_at(self, position: int) -> QRectF:
        """The line of ``position``, in the coordinates of the document. Lays out as far as there."""
        block = self._laid_out(position)
        return line_rect(block, position)

    def span_at(self, start: int, end: int) -> QRectF:
        """The space that a stretch takes, in the coordinates of the document."""
        whole = QRectF()
        block = self._laid_out(start)
        while block.isValid() and block.position() < end:
            self._laid_out(block.position())
            for rect in span_rects(block, start, end):
                whole = whole.united(rect)
            block = block.next()
        return whole if not whole.isNull() else self.line_at(start)

    def first_position(self) -> int:
        """Where the first line begins that is wholly visible."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        for block in visible_blocks(self.document(), QRectF(0, top, self.viewport().width(), bottom - top)):
            layout = block.layout()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                position = block.position() + line.textStart()
                rect = line_rect(block, position)
                if line.textLength() and rect.top() >= top - 1 and rect.bottom() <= bottom + 1:
                    return position
        return max(0, self._hit(QPointF(PADDING, top + 1)))

    def last_position(self) -> int:
        """The last position that is visible."""
        bottom = self.verticalScrollBar().value() + self.viewport().height()
        block = self._block_at(bottom)
        layout, top = block.layout(), self.document().documentLayout().blockBoundingRect(block).top()
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        ends = [line.textStart() + line.textLength() for line in lines if top + line.y() < bottom]
        return block.position() + (ends[-1] if ends else 0)

    def position_at_height(self, share: float) -> int:
        """The position that stands at this share of the window's height."""
        return self._block_at(self.verticalScrollBar().value() + self.height() * share).position()

    def scroll_to(self, top: float) -> None:
        """Scroll so that ``top`` of the document is at the top, as far as the document reaches.

        The layout is lazy, and a bar that does not know yet how long the document is stops short or
        goes beyond: what is below the place is laid out first, as far as two windows.
        """
        bar = self.verticalScrollBar()
        wanted = max(0, round(top))
        height = self.viewport().height()
        if wanted > max(0, bar.maximum() - height):
            bar.setPageStep(height)
            bar.setRange(0, max(0, round(self._height_known(wanted + 3 * height)) - height))
        bar.setValue(wanted)

    def reveal(self, rect: QRectF) -> None:
        """Scroll as little as is needed for ``rect`` of the document to be seen with room around it."""
        height = self.viewport().height()
        top = self.verticalScrollBar().value()
        room = min(height * 0.16, 120)
        if rect.top() - room >= top and rect.bottom() + room <= top + height:
            return
        if rect.height() + 2 * room > height or rect.top() - room < top:
            self.scroll_to(rect.top() - room)
        else:
            self.scroll_to(rect.bottom() + room - height)

    def page_by(self, pages: int) -> None:
        """Scroll by whole windows, keeping two lines in sight."""
        bar = self.verticalScrollBar()
        kept = 2 * round(self.font().pixelSize() * 2) if self.font().pixelSize() > 0 else 64
        self.scroll_to(bar.value() + pages * max(60, self.viewport().height() - kept))

    def lay_out(self, position: int) -> None:
        """Lay out the document as far as ``position``."""
        self._laid_out(position)

    def is_laid_out(self, position: int) -> bool:
        """Whether the lazy layout has come to ``position``."""
        return self.document().findBlock(position).layout().lineCount() > 0

    def whole_height(self) -> float:
        """The height of the whole document, all of which is laid out for it."""
        return self.document().documentLayout().documentSize().height()

    @property
    def knows_its_height(self) -> bool:
        """Whether the scroll bar reaches to the end of the document: the lazy layout has come there."""
        last = self.document().lastBlock()
        return last.layout() is not None and last.layout().lineCount() > 0

    # Parts.

    def _block_at(self, depth: float) -> QTextBlock:
        """The block in sight that reaches down to ``depth`` pixels; the document is laid out as far as there.

        Not by a hit test: where nothing is laid out yet, that answers with the end of the document.
        """
        layout = self.document().documentLayout()
        block = self.document().findBlock(self.first_position())
        while layout.blockBoundingRect(block).bottom() < depth and block.next().isValid():
            block = block.next()
        return block

    def _height_known(self, depth: int) -> float:
        """How high the document is, or how far it is laid out where that is ``depth`` pixels or more."""
        layout = self.document().documentLayout()
        block = self.document().findBlock(max(0, self._hit(QPointF(PADDING, depth))))
        bottom = layout.blockBoundingRect(block).bottom()
        return bottom if bottom >= depth and block.next().isValid() else self.whole_height()

    def _hit(self, point: QPointF) -> int:
        return self.document().documentLayout().hitTest(point, Qt.HitTestAccuracy.FuzzyHit)

    def _laid_out(self, position: int) -> QTextBlock:
        block = self.document().findBlock(position)
        self.document().documentLayout().blockBoundingRect(block)
        return block
