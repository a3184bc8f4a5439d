"""What is typed ahead: kept back while something that takes the focus is on its way, and given to it then.

A page, or a dialog about many things, is read in the background before it opens. Until then the focus is
where it was, and there the next letters would mean other commands than the person means.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

LONGEST_MILLISECONDS = 2000
"""How long keys are kept back at the most; what was pressed until then is dropped."""


class HeldKeys(QObject):
    """Keeps all presses back, from when it is made until it is released or given up."""

    def __init__(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        super().__init__(application)
        self._held: list[QKeyEvent] = []
        self._watched: QWidget | None = None
        self._released = False
        self._delivering = False
        self._ended = False
        self._limit = QTimer(self, singleShot=True, interval=LONGEST_MILLISECONDS)
        self._limit.timeout.connect(self.give_up)
        self._limit.start()
        application.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def release(self) -> None:
        """What was waited for is there: it gets what was pressed meanwhile."""
        self._released = True
        self._deliver()

    def give_up(self) -> None:
        """It does not come: what was meant for it is dropped."""
        if self._ended:
            return
        self._ended = True
        self._held.clear()
        self._limit.stop()
        self._unwatch()
        application = self.parent()
        assert isinstance(application, QApplication)
        application.focusChanged.disconnect(self._follow)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a press; let through what is given back."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self._delivering or watched is not self._watched:
            return False
        self._held.append(_copy(event))
        return True

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._unwatch()
        self._watched = new
        if new is not None:
            new.installEventFilter(self)
        if self._released and not self._delivering:
            self._deliver()

    def _unwatch(self) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None

    def _deliver(self) -> None:
        while self._held and not self._ended and not _dialog_has_no_focus_yet():
            focus = QApplication.focusWidget()
            press = self._held.pop(0)
            self._delivering = True
            try:
                if focus is not None:
                    QApplication.sendEvent(focus, press)
            finally:
                self._delivering = False
        if not self._held and not _dialog_has_no_focus_yet():
            self.give_up()


def _dialog_has_no_focus_yet() -> bool:
    """Whether a dialog was opened that the system has not given the focus yet."""
    dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
    return dialog is not None and (focus is None or focus.window() is not dialog)


def _copy(press: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        press.type(),
        press.key(),
        press.modifiers(),
        press.nativeScanCode(),
        press.nativeVirtualKey(),
        press.nativeModifiers(),
        press.text(),
        press.isAutoRepeat(),
        press.count(),
    )
