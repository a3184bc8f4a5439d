"""Finding words in the article that is open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from postil.gui.theme import Theme

_MOST = 20_000
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def occurrences(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Where ``words`` stand in ``text``, in any case and whatever the white space between them."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return ()
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"\s+".join(parts), text, re.IGNORECASE):
        found.append(match.span())
        if len(found) == _MOST:
            break
    return tuple(found)


class FindBar(QFrame):
    """A field below the page, with the number of hits. Enter goes on, Shift+Enter back, Esc closes."""

    changed = Signal(str)
    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("find-bar")
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Find in the page")
        self.field.setAccessibleName("Find in the page")
        self.field.setClearButtonEnabled(False)
        self.field.setMaximumWidth(360)
        self.field.textChanged.connect(self.changed)
        self.field.installEventFilter(self)
        self._count = QLabel(self)
        self._count.setAccessibleName("Hits")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 7, 16, 7)
        layout.setSpacing(8)
        layout.addWidget(self.field, 1)
        layout.addWidget(self._button("‹", "Previous hit", self.previous_wanted.emit))
        layout.addWidget(self._button("›", "Next hit", self.next_wanted.emit))
        layout.addWidget(self._count)
        layout.addStretch(1)
        layout.addWidget(self._button("×", "Close", self.close_bar))
        self.hide()

    def open(self, words: str = "") -> None:
        """Show the bar and let words be typed; ``words`` stand there already."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.changed.emit(self.field.text())

    def close_bar(self) -> None:
        """Hide the bar and tell so."""
        self.hide()
        self.closed.emit()

    def tell(self, current: int, count: int) -> None:
        """Show which hit of how many is looked at, counted from 0."""
        if not self.field.text().strip():
            self._count.setText("")
        elif count == 0:
            self._count.setText("No hits")
        else:
            self._count.setText(f"{current + 1} of {count}")

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours."""
        window = theme.window
        self.setStyleSheet(
            f"#find-bar {{ background: {window.panel}; border: none; border-top: 1px solid {window.rule}; }}"
            f"QLabel {{ color: {window.muted}; }}"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the field."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)  # type: ignore[arg-type] # its type says that it is one
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.previous_wanted.emit()
        elif event.key() in _ENTER:
            self.next_wanted.emit()
        else:
            return False
        return True

    def _button(self, sign: str, name: str, deed: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(deed)
        return button
