"""The two answers at the foot of a dialog that asks for something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.dialogs.foot import Foot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


class Answers(Foot):
    """One that accepts the dialog, and one that leaves everything as it is."""

    def __init__(self, dialog: QDialog, yes: str) -> None:
        """``yes`` are the words of the one that accepts."""
        super().__init__(dialog)
        self.yes = self.answer(yes, dialog.accept)
        """The one that accepts."""
        self.leave()
