"""The buttons at the foot of a dialog, in the order of the desktop, with what Enter and Escape mean.

Each desktop has its own order: on some the answer that does it comes first, on others last. Qt knows them,
so what is said here of a button is what it is for; where it stands follows from that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QDialog

_ROLES = QDialogButtonBox.ButtonRole


class Foot(QDialogButtonBox):
    """Enter presses the button with the focus, else the one that the dialog is for; Escape is ``leave``."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    def answer(self, words: str, deed: Callable[[], object]) -> QPushButton:
        """The one that the dialog is for: Enter presses it from wherever the focus is."""
        made = self._add(words, deed, _ROLES.AcceptRole)
        made.setDefault(True)
        return made

    def other(self, words: str, deed: Callable[[], object]) -> QPushButton:
        """Something else that can be done instead."""
        return self._add(words, deed, _ROLES.ActionRole)

    def aside(self, words: str, deed: Callable[[], object]) -> QPushButton:
        """Something that the dialog stays open for; it stands apart, at the other end."""
        return self._add(words, deed, _ROLES.ResetRole)  # Qt puts these there on every desktop

    def put_aside(self, button: QPushButton) -> None:
        """The same for a button that is there already."""
        self.addButton(button, _ROLES.ResetRole)

    def leave(self, words: str = "") -> QPushButton:
        """The one that closes the dialog and does nothing else, as Escape does; “Cancel” without words."""
        return self._add(words or _("Cancel"), self._dialog.reject, _ROLES.RejectRole)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the focus begin above, whenever the foot was made; but not where the dialog has set it."""
        each = None if self._dialog.focusWidget() else self._dialog.nextInFocusChain()
        while each is not None and each is not self._dialog:
            is_stop = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) and each.isEnabled()
            if is_stop and each.isVisibleTo(self._dialog) and not self.isAncestorOf(each):
                each.setFocus()
                break
            each = each.nextInFocusChain()
        super().showEvent(event)

    def _add(self, words: str, deed: Callable[[], object], role: QDialogButtonBox.ButtonRole) -> QPushButton:
        made = QPushButton(words)
        made.clicked.connect(lambda _checked: deed())
        self.addButton(made, role)
        return made
