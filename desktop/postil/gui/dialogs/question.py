"""A question before something that cannot be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from postil.gui.dialogs.foot import Foot
from postil.gui.widgets.mnemonics import give_mnemonics
from postil.gui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable


class Question(QDialog):
    """What is about to happen, a button that does it, and one that does not: Enter alone does not do it."""

    def __init__(
        self, title: str, sentence: str, word: str, deed: Callable[[], object], parent: QWidget
    ) -> None:
        """``word`` is on the button that does ``deed``."""
        super().__init__(parent)
        self.setWindowTitle(title)
        heading = PlainLabel(title, wordWrap=True)
        heading.setProperty("role", "heading")
        text = PlainLabel(sentence, wordWrap=True)
        text.setMinimumWidth(360)
        foot = Foot(self)
        self.yes = foot.answer(word, self.accept)
        self.no = foot.leave()
        self.no.setDefault(True)
        self.accepted.connect(deed)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(heading)
        rows.addWidget(text)
        rows.addWidget(foot)
        give_mnemonics(self)
        self.no.setFocus()
