"""Tells where the person is, once the page stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from postil.gui.reader.sheet import Sheet

_AFTER = 150
"""Milliseconds of rest after which a new position is told."""


class Resting(QObject):
    """Waits while the page moves."""

    rested = Signal()
    """It stands still."""
    position_changed = Signal(int, float)
    """It stands still elsewhere than before: the first visible offset, and the share that was in sight."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._told = (0, 0.0)
        self._soon = QTimer(self, singleShot=True, interval=_AFTER)
        self._soon.timeout.connect(self.tell)
        sheet.moved.connect(self._soon.start)

    def stop(self) -> None:
        """Another article comes: where the person was in this one is told no more."""
        self._soon.stop()

    def article_shown(self) -> None:
        """An article stands where it was left, which need not be told."""
        self._soon.start()
        self._told = self._sheet.position()

    def tell(self) -> None:
        """Tell it now."""
        self.rested.emit()
        position = self._sheet.position()
        if self._sheet.article is not None and position != self._told:
            self._told = position
            self.position_changed.emit(*position)
