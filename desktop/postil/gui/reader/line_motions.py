"""Motions along what is seen: lines as they are set, and left and right as the eye has them.

All places are positions of the document. Whoever reads from the right to the left goes left to go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt

from postil.gui.reader.geometry import block_origin

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine

_SAME_ROW = 4
"""Pixels by which the cells of one row may differ in height."""


def line_start(document: QTextDocument, position: int) -> int:
    """Where the line of ``position`` begins."""
    block, line = _line_at(document, position)
    return block.position() + line.textStart() if line.isValid() else position


def line_end(document: QTextDocument, position: int) -> int:
    """Where the line of ``position`` ends, before the space at which it was broken."""
    block, line = _line_at(document, position)
    if not line.isValid():
        return position
    end = line.textStart() + line.textLength()
    is_last = line.lineNumber() == block.layout().lineCount() - 1
    return block.position() + (end if is_last else max(line.textStart(), end - 1))


def is_right_to_left(document: QTextDocument, position: int) -> bool:
    """Whether the paragraph of ``position`` is read from the right to the left."""
    return document.findBlock(position).textDirection() == Qt.LayoutDirection.RightToLeft


def beside(document: QTextDocument, position: int, *, right: bool) -> int:
    """The place beside ``position`` as it is seen; the same one at the edge of its paragraph."""
    block = _laid_out(document.findBlock(position))
    layout, inside = block.layout(), position - block.position()
    found = layout.rightCursorPosition(inside) if right else layout.leftCursorPosition(inside)
    return block.position() + min(max(found, 0), block.length() - 1)


def horizontal_place(document: QTextDocument, position: int) -> float:
    """How far from the left edge a caret at ``position`` stands."""
    block, line = _line_at(document, position)
    if not line.isValid():
        return 0.0
    return block_origin(block).x() + _x_at(line, position - block.position())


def below(document: QTextDocument, position: int, x: float) -> int | None:
    """The place in the next line that is nearest to ``x``; in a table, in the row below. None at the end."""
    block, line = _line_at(document, position)
    if line.isValid() and line.lineNumber() + 1 < block.layout().lineCount():
        return _nearest(block, block.layout().lineAt(line.lineNumber() + 1), x)
    foot = _rect(block).bottom()
    row: list[QTextBlock] = []
    following = block.next()
    while following.isValid():
        rect = _rect(following)
        if row and rect.top() > _rect(row[0]).top() + _SAME_ROW:
            break
        if rect.top() >= foot - _SAME_ROW:
            row.append(following)
        following = following.next()
    return _nearest(nearest, nearest.layout().lineAt(0), x) if (nearest := _beneath(row, x)) else None


def above(document: QTextDocument, position: int, x: float) -> int | None:
    """The place in the line before, nearest to ``x``; in a table, in the row above. None at the top."""
    block, line = _line_at(document, position)
    if line.isValid() and line.lineNumber() > 0:
        return _nearest(block, block.layout().lineAt(line.lineNumber() - 1), x)
    head = _rect(block).top()
    row: list[QTextBlock] = []
    earlier = block.previous()
    while earlier.isValid():
        rect = _rect(earlier)
        if row and rect.bottom() < _rect(row[0]).bottom() - _SAME_ROW:
            break
        if rect.bottom() <= head + _SAME_ROW:
            row.append(earlier)
        earlier = earlier.previous()
    nearest = _beneath(row, x)
    if nearest is None:
        return None
    return _nearest(nearest, nearest.layout().lineAt(nearest.layout().lineCount() - 1), x)


def _beneath(row: list[QTextBlock], x: float) -> QTextBlock | None:
    """The block of a row that ``x`` is in, or the nearest one."""
    return min(row, key=lambda block: _distance(_rect(block), x), default=None)


def _distance(rect: QRectF, x: float) -> float:
    return max(rect.left() - x, x - rect.right(), 0.0)


def _nearest(block: QTextBlock, line: QTextLine, x: float) -> int:
    place = line.xToCursor(x - block_origin(block).x()) if line.isValid() else 0
    is_last = line.lineNumber() == block.layout().lineCount() - 1
    end = line.textStart() + line.textLength() if line.isValid() else 0
    return block.position() + min(place, end if is_last else max(0, end - 1))


def _line_at(document: QTextDocument, position: int) -> tuple[QTextBlock, QTextLine]:
    block = _laid_out(document.findBlock(position))
    return block, block.layout().lineForTextPosition(position - block.position())


def _laid_out(block: QTextBlock) -> QTextBlock:
    block.document().documentLayout().blockBoundingRect(block)
    return block


def _rect(block: QTextBlock) -> QRectF:
    return block.document().documentLayout().blockBoundingRect(block)


def _x_at(line: QTextLine, position: int) -> float:
    found = line.cursorToX(position)
    return float(found[0])  # type: ignore[index] # PySide returns a pair, its stubs say object
