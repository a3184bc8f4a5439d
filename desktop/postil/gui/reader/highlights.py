"""Highlights, painted under the text.

Marks are kept sorted with a running greatest end, so that those of a block are found by bisection;
the path of each block and colour is made once and kept until the layout or the marks change. On light
pages a mark is ink (multiply), so overlaps are seen by themselves, nested ones of one colour, too; on dark
ones it is light (lighten), and the later of two marks shows a band in its own colour where it lies over the
earlier. Underlines stand one below the other. The mark that is current has an outline,
one that a person should check a broken one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate, count
from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from postil.gui.reader.geometry import block_origin, span_rects
from postil.model.annotation import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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
_OUTLINE = 1.6
_LINE = 2.2
_LINE_GAP = 1.6
_LINE_LOW = 0.2
"""How far above the foot of its band a first underline is, in heights of the band."""
_TALL = 60
"""A band so high is an image's: it has its line at the foot."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight as it is painted: positions of the document, end exclusive."""

    annotation: AnnotationId
    start: int
    end: int
    color: Color
    noted: bool = False
    """Whether there is a note: a dot says so, also where no margin has room for it."""
    style: Style = Style.HIGHLIGHT
    doubtful: bool = False
    """Whether a person should check it: a broken line around it says so."""


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


