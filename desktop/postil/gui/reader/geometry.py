"""Where stretches of a block's text are on the page.

Rectangles are in the coordinates of the document. A line of text is taken to reach over the whole
distance of lines, centred on its letters, so that what is painted under two lines meets.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlockFormat

from postil.gui.reader.formats import OBJECT_CHARACTER

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextLine

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_ABOVE_BASELINE = 0.64
"""The share of the distance of lines that lies above the baseline when letters are in the middle."""
_FRAME = 5
"""How far what is painted under an image looks out around it; pixels."""


def block_origin(block: QTextBlock) -> QPointF:
    """Where the block's own coordinates begin, also in the cell of a table. Lays out as far as there."""
    return block.document().documentLayout().blockBoundingRect(block).topLeft()


def baseline(block: QTextBlock, position: int) -> float:
    """How deep in the document the line of ``position`` stands on its letters' feet."""
    line = block.layout().lineForTextPosition(position - block.position())
    return block_origin(block).y() + line.y() + line.ascent()


def span_rects(block: QTextBlock, start: int, end: int, *, fill: float = 1.0) -> list[QRectF]:
    """The rectangles of the positions ``start`` to ``end`` of the document that are in ``block``.

    ``fill`` is the share of the distance of lines that they are high. The block must have been laid out.
    """
    layout = block.layout()
    first = max(start - block.position(), 0)
    last = min(end - block.position(), block.length() - 1)
    if last <= first:
        return []
    rects: list[QRectF] = []
    mixed = block.textDirection() == Qt.LayoutDirection.RightToLeft or _has_right_to_left(block.text())
    line = layout.lineForTextPosition(first)
    number = line.lineNumber()
    while line.isValid() and line.textStart() < last:
        begin = max(first, line.textStart())
        stop = min(last, line.textStart() + line.textLength())
        edges = _mixed_edges(line, begin, stop) if mixed else _edges(line, begin, stop)
        top, height = _line_band(block, line, begin, stop, fill)
        rects += [QRectF(left, top, right - left, height) for left, right in edges]
        number += 1
        line = layout.lineAt(number) if number < layout.lineCount() else type(line)()
    origin = block_origin(block)
    return [rect.translated(origin) for rect in rects]


def line_rect(block: QTextBlock, position: int) -> QRectF:
    """The line in which ``position`` stands, from its highest to its lowest place."""
    line = block.layout().lineForTextPosition(max(0, position - block.position()))
    if not line.isValid():
        return block.layout().boundingRect().translated(block_origin(block))
    top, height = _line_band(block, line, line.textStart(), line.textStart() + line.textLength(), 1.0)
    rect = QRectF(line.x(), top, line.naturalTextWidth(), height)
    return rect.translated(block_origin(block))


def _line_band(block: QTextBlock, line: QTextLine, begin: int, stop: int, fill: float) -> tuple[float, float]:
    """Top and height of what is painted under a line."""
    block_format = block.blockFormat()
    if block_format.lineHeightType() != QTextBlockFormat.LineHeightTypes.FixedHeight.value:
        if block.text()[begin:stop].strip(OBJECT_CHARACTER) == "":
            return line.y() - _FRAME, line.height() + 2 * _FRAME
        if line.height() > block_format.lineHeight() * 1.15:
            return line.y(), line.height()
    pitch = block_format.lineHeight() or line.height()
    baseline = line.y() + line.ascent()
    return baseline - pitch * (_ABOVE_BASELINE - (1 - fill) / 2), pitch * fill


def _edges(line: QTextLine, begin: int, stop: int) -> list[tuple[float, float]]:
    left, right = _x_at(line, begin), _x_at(line, stop)
    return [(left, min(right, line.naturalTextRect().right()))]


def _x_at(line: QTextLine, position: int) -> float:
    found = line.cursorToX(position)
    return float(found[0])  # type: ignore[index] # PySide returns a pair, its stubs say object


def _mixed_edges(line: QTextLine, begin: int, stop: int) -> list[tuple[float, float]]:
    """A stretch of mixed directions may be in several pieces: they are found by their glyphs."""
    pieces = sorted(
        (run.boundingRect().left(), run.boundingRect().right()) for run in line.glyphRuns(begin, stop - begin)
    )
    joined: list[tuple[float, float]] = []
    near = line.height() * 0.4
    for left, right in pieces:
        if joined and left <= joined[-1][1] + near:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


@lru_cache(maxsize=4096)
def _has_right_to_left(text: str) -> bool:
    return _RIGHT_TO_LEFT.search(text) is not None
