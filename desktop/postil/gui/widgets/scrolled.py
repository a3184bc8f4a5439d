"""A part of a dialog that scrolls where there is too little room for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

_MARGIN = 24
"""Pixels that are shown above and below what has the focus; of a field Qt counts them from its cursor."""


class Scrolled(QScrollArea):
    """As wide as its part needs. It follows the focus up and down, however the focus came there."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setProperty("role", "form")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(part)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        part = self.widget()
        if new is not None and part is not None and part.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, _MARGIN)
