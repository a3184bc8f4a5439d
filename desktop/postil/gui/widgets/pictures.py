"""Rows painted once and then only copied: what keeps long lists smooth."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from PySide6.QtCore import QRect

MOST_PICTURES = 160
"""Pictures kept; about what eight tall screens show, 20 MB."""


class Pictures:
    """The last pictures of rows, by what they show."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def draw(
        self,
        painter: QPainter,
        place: QRect,
        *,
        shows: Hashable,
        ground: str,
        paint: Callable[[QPainter, QRectF], object],
    ) -> None:
        """Draw at ``place`` what ``paint`` paints on ``ground``, or its picture if ``shows`` was painted."""
        scale = painter.device().devicePixelRatioF()
        key = (shows, ground, scale, place.width(), place.height())
        picture = self._kept.get(key)
        if picture is None:
            picture = QPixmap(round(place.width() * scale), round(place.height() * scale))
            picture.setDevicePixelRatio(scale)
            picture.fill(QColor(ground))
            brush = QPainter(picture)
            brush.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(brush, QRectF(0, 0, place.width(), place.height()))
            brush.end()
            self._kept[key] = picture
            if len(self._kept) > MOST_PICTURES:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        painter.drawPixmap(place.topLeft(), picture)
