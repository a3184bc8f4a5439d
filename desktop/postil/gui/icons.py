"""Icons: line drawings from ``resources/icons``, in the colour of what they stand beside."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from postil import paths

_SCALE = 3  # drawn once at three times the size: sharp on every screen


@cache
def pixmap(name: str, color: str, size: int = 20) -> QPixmap:
    """The drawing ``name`` in ``color`` (``#rrggbb``), ``size`` logical pixels wide and high."""
    made = QPixmap(size * _SCALE, size * _SCALE)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _renderer(name, color).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(_SCALE)
    return made


def icon(name: str, color: str, size: int = 20) -> QIcon:
    """The drawing as an icon for buttons and menus."""
    return QIcon(pixmap(name, color, size))


def application_icon() -> QIcon:
    """The program's own icon."""
    made = QIcon()
    for file in sorted(paths.resource("icons").glob("postil-*.png")):
        made.addFile(str(file))
    return made


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    drawing = paths.resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", color).encode()))
