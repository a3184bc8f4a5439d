"""A part of a dialog that scrolls where there is too little room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def scrolled(part: QWidget) -> QScrollArea:
    """``part`` in an area that is as wide as it needs, and follows the focus up and down."""
    area = QScrollArea(widgetResizable=True)
    area.setProperty("role", "form")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(part)
    return area
