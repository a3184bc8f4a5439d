"""What may follow the first key of a sequence, told quietly at the foot of the window after a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from postil.gui.widgets.key_caps import KeyCaps
from postil.gui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.command import Command
    from postil.gui.appearance import Appearance
    from postil.gui.keys import Begun

SHOWN_AFTER = 600
"""Milliseconds: who knows the keys is never interrupted."""

_EDGE = 12
_COLUMN = 250
_TALLEST = 7


class FollowingKeys(QFrame):
    """Lies over the foot of the window; takes no focus and no clicks."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._appearance = appearance
        self._begun: Begun | None = None
        self._title_of: Callable[[Command], str] = lambda command: command.label
        self._body: QWidget | None = None
        self.setProperty("role", "overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 12, 16, 12)
        self._show_soon = QTimer(self, singleShot=True, interval=SHOWN_AFTER)
        self._show_soon.timeout.connect(self._show_now)
        parent.installEventFilter(self)
        self.hide()

    def call_by(self, title_of: Callable[[Command], str]) -> None:
        """Call commands as ``title_of`` does; what it calls by no name leads nowhere and is left out."""
        self._title_of = title_of

    def tell(self, begun: Begun | None) -> None:
        """Show soon what may follow; None hides it."""
        self._begun = begun
        if begun is None or not begun.following:
            self._show_soon.stop()
            self.hide()
        elif self.isVisible():
            self._show_now()
        else:
            self._show_soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window."""
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _show_now(self) -> None:
        if self._begun is None:
            return
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = self._made(self._begun)
        self._row.addWidget(self._body)
        self.setAccessibleName(self._begun.shown)
        self._place()
        self.show()
        self.raise_()

    def _made(self, begun: Begun) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        titled = [(left, self._title_of(command).rstrip("…")) for left, command in begun.following]
        named = [(left, title) for left, title in titled if title]
        columns = max(1, min((self._over.width() - 2 * _EDGE) // _COLUMN, -(-len(named) // _TALLEST)))
        rows = -(-len(named) // columns)
        for number, (left, title) in enumerate(named):
            column, row = divmod(number, rows)
            grid.addWidget(KeyCaps((left,), self._appearance), row, 2 * column, Qt.AlignmentFlag.AlignRight)
            name = PlainLabel()
            name.setText(name.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, _COLUMN - 70))
            name.setMinimumWidth(min(_COLUMN - 70, name.sizeHint().width() + 24))
            grid.addWidget(name, row, 2 * column + 1)
        return body

    def _place(self) -> None:
        self.adjustSize()
        room = self._over.rect()
        self.move(
            max(_EDGE, (room.width() - self.width()) // 2),
            max(_EDGE, room.height() - self.height() - 3 * _EDGE),
        )
