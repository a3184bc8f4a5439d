"""The quiet question at the foot of the page when a highlight is made over another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QWidget

from postil.commands import COMMANDS
from postil.gui.announcing import announce
from postil.gui.key_words import with_keys
from postil.gui.reader.overlaps import Answer
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.reader.overlaps import Overlap
    from postil.gui.theme import Theme

_INSET = 14
_NARROW = 560
_TITLES = {
    Answer.EXTEND: (marked("Extend it"), "{overlap.extend}"),
    Answer.SHRINK: (marked("Shrink it"), "{overlap.shrink}"),
    Answer.MERGE: (marked("Merge"), "{overlap.merge}"),
    Answer.KEEP_BOTH: (marked("Keep both"), "{overlap.keep}"),
}


class OverlapBar(QFrame):
    """Lies over the page and takes no focus: its keys are those of the scope ``overlap``."""

    answered = Signal(object)
    """The ``Answer``."""

    def __init__(self, parent: QWidget, *, above: int = 0) -> None:
        """``above`` is how many pixels at the foot of the page something else needs."""
        super().__init__(parent)
        self._above = above
        self._page = parent
        self._overlap: Overlap | None = None
        self.fill: Callable[[str], str] = partial(with_keys, commands=COMMANDS)
        """Puts the person's keys where commands are named."""
        self.setObjectName("overlap-bar")
        self._words = PlainLabel(parent=self)
        self._buttons = {answer: self._button(answer) for answer in Answer}
        self._answers = QHBoxLayout()
        self._answers.setSpacing(8)
        for button in self._buttons.values():
            self._answers.addWidget(button)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(14, 8, 8, 8)
        self._layout.setSpacing(14)
        self._layout.addWidget(self._words)
        self._layout.addLayout(self._answers)
        self.hide()

    @property
    def overlap(self) -> Overlap | None:
        """What is asked about now; None while nothing is."""
        return self._overlap

    def ask(self, overlap: Overlap) -> None:
        """Ask what is meant. The first of the answers is the one for Enter."""
        self._overlap = overlap
        one = len(overlap.touched) == 1
        if overlap.adjoins:
            told = _("This adjoins a highlight.") if one else _("This adjoins highlights.")
        else:
            told = _("This lies over a highlight.") if one else _("This lies over several highlights.")
        self._words.setText(told)
        self.setAccessibleName(told)
        for answer, button in self._buttons.items():
            button.setVisible(answer in overlap.answers)
            is_default = answer is overlap.answers[0]
            button.setObjectName("first-answer" if is_default else "")
            button.setText(self._in_words(answer, "   ") + ("  ⏎" if is_default else ""))
            button.style().polish(button)
        for answer in overlap.answers:
            self._answers.addWidget(self._buttons[answer])  # in their order: the first is meant most often
        self.show()
        self.raise_()
        self.place()
        offered = (self._in_words(answer, " ") for answer in overlap.answers)
        announce(self, " ".join((told, *offered)), at_once=True)

    def close_bar(self) -> bool:
        """Ask no longer; False where nothing was asked."""
        asked, self._overlap = self._overlap is not None, None
        self.hide()
        return asked

    def place(self) -> None:
        """Stay in the middle of the foot; in a narrow window the answers stand below the words."""
        if self._overlap is None:
            return
        narrow = self._page.width() < _NARROW
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self.adjustSize()
        left = max(_INSET, (self._page.width() - self.width()) // 2)
        self.move(left, self._page.height() - self.height() - _INSET - self._above)

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours."""
        window = theme.window
        self.setStyleSheet(
            f"#overlap-bar {{ background: {window.overlay}; border: 1px solid {window.overlay_border};"
            f" border-radius: 8px; }} #overlap-bar QLabel {{ color: {window.ink}; font-size: 13px; }}"
            f" #overlap-bar #first-answer {{ background: {window.accent}; color: {window.accent_ink};"
            f" border: 1px solid {window.accent}; }}"
        )

    def _in_words(self, answer: Answer, gap: str) -> str:
        """An answer with its key."""
        title, command = _TITLES[answer]
        return _(title) + gap + self.fill(command)

    def _button(self, answer: Answer) -> QPushButton:
        button = QPushButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(partial(self._answer, answer))
        return button

    def _answer(self, answer: Answer, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - what Qt sends along
        self.answered.emit(answer)
