"""Moving through the article: by units, windows, headings and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QUrl

    from postil.gui.reader.quiet_bar import QuietBar
    from postil.gui.reader.sheet import ReadingPlace, Sheet


_ABOVE_HEADING = 0.12
"""The share of the window above a heading that somebody went to."""


class Navigation(QObject):
    """What the keys that move do, and the links."""

    unit_changed = Signal(str)
    link_opened = Signal(str)
    """An address outside the page that the person decided to open."""
    link_clicked = Signal(str)
    """A link that was clicked, as the article has it."""
    jumped = Signal(object)
    """Somebody went elsewhere in the article, from the ``ReadingPlace``."""
    stepped = Signal()
    """The reading cursor was moved by the person."""

    def __init__(self, sheet: Sheet, bar: QuietBar) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._bar = bar
        self._returns: list[ReadingPlace] = []
        self._pending_link = ""
        sheet.view.anchorClicked.connect(self._link_clicked)
        sheet.view.highlighted.connect(self._link_hovered)
        bar.accepted.connect(self.open_link)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its commands."""
        return (
            ("reader.down", self.down),
            ("reader.up", self.up),
            ("reader.unit", self.change_unit),
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
        self._forget_link()

    def down(self) -> None:
        """The next paragraph, sentence or word."""
        self._step(forward=True)

    def up(self) -> None:
        """The paragraph, sentence or word before."""
        self._step(forward=False)

    def change_unit(self) -> None:
        """Go by paragraphs, sentences or words."""
        unit = self._sheet.cursor.next_unit()
        self._sheet.show_unit()
        self._reveal_unit()
        self.stepped.emit()
        self.unit_changed.emit(unit.value)

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

    def follow(self, href: str) -> None:
        """Go where a link leads: within the page at once, elsewhere only when it is said again."""
        document = self._sheet.document
        target = document.anchor(href[1:]) if document is not None and href.startswith("#") else None
        if target is not None:
            self.jump(target)
        elif href.startswith(("http://", "https://", "mailto:")):
            self._pending_link = href
            QGuiApplication.clipboard().setText(href)
            self._bar.say(_("Address copied: {address}").format(address=href), _("Open"))

    def link_at_cursor(self) -> str:
        """The first link in what the reading cursor is on; empty for none."""
        span = self._sheet.cursor.span
        if span is None:
            return ""
        start, end = self._sheet.to_document(span[0]), self._sheet.to_document(span[1])
        return self._sheet.view.link_between(start, end)

    def confirm_link(self) -> bool:
        """Open the address that the bar offers; False where it offers none."""
        offered = bool(self._pending_link)
        self.open_link()
        return offered

    def open_link(self) -> None:
        """Open the address that the bar shows."""
        link = self._pending_link
        self._forget_link()
        if link:
            self.link_opened.emit(link)

    def unwind(self) -> bool:
        """Take one thing back: the bar, or a jump within the page; False where there is neither."""
        if self._pending_link:
            self._forget_link()
            return True
        if self._returns:
            self._bar.hide()
            self._sheet.return_to(self._returns.pop())
            return True
        return False

    def _step(self, *, forward: bool) -> None:
        sheet = self._sheet
        sheet.deselect()
        self._forget_link()
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
        self._forget_link()
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
        before = self._sheet.place()
        self._returns.append(before)
        self._sheet.go_to(offset)
        if at_top:
            line = self._sheet.view.line_at(self._sheet.to_document(offset))
            self._sheet.view.scroll_to(line.top() - self._sheet.view.viewport().height() * _ABOVE_HEADING)
        self._bar.say(_("Esc goes back to where you were"))
        self.stepped.emit()
        self.jumped.emit(before)

    def forget_returns(self) -> None:
        """The person went back another way: Esc does not lead back a second time."""
        self._returns.clear()
        self._bar.hide()

    def _link_clicked(self, url: QUrl) -> None:
        self._sheet.deselect()
        self.link_clicked.emit(url.toString())

    def _link_hovered(self, url: QUrl) -> None:
        address = url.toString()
        if self._pending_link or (self._bar.isVisible() and self._returns and not address):
            return
        if address and not address.startswith("#"):
            self._bar.say(address)
        else:
            self._bar.hide()

    def _forget_link(self) -> None:
        self._pending_link = ""
        self._bar.hide()
