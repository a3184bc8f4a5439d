"""A line at the foot of the page that says something and offers one thing to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from postil.commands import COMMANDS
from postil.gui.announcing import announce
from postil.gui.key_words import with_keys
from postil.gui.widgets.message_bar import SHOWN_MILLISECONDS
from postil.gui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.theme import Theme

BAR_HEIGHT = 46
"""Room for another bar below, in pixels."""
_INSET = 14
_BESIDE_SCROLL_BAR = 28


class QuietBar(QFrame):
    """Lies over the page at one of its lower corners; takes no room and no focus."""

    accepted = Signal()
    """The one thing that is offered was chosen."""

    def __init__(self, parent: QWidget, *, at_right: bool = False, above: int = 0) -> None:
        """``above`` is the height of what stands at the foot of the page already."""
        super().__init__(parent)
        self._above = above
        self._page = parent
        self._at_right = at_right
        self.setObjectName("quiet-bar")
        self._words = PlainLabel(parent=self)
        self._offer = QPushButton(self)
        self._offer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._offer.clicked.connect(self.accepted)
        self.fill: Callable[[str], str] = partial(with_keys, commands=COMMANDS)
        """Puts the person's keys where a sentence names commands."""
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MILLISECONDS)
        self._timer.timeout.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(12)
        layout.addWidget(self._words)
        layout.addWidget(self._offer)
        self.hide()

    def say(self, words: str, offer: str = "", *, brief: bool = False) -> None:
        """Show ``words``, cut in the middle where they are too long, and a button where there is an offer.

        What is ``brief`` goes by itself, as messages do.
        """
        words = self.fill(words)
        room = max(120, self._page.width() - 2 * _INSET - (140 if offer else 40))
        self._words.setText(self._words.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, room))
        self._offer.setText(offer)
        self._offer.setVisible(bool(offer))
        self.show()
        self.raise_()
        self.place()
        announce(self, words)
        if brief:
            self._timer.start()
        else:
            self._timer.stop()

    def place(self) -> None:
        """Stay in the corner."""
        self.adjustSize()
        left = self._page.width() - self.width() - _BESIDE_SCROLL_BAR if self._at_right else _INSET
        self.move(left, self._page.height() - self.height() - _INSET - self._above)

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours."""
        window = theme.window
        self.setStyleSheet(
            f"#quiet-bar {{ background: {window.overlay}; border: 1px solid {window.overlay_border};"
            f" border-radius: 8px; }} QLabel {{ color: {window.ink}; font-size: 13px; }}"
        )