class _Laid(Enum):
    """How a shape is laid over what is under it."""

    BLENDED = "blended"
    """As ink on light pages, as light on dark ones."""
    SOLID = "solid"
    OUTLINE = "outline"
    BROKEN = "broken"
    """An outline with gaps."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """Something to draw, in the coordinates of its block."""

    color: QColor
    path: QPainterPath
    laid: _Laid


class HighlightPainter:
    """Paints the marks of one document in one theme."""

    def __init__(self, theme: Theme, *, flat: bool = False) -> None:
        """``flat`` is for paper, where nothing is blended: PDF files of Qt know no multiplying."""
        self._theme = theme
        self._flat = flat
        self._marks = Marks()
        self._current: AnnotationId | None = None
        self._shapes: dict[int, tuple[_Shape, ...]] = {}

    @property
    def marks(self) -> Marks:
        """What is painted."""
        return self._marks

    def set_marks(self, marks: Marks) -> None:
        """Paint these from now on."""
        self._marks = marks
        self.forget()

    def set_current(self, annotation: AnnotationId | None) -> None:
        """Tell this one apart from the others by an outline."""
        if annotation != self._current:
            self._current = annotation
            self.forget()

    def forget(self) -> None:
        """The layout changed: every path is to be made again."""
        self._shapes.clear()

    def paint(self, painter: QPainter, block: QTextBlock) -> None:
        """Paint what is marked in a block."""
        shapes = self._shapes.get(block.position())
        if shapes is None:
            made = tuple(self._made(block))
            shapes = self._shapes[block.position()] = _blended_before(made) if self._flat else made
        if not shapes:
            return
        modes = QPainter.CompositionMode
        multiply = self._theme.page.blend == "multiply"
        blended = modes.CompositionMode_Multiply if multiply else modes.CompositionMode_Lighten
        origin = block_origin(block)
        painter.translate(origin)
        for shape in shapes:
            is_blended, is_outline = shape.laid is _Laid.BLENDED, shape.laid in (_Laid.OUTLINE, _Laid.BROKEN)
            painter.setCompositionMode(blended if is_blended else modes.CompositionMode_SourceOver)
            line = Qt.PenStyle.DashLine if shape.laid is _Laid.BROKEN else Qt.PenStyle.SolidLine
            painter.setPen(QPen(shape.color, _OUTLINE, line) if is_outline else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(QBrush() if is_outline else QBrush(shape.color))
            painter.drawPath(shape.path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setCompositionMode(modes.CompositionMode_SourceOver)
        painter.translate(-origin)

    def _made(self, block: QTextBlock) -> Iterator[_Shape]:
        """The shapes of a block in its own coordinates: fills, then lines, then what tells one apart."""
        start = block.position()
        marks = self._marks.overlapping(start, start + block.length())
        if not marks:
            return
        rects = {mark: _rects(block, mark) for mark in marks}
        fills = [mark for mark in marks if mark.style is Style.HIGHLIGHT]
        lines = [mark for mark in marks if mark.style is Style.UNDERLINE]
        yield from self._fills(fills, rects)
        if self._theme.outlined:
            yield from self._edges(fills, rects)
        if self._theme.page.blend == "lighten":
            yield from self._bands(block, fills)
        yield from self._underlines(lines, rects)
        for mark in marks:
            if mark.annotation == self._current:
                yield self._outline(block, mark, _Laid.OUTLINE)
            elif mark.doubtful:
                yield self._outline(block, mark, _Laid.BROKEN)
            ends_here = mark.noted and mark.end <= start + block.length()
            if ends_here and rects[mark]:
                yield self._dot(mark, rects[mark][-1])

    def _fills(self, marks: list[Mark], rects: dict[Mark, list[QRectF]]) -> Iterator[_Shape]:
        """One path a colour; where two of one colour lie over each other, the later is laid on again."""
        paths: dict[tuple[int, Color], QPainterPath] = {}
        for mark, level in _levels(marks, same=lambda one, other: one.color is other.color):
            path = paths.setdefault((level, mark.color), _winding_path())
            for rect in rects[mark]:
                path.addRoundedRect(rect, _RADIUS, _RADIUS)
        for (_level, color), path in sorted(paths.items(), key=lambda item: item[0][0]):
            yield _Shape(QColor(self._theme.highlight(color).fill), path, _Laid.BLENDED)

    def _edges(self, marks: list[Mark], rects: dict[Mark, list[QRectF]]) -> Iterator[_Shape]:
        """High contrast: where a highlight begins and ends is told by a line around it, too."""
        for mark in marks:
            path = _winding_path()
            for rect in rects[mark]:
                path.addRoundedRect(rect.adjusted(0, 1, 0, -1), _RADIUS, _RADIUS)
            yield _Shape(QColor(self._theme.highlight(mark.color).accent), path.simplified(), _Laid.OUTLINE)

    def _underlines(self, marks: list[Mark], rects: dict[Mark, list[QRectF]]) -> Iterator[_Shape]:
        """Lines under the words; one over another stands below it, whatever their colours."""
        for mark, level in _levels(marks, same=lambda _one, _other: True):
            path = _winding_path()
            for rect in rects[mark]:
                low = rect.height() * _LINE_LOW if rect.height() < _TALL else 0.0
                foot = rect.bottom() - low + level * (_LINE + _LINE_GAP)
                path.addRect(QRectF(rect.left() + _OVERHANG, foot, rect.width() - 2 * _OVERHANG, _LINE))
            yield _Shape(QColor(self._theme.highlight(mark.color).accent), path, _Laid.SOLID)

    def _outline(self, block: QTextBlock, mark: Mark, laid: _Laid) -> _Shape:
        """A line around one that is current, or in doubt: told apart by more than its colour."""
        path = _winding_path()
        origin = block_origin(block)
        for rect in span_rects(block, mark.start, mark.end):
            path.addRect(_placed(rect, origin).adjusted(-1, 0, 1, 0))
        return _Shape(QColor(self._theme.highlight(mark.color).accent), path.simplified(), laid)

    def _dot(self, mark: Mark, last: QRectF) -> _Shape:
        """A dot at the upper end of a mark with a note, in its own colour."""
        path = _winding_path()
        path.addEllipse(QPointF(last.right(), last.top() + 1), _DOT, _DOT)
        return _Shape(QColor(self._theme.highlight(mark.color).accent), path, _Laid.SOLID)

    def _bands(self, block: QTextBlock, marks: list[Mark]) -> Iterator[_Shape]:
        origin = block_origin(block)
        for number, later in enumerate(marks):
            for earlier in marks[:number]:
                if earlier.end <= later.start:
                    continue
                path = _winding_path()
                for rect in span_rects(block, later.start, min(earlier.end, later.end), fill=_FILL):
                    placed = _placed(rect, origin)
                    foot = floor(placed.bottom() + origin.y()) - origin.y()
                    path.addRect(QRectF(placed.left(), foot - _BAND, placed.width(), _BAND))
                yield _Shape(QColor(self._theme.highlight(later.color).accent), path, _Laid.SOLID)


def _blended_before(shapes: Sequence[_Shape]) -> tuple[_Shape, ...]:
    """The same to the eye without blending: where inks lie over each other, their product is a shape, too."""
    laid: list[_Shape] = []
    for shape in shapes:
        if shape.laid is not _Laid.BLENDED:
            laid.append(shape)
            continue
        meeting = [
            _Shape(_product(below.color, shape.color), below.path.intersected(shape.path), _Laid.SOLID)
            for below in laid
        ]
        laid += [
            _Shape(shape.color, shape.path, _Laid.SOLID),
            *(one for one in meeting if not one.path.isEmpty()),
        ]
    return tuple(laid)


def _product(one: QColor, other: QColor) -> QColor:
    """Two inks over each other on white paper."""
    return QColor.fromRgbF(
        one.redF() * other.redF(), one.greenF() * other.greenF(), one.blueF() * other.blueF()
    )


def _levels(marks: list[Mark], *, same: Callable[[Mark, Mark], bool]) -> list[tuple[Mark, int]]:
    """Each mark with the lowest level on which no earlier one that is the ``same`` overlaps it."""
    leveled: list[tuple[Mark, int]] = []
    for mark in marks:
        taken = {level for other, level in leveled if other.end > mark.start and same(other, mark)}
        leveled.append((mark, next(level for level in count() if level not in taken)))
    return leveled


def _rects(block: QTextBlock, mark: Mark) -> list[QRectF]:
    origin = block_origin(block)
    return [_placed(rect, origin) for rect in span_rects(block, mark.start, mark.end, fill=_FILL)]


def _winding_path() -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def _placed(rect: QRectF, origin: QPointF) -> QRectF:
    return rect.adjusted(-_OVERHANG, 0, _OVERHANG, 0).translated(-origin)
