"""The bars at the foot of the page: which there are, and where each stands above the line of progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.reader.overlap_bar import OverlapBar
from postil.gui.reader.progress_line import HEIGHT as PROGRESS_HEIGHT
from postil.gui.reader.quiet_bar import BAR_HEIGHT, QuietBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.gui.theme import Theme


class Bars:
    """All that lies over the lower corners of one page."""

    def __init__(self, page: QWidget) -> None:
        self.notice = QuietBar(page, above=PROGRESS_HEIGHT)
        """Where a link leads; the way back after a jump."""
        self.hits = QuietBar(page, at_right=True, above=PROGRESS_HEIGHT)
        """Which hit of a search this is."""
        self.overlap = OverlapBar(page, above=PROGRESS_HEIGHT)
        """What is meant by a highlight over another."""
        self.check = QuietBar(page, above=PROGRESS_HEIGHT + BAR_HEIGHT)
        """Whether a highlight stands where it is shown."""

    def raise_(self) -> None:
        """Lie over everything else on the page."""
        for bar in (self.hits, self.notice, self.overlap, self.check):
            bar.raise_()

    def place(self) -> None:
        """Stay in the corners: the page is of another size."""
        for bar in (self.notice, self.hits, self.check, self.overlap):
            bar.place()

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours; the question about an overlap takes them with the highlights."""
        for bar in (self.notice, self.hits, self.check):
            bar.take_theme(theme)

    def name_keys(self, fill: Callable[[str], str]) -> None:
        """Let ``fill`` put the person's keys where a sentence names commands."""
        for bar in (self.notice, self.hits, self.check):
            bar.fill = fill
        self.overlap.fill = fill
