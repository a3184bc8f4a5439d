"""The line below the page: under which heading the person is, how much is read and what is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from postil.commands import COMMANDS
from postil.gui import words
from postil.gui.key_words import with_keys
from postil.gui.widgets.plain_text import PlainLabel
from postil.model.reading_time import reading_minutes
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from postil.gui.theme import Theme

HEIGHT = 26
FINISHED = 0.98
"""The share of an article from which it counts as read to its end."""


class ProgressLine(QFrame):
    """Quiet words in small letters; they take no focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("progress-line")
        self._heading = ""
        self.fill: Callable[[str], str] = partial(with_keys, commands=COMMANDS)
        """Puts the person's keys where a sentence names commands."""
        self._where = PlainLabel(parent=self)
        self._where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._where.setAccessibleName(_("Current heading"))
        self._mode = PlainLabel(parent=self)
        self._mode.setObjectName("mode")
        self._mode.setAccessibleName(_("What the keys do now"))
        self._progress = PlainLabel(parent=self)
        self._progress.setAccessibleName(_("Reading progress"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 24, 2)
        layout.setSpacing(16)
        layout.addWidget(self._mode)
        layout.addWidget(self._where, 1)
        layout.addWidget(self._progress)
        self.setFixedHeight(HEIGHT)

    @property
    def text(self) -> str:
        """What it says of the progress."""
        return self._progress.text()

    @property
    def heading(self) -> str:
        """The heading that it names."""
        return self._heading

    def tell(self, *, share: float, words_left: int, speed: int) -> None:
        """Say what share was read, and how long ``words_left`` words take at ``speed`` words a minute."""
        self._progress.setText(progress_in_words(share, words_left, speed))
        self._fit()

    @property
    def mode(self) -> str:
        """What it says of the keys."""
        return self._mode.text()

    def tell_mode(self, mode: str, *, strong: bool = False) -> None:
        """Say what the keys do now: by what they step, or the mode they are in (``strong``).

        ``mode`` may name commands in braces.
        """
        self._mode.setText(self.fill(mode))
        if self._mode.property("strong") != strong:
            self._mode.setProperty("strong", strong)
            self._mode.style().polish(self._mode)
        self._fit()

    def tell_heading(self, heading: str) -> None:
        """Name the heading under which the person is."""
        self._heading = " ".join(heading.split())
        self._fit()

    def clear(self) -> None:
        """Say nothing."""
        self._progress.clear()
        self.tell_heading("")

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours."""
        self.setStyleSheet(
            f"#progress-line {{ background: {theme.page.ground}; border: none; }}"
            f"#progress-line > QLabel {{ color: {theme.page.muted}; font-size: 12px; border: none; }}"
            f"#progress-line > QLabel[strong='true'] {{ color: {theme.page.link}; font-weight: 600; }}"
        )

    def minimumSizeHint(self) -> QSize:
        """It asks for no width."""
        return QSize(120, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the heading the room that there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The heading is cut first; where mode and progress do not fit side by side, the mode stays."""
        room = self.width() - self._progress.sizeHint().width() - self._mode.sizeHint().width() - 76
        self._progress.setVisible(room + 20 >= 0)
        self._where.setText(
            self._where.fontMetrics().elidedText(self._heading, Qt.TextElideMode.ElideRight, max(0, room))
        )


def progress_in_words(share: float, words_left: int, speed: int) -> str:
    """``34 % · 6 min left``; what was read to its end is finished."""
    if share >= FINISHED:
        return _("Finished")
    percent = _("{percent} %").format(percent=words.number(round(share * 100)))
    minutes = reading_minutes(words_left, speed)
    if not minutes:
        return percent
    return percent + "  ·  " + words.counted("{count} minute left", "{count} minutes left", minutes)
