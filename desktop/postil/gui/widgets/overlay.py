"""A card over the window, the rest dimmed: for what is asked, answered and gone, such as the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from postil.gui.appearance import Appearance

_EDGE = 24
_KEEPS_KEYS = "keepsKeys"
_DIM_LIGHT, _DIM_DARK = 56, 120


def keep_keys(card: QWidget) -> None:
    """Let every key that is pressed in a card be the card's: no command of the window takes it."""
    card.setProperty(_KEEPS_KEYS, True)


def keeps_keys(widget: QWidget) -> bool:
    """Whether ``widget`` is, or is in, a card that keeps its keys."""
    at: QWidget | None = widget
    while at is not None:
        if at.property(_KEEPS_KEYS):
            return True
        at = at.parentWidget()
    return False


class Overlay(QWidget):
    """Covers its parent; Esc or a click beside the card closes it and gives the focus back."""

    closed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget, *, width: int, height: int) -> None:
        """The card is ``width`` by ``height`` pixels, or less where the window is smaller."""
        super().__init__(parent)
        self._over = parent
        self._appearance = appearance
        self._wanted = (width, height)
        self._focus_before: QWidget | None = None
        self._focus_wanted: QWidget | None = None
        self.card = QFrame(self)
        self.card.setProperty("role", "overlay")
        self.rows = QVBoxLayout(self.card)
        self.rows.setContentsMargins(8, 8, 8, 8)
        self.rows.setSpacing(8)
        keep_keys(self)
        parent.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._keep_focus)
        self.hide()

    def open_over(self, focus: QWidget) -> None:
        """Come up, with the focus on ``focus``."""
        if not self.isVisible():
            self._focus_before = QApplication.focusWidget()
        self._focus_wanted = focus
        self._place()
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_over(self) -> None:
        """Go, and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Keep the focus on the card."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close with a click beside the card."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_over()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what is below."""
        painter = QPainter(self)
        painter.fillRect(
            self.rect(), QColor(0, 0, 0, _DIM_DARK if self._appearance.theme.dark else _DIM_LIGHT)
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window whatever its size."""
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _keep_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """What is shown anew below the card may ask for the focus: it gets it when the card is gone."""
        if new is None or self._focus_wanted is None or not self.isVisible():
            return
        if new.window() is self.window() and new is not self and not self.isAncestorOf(new):
            self._focus_before = new
            self._focus_wanted.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        room = self._over.rect()
        self.setGeometry(room)
        width = min(self._wanted[0], room.width() - 2 * _EDGE)
        height = min(self._wanted[1], room.height() - 2 * _EDGE)
        top = max(_EDGE, (room.height() - height) // 4)
        self.card.setGeometry((room.width() - width) // 2, top, width, height)
