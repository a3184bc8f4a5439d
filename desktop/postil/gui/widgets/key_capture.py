"""A line that takes every press for a key to be given to a command, also Tab and Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from postil.gui import words
from postil.gui.keys import press_of
from postil.gui.widgets.plain_text import PlainLabel
from postil.keystrokes import LONGEST_SEQUENCE, sequence_of
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

SEQUENCE_MILLISECONDS = 900
"""How long the window waits for the next key of a sequence before it takes what was pressed."""


class KeyCapture(PlainLabel):
    """Waits for one press, or for several soon after each other; Esc gives up."""

    pressed = Signal(str)
    """The key, as ``keystrokes`` writes it."""
    given_up = Signal()
    """Esc was pressed, or the focus went elsewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._presses: tuple[str, ...] = ()
        self._title = ""
        self.setProperty("role", "capture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(30)
        self._done = QTimer(self, singleShot=True, interval=SEQUENCE_MILLISECONDS)
        self._done.timeout.connect(self._finish)
        self.hide()

    def wait_for(self, title: str) -> None:
        """Wait for the keys of the command of that title."""
        self._presses = ()
        self._title = title
        self._say()
        self.show()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """No press is a shortcut of the dialog, nor moves the focus."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._take(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who turns elsewhere gives up."""
        super().focusOutEvent(event)
        if self.isVisible():
            self._done.stop()
            self.given_up.emit()

    def _take(self, event: QKeyEvent) -> None:
        press = press_of(event)
        if press is None or event.isAutoRepeat():
            return
        if press.typed == "Esc":
            self._done.stop()
            self.given_up.emit()
            return
        # On a layout without Latin letters the place counts: so the key is found again on every layout.
        name = press.placed if press.placed is not None and not press.typed.isascii() else press.typed
        self._presses = (*self._presses, name)
        self._say()
        if len(self._presses) == LONGEST_SEQUENCE:
            self._finish()
        else:
            self._done.start()

    def _finish(self) -> None:
        self._done.stop()
        self.pressed.emit(sequence_of(self._presses))

    def _say(self) -> None:
        keys = words.key_text(sequence_of(self._presses)) if self._presses else "…"
        self.setText(_("The key for “{command}”: {keys}").format(command=self._title, keys=keys))
