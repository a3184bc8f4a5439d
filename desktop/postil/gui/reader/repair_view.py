"""The page in repair: what is dropped lies under a veil, the chosen container has a bracket beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QTextCursor

from postil.gui.reader.boxes import BOX_ABOVE, BOX_BELOW
from postil.gui.reader.formats import BOX
from postil.gui.reader.painting import visible_blocks
from postil.gui.reader.view import ReaderView
from postil.gui.reader.writer import PADDING
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

    from postil.gui.theme import PageColors

LEAST_CONTRAST = 3.2
"""What dropped text keeps of its contrast (WCAG 2): it can be read, and is seen to be gone."""
_OVERHANG = 6
"""How far the veil reaches beyond the column: signs within a line may look out of it; pixels."""
_BESIDE = 12
"""How far from the column signs and bracket stand, between it and the reading cursor; pixels."""
_SIGN_RADIUS = 6.5
_TICK = 6


@dataclass(frozen=True, slots=True)
class Veiled:
    """What is painted over the page; positions of the document, ends exclusive."""

    spans: tuple[tuple[int, int], ...] = ()
    """Where each part is, in order."""
    kept: tuple[bool, ...] = ()
    changed: frozenset[int] = frozenset()
    """The parts that the person changed: they get a sign."""
    container: tuple[int, int] | None = None
    """The chosen container."""


class RepairView(ReaderView):
    """Shows an outline."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Whole page, to be repaired"))
        self._veiled = Veiled()
        self._page: PageColors | None = None

    def veil(self, veiled: Veiled, page: PageColors) -> None:
        """Paint this over the page from now on."""
        self._veiled = veiled
        self._page = page
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint over what Qt has painted."""
        super().paintEvent(event)
        if self._page is None or not self._veiled.spans:
            return
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())
        painter.translate(-left, -top)
        clip = QRectF(event.rect().translated(left, top))
        for block in visible_blocks(self.document(), clip):
            rect = self.document().documentLayout().blockBoundingRect(block)
            self._paint_bracket(painter, block, rect, self._page)
            self._paint_veil(painter, block, rect, self._page)
        painter.end()

    def _paint_veil(self, painter: QPainter, block: QTextBlock, rect: QRectF, page: PageColors) -> None:
        veiled = self._veiled
        start, end = block.position(), block.position() + block.length()
        first = bisect_right(veiled.spans, start, key=itemgetter(1))
        last = max(bisect_left(veiled.spans, end, key=itemgetter(0)), first)
        touched = range(first, last)
        if not touched:
            return
        if not any(veiled.kept[number] for number in touched):
            place = rect
            if block.blockFormat().property(BOX):
                above = BOX_ABOVE if start <= veiled.spans[first][0] else 0
                below = BOX_BELOW if end >= veiled.spans[last - 1][1] else 0
                place = rect.adjusted(0, -above, 0, below)
            if QTextCursor(block).currentTable() is None:
                place = place.adjusted(-_OVERHANG, 0, _OVERHANG, 0)
            painter.fillRect(place, veil_of(page))
        for number in touched:
            if number in veiled.changed and start <= veiled.spans[number][0] < end:
                middle = QPointF(_beside(block, rect), rect.top() + min(rect.height() / 2, 17))
                self._paint_sign(painter, middle, page, kept=veiled.kept[number])

    def _paint_sign(self, painter: QPainter, middle: QPointF, page: PageColors, *, kept: bool) -> None:
        """A plus or a minus beside what the person changed."""
        painter.setPen(QPen(QColor(page.ground), 2))
        painter.setBrush(QColor(page.cursor))
        painter.drawEllipse(middle, _SIGN_RADIUS + 1, _SIGN_RADIUS + 1)
        painter.setPen(QPen(QColor(page.ground), 1.6))
        painter.drawLine(middle + QPointF(-3, 0), middle + QPointF(3, 0))
        if kept:
            painter.drawLine(middle + QPointF(0, -3), middle + QPointF(0, 3))

    def _paint_bracket(self, painter: QPainter, block: QTextBlock, rect: QRectF, page: PageColors) -> None:
        if self._veiled.container is None:
            return
        start, end = self._veiled.container
        if block.position() >= end or block.position() + block.length() <= start:
            return
        opens = block.position() <= start < block.position() + block.length()
        closes = block.position() < end <= block.position() + block.length()
        following = block.next()
        bottom = rect.bottom()
        if not closes and following.isValid():
            bottom = self.document().documentLayout().blockBoundingRect(following).top()
        painter.setPen(QPen(QColor(page.cursor), 2))
        at = _beside(block, rect)
        tick = _TICK if at < rect.center().x() else -_TICK
        painter.drawLine(QPointF(at, rect.top()), QPointF(at, bottom))
        for wanted, height in ((opens, rect.top()), (closes, bottom)):
            if wanted:
                painter.drawLine(QPointF(at, height), QPointF(at + tick, height))


def _beside(block: QTextBlock, rect: QRectF) -> float:
    """Where signs stand beside a block: before the beginnings of its lines."""
    rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
    return rect.right() + _BESIDE if rtl else PADDING - _BESIDE


def veil_of(page: PageColors) -> QColor:
    """The page's ground, as dense as running text under it can be and keep ``LEAST_CONTRAST``."""
    ground, ink = QColor(page.ground), QColor(page.ink)
    for percent in range(80, 0, -1):
        if contrast(_mixed(ink, ground, percent / 100), ground) >= LEAST_CONTRAST:
            ground.setAlphaF(percent / 100)
            return ground
    ground.setAlphaF(0)
    return ground


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours (WCAG 2): 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """``share`` of the other colour laid over the one."""
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index] # as PySide's stubs say
    return QColor(*(round(under * (1 - share) + over * share) for under, over in pairs))


def _luminance(color: QColor) -> float:
    linear = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
