"""A bar that shows how far a piece of work is; it stands still where the person wants no motion."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar

from postil.gui import motion
from postil.translation import _


class ProgressBar(QProgressBar):
    """Thin, without a text of its own; the dialog says beside it what is being done."""

    def __init__(self) -> None:
        super().__init__(textVisible=False)
        self.setAccessibleName(_("Progress"))

    def show_busy(self) -> None:
        """Nobody knows yet how long it takes: run back and forth, or stay empty where motion is reduced."""
        self.show_step(0, 0)

    def show_step(self, done: int, total: int) -> None:
        """``done`` of ``total`` things are done; a total of 0 is not known."""
        # A range without a width is what Qt animates.
        self.setRange(0, 1 if total == 0 and motion.is_reduced() else total)
        self.setValue(done)
