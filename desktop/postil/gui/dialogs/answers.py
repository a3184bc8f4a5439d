"""The two answers at the foot of a dialog that asks for something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QPushButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

OK = QDialogButtonBox.StandardButton.Ok
SAVE = QDialogButtonBox.StandardButton.Save


class Answers(QDialogButtonBox):
    """One that accepts the dialog, and one that leaves everything as it is."""

    def __init__(self, dialog: QDialog, yes: QDialogButtonBox.StandardButton | str = OK) -> None:
        """``yes`` is one of the buttons that every program has, or the words of one of the dialog's own."""
        super().__init__()
        self.yes: QPushButton = (
            self.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
            if isinstance(yes, str)
            else self.addButton(yes)
        )
        """The one that accepts."""
        self.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.accepted.connect(dialog.accept)
        self.rejected.connect(dialog.reject)
