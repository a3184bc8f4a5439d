"""Highlights, painted under the text.

Marks are kept sorted with a running greatest end, so that those of a block are found by bisection;
the path of each block and colour is made once and kept until the layout or the marks change. On light
pages a mark is ink (multiply), so overlaps are seen by themselves; on dark ones it is light (lighten),
and the later of two marks shows a band in its own colour where it lies over the earlier.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from postil.gui.reader.geometry import block_origin, span_rects

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QTextBlock

    from postil.gui.theme import Theme
    from postil.model.annotation import Color
    from postil.model.ids import AnnotationId

_FILL = 0.94
"""30 of 32 pixels: the lines of one mark all but meet."""
_OVERHANG = 2.0
_RADIUS = 3.5
_BAND = 3.0
_DOT = 3.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight as it is painted: positions of the document, end exclusive."""

    annotation: AnnotationId
    start: int
    end: int
    color: Color
    noted: bool = False
    """Whether there is a note: a dot says so, also where no margin has room for it."""


class Marks:
    """The marks of a document, asked by stretches of it."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.all = tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
        self._starts = array("l", (mark.start for mark in self.all))
        self._furthest = array("l", accumulate((mark.end for mark in self.all), max))

    def overlapping(self, start: int, end: int) -> list[Mark]:
        """The marks that share a position with ``start`` to ``end``, in order."""
        last = bisect_left(self._starts, end)
        first = bisect_right(self._furthest, start)
        return [mark for mark in self.all[first:last] if mark.end > start]


class HighlightPainter:
    """Paints the marks of one document in one theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._marks = Marks()
        self._paths: dict[int, list[tuple[QColor, QPainterPath, bool]]] = {}

    @property
    def marks(self) -> Marks:
        """What is painted."""
        return self._marks

    def set_marks(self, marks: Marks) -> None:
        """Paint these from now on."""
        self._marks = marks
        self.forget()

    def forget(self) -> None:
        """The layout changed: every path is to be made again."""
        self._paths.clear()

    def paint(self, painter: QPainter, block: QTextBlock) -> None:
        """Paint what is marked in a block."""
        paths = self._paths.get(block.position())
        if paths is None:
            paths = self._paths[block.position()] = self._made(block)
        if not paths:
            return
        multiply = self._theme.page.blend == "multiply"
        modes = QPainter.CompositionMode
        origin = block_origin(block)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.translate(origin)
        for color, path, is_band in paths:
            mode = modes.CompositionMode_Multiply if multiply else modes.CompositionMode_Lighten
            painter.setCompositionMode(modes.CompositionMode_SourceOver if is_band else mode)
            painter.setBrush(color)
            painter.drawPath(path)
        painter.setCompositionMode(modes.CompositionMode_SourceOver)
        painter.translate(-origin)

    def _made(self, block: QTextBlock) -> list[tuple[QColor, QPainterPath, bool]]:
        """The paths of a block in its own coordinates, one a colour, bands last."""
        start = block.position()
        marks = self._marks.overlapping(start, start + block.length())
        by_color: dict[Color, QPainterPath] = {}
        origin = block_origin(block)
        for mark in marks:
            path = by_color.setdefault(mark.color, _winding_path())
            for rect in span_rects(block, mark.start, mark.end, fill=_FILL):
                path.addRoundedRect(_placed(rect, origin), _RADIUS, _RADIUS)
        paths = [(QColor(self._theme.highlight(color).fill), path, False) for color, path in by_color.items()]
        if self._theme.page.blend == "lighten":
            paths += self._bands(block, marks, origin)
        return paths + self._dots(block, marks, origin)

    def _dots(
        self, block: QTextBlock, marks: list[Mark], origin: QPointF
    ) -> list[tuple[QColor, QPainterPath, bool]]:
        """A dot at the upper end of each mark with a note, in its own colour."""
        dots: list[tuple[QColor, QPainterPath, bool]] = []
        for mark in marks:
            ends_here = mark.noted and mark.end <= block.position() + block.length()
            rects = list(span_rects(block, mark.start, mark.end, fill=_FILL)) if ends_here else []
            if rects:
                last = _placed(rects[-1], origin)
                path = _winding_path()
                path.addEllipse(QPointF(last.right(), last.top() + 1), _DOT, _DOT)
                dots.append((QColor(self._theme.highlight(mark.color).accent), path, True))
        return dots

    def _bands(
        self, block: QTextBlock, marks: list[Mark], origin: QPointF
    ) -> list[tuple[QColor, QPainterPath, bool]]:
        bands: list[tuple[QColor, QPainterPath, bool]] = []
        for number, later in enumerate(marks):
            for earlier in marks[:number]:
                if earlier.end <= later.start or earlier.color is later.color:
                    continue
                path = _winding_path()
                for rect in span_rects(block, later.start, min(earlier.end, later.end), fill=_FILL):
                    placed = _placed(rect, origin)
                    foot = floor(placed.bottom() + origin.y()) - origin.y()
                    path.addRect(QRectF(placed.left(), foot - _BAND, placed.width(), _BAND))
                bands.append((QColor(self._theme.highlight(later.color).accent), path, True))
        return bands


def _winding_path() -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def _placed(rect: QRectF, origin: QPointF) -> QRectF:
    return rect.adjusted(-_OVERHANG, 0, _OVERHANG, 0).translated(-origin)
