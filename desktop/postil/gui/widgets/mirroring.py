"""Rows that are painted by us, in windows that begin at the right: laid out once, painted mirrored.

A delegate lays its row out from left to right and begins with ``mirror``. The painter then counts from the
right; what must not be seen in a mirror (words, signs) is drawn inside ``unmirrored``.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter, QPixmap


def mirror(painter: QPainter, place: QRect | QRectF, direction: Qt.LayoutDirection) -> None:
    """Let the painter count from the right edge of ``place`` where the layout goes from right to left."""
    # Words are placed by us: Qt must not turn "left" into "right" once more.
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if direction is Qt.LayoutDirection.RightToLeft:
        _flip(painter, QRectF(place))


def is_mirrored(painter: QPainter) -> bool:
    """Whether the painter counts from the right."""
    return painter.worldTransform().m11() < 0


@contextmanager
def unmirrored(painter: QPainter, place: QRectF) -> Iterator[None]:
    """What is drawn into ``place`` is seen as it is, in the mirrored place."""
    painter.save()
    if is_mirrored(painter):
        _flip(painter, place)
    yield
    painter.restore()


def draw_sign(painter: QPainter, place: QRectF, sign: QPixmap) -> None:
    """Draw a sign that looks the same in both directions of layout."""
    with unmirrored(painter, place):
        painter.drawPixmap(place.toRect(), sign)


def _flip(painter: QPainter, place: QRectF) -> None:
    painter.translate(place.left() + place.right(), 0)
    painter.scale(-1, 1)
