"""Work that goes on in the background and can be stopped: a sentence, and the word that stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable


class WorkLine(QWidget):
    """Stands at the foot of the left pane while the work goes on. It never takes the focus by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._stop: Callable[[], object] | None = None
        self._text = PlainLabel(wordWrap=True)
        self._text.setProperty("role", "offer")
        self.button = QPushButton(_("Cancel"))
        self.button.setProperty("role", "link")
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self._do)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(6, 10, 6, 6)
        rows.setSpacing(0)
        rows.addWidget(self._text)
        rows.addWidget(self.button)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_work(self, sentence: str, word: str, stop: Callable[[], object]) -> None:
        """Say this; ``word`` on the button stops it. Nothing is shown where the sentence is empty."""
        self._stop = stop
        self._text.setText(sentence)
        self.button.setText(word)
        self.setVisible(bool(sentence))

    def _do(self) -> None:
        self.hide()
        if self._stop is not None:
            self._stop()
