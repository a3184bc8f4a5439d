"""Moving through the article: by units, windows and headings, and by jumps that lead back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.gui.reader.reading_place import place_on, return_to
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.reader.quiet_bar import QuietBar
    from postil.gui.reader.reading_place import ReadingPlace
    from postil.gui.reader.sheet import Sheet


_ABOVE_HEADING = 0.12
"""The share of the window above a heading that somebody went to."""


class Navigation(QObject):
    """What the keys that move do."""

    jumped = Signal(object)
    """Somebody went elsewhere in the article, from the ``ReadingPlace``."""
    stepped = Signal()
    """The reading cursor was moved by the person."""

    def __init__(self, sheet: Sheet, bar: QuietBar) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._bar = bar
        self._returns: list[ReadingPlace] = []

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its commands."""
        return (
            ("reader.down", self.down),
            ("reader.up", self.up),
            ("reader.page-down", lambda: self._page(1)),
            ("reader.page-up", lambda: self._page(-1)),
            ("reader.top", self.top),
            ("reader.bottom", self.bottom),
            ("reader.next-heading", lambda: self._heading(1)),
            ("reader.previous-heading", lambda: self._heading(-1)),
        )

    def reset(self) -> None:
        """Another article came."""
        self._returns.clear()
        self._bar.hide()

    def down(self) -> None:
        """The next paragraph, sentence or word."""
        self._step(forward=True)

    def up(self) -> None:
        """The paragraph, sentence or word before."""
        self._step(forward=False)

    def top(self) -> None:
        """The beginning, with the header."""
        self._sheet.cursor.place(0)
        self._sheet.show_unit()
        self._sheet.view.scroll_to(0)
        self.stepped.emit()

    def bottom(self) -> None:
        """The end."""
        self._sheet.cursor.place(len(self._sheet.text))
        self._sheet.show_unit()
        self._sheet.view.scroll_to(self._sheet.view.whole_height())
        self.stepped.emit()

    def unwind(self) -> bool:
        """Take a jump within the page back; False where there was none."""
        if self._returns:
            self._bar.hide()
            return_to(self._sheet, self._returns.pop())
            return True
        return False

    def _step(self, *, forward: bool) -> None:
        sheet = self._sheet
        sheet.deselect()
        if sheet.cursor_left_behind:
            sheet.take_cursor_along()
        elif not (sheet.cursor.forward() if forward else sheet.cursor.back()):
            sheet.view.scroll_to(sheet.view.whole_height() if forward else 0)
        else:
            self._reveal_unit()
        sheet.show_unit()
        self.stepped.emit()

    def _reveal_unit(self) -> None:
        span = self._sheet.cursor.span
        if span is not None:
            self._sheet.reveal(*span)

    def _page(self, pages: int) -> None:
        self._sheet.view.page_by(pages)
        self._sheet.take_cursor_along()
        self.stepped.emit()

    def _heading(self, by: int) -> None:
        document, span = self._sheet.document, self._sheet.cursor.span
        if document is None or span is None:
            return
        starts = [heading.start for heading in document.headings]
        ahead = [start for start in starts if (start > span[0] if by > 0 else start < span[0])]
        if not ahead:
            (self.bottom if by > 0 else self.top)()
            return
        offset = ahead[0] if by > 0 else ahead[-1]
        self._sheet.cursor.place(offset)
        self._sheet.show_unit()
        line = self._sheet.view.line_at(self._sheet.to_document(offset))
        self._sheet.view.scroll_to(line.top() - self._sheet.view.viewport().height() * _ABOVE_HEADING)
        self.stepped.emit()

    def jump(self, offset: int, *, at_top: bool = False) -> None:
        """Go to a place in the article; Esc leads back. ``at_top`` puts its line near the upper edge."""
        before = place_on(self._sheet)
        self._returns.append(before)
        self._sheet.go_to(offset)
        if at_top:
            line = self._sheet.view.line_at(self._sheet.to_document(offset))
            self._sheet.view.scroll_to(line.top() - self._sheet.view.viewport().height() * _ABOVE_HEADING)
        self.stepped.emit()
        self._bar.say(_("{go.unwind} goes back to where you were"), brief=True)
        self.jumped.emit(before)

    def forget_returns(self) -> None:
        """The person went back another way: Esc does not lead back a second time."""
        self._returns.clear()
        self._bar.hide()
