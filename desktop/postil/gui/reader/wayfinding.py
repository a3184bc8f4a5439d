"""Where the person is in the article, and the ways to other places of it: contents, progress, footnotes."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.gui.reader.contents import BESIDE, WIDTH, ContentsPanel
from postil.gui.reader.footnote_card import FootnoteCard
from postil.gui.reader.footnote_popup import FootnotePopup
from postil.gui.reader.progress_line import ProgressLine
from postil.model.reading_time import RemainingWords
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QUrl
    from PySide6.QtWidgets import QWidget

    from postil.gui.reader.document import Heading
    from postil.gui.reader.following import Following
    from postil.gui.reader.navigation import Navigation
    from postil.gui.reader.sheet import Sheet
    from postil.gui.theme import Theme

_OVER_EDGE = 48
"""What is left free at the right where the contents lie over the text; pixels."""


class Wayfinding(QObject):
    """Joins the contents, the line of progress and the footnotes to the page."""

    told = Signal(str)
    """A short sentence for the person."""

    def __init__(self, sheet: Sheet, navigation: Navigation, following: Following, pane: QWidget) -> None:
        super().__init__(pane)
        self._sheet = sheet
        self._navigation = navigation
        self._following = following
        self._pane = pane
        self._remaining: RemainingWords | None = None
        self.contents = ContentsPanel(pane)
        self.progress = ProgressLine(pane)
        self._card = FootnoteCard(pane)
        self.footnotes = FootnotePopup(sheet, self._card)
        self.contents.chosen.connect(self._go_to_heading)
        self.contents.close_wanted.connect(self.close_contents)
        self.footnotes.going.connect(navigation.jump)
        self.footnotes.link_wanted.connect(following.follow)
        following.clicked.connect(self._link_clicked)
        sheet.view.highlighted.connect(self._hovered)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its commands."""
        return (
            ("reader.contents", self.toggle_contents),
            ("reader.footnote", self.footnotes.show_at_cursor),
        )

    # What is shown.

    def article_shown(self) -> None:
        """Another article is shown, or none."""
        document = self._sheet.document
        self.footnotes.close()
        self._remaining = None
        self.progress.clear()
        self.contents.show_headings(self._headings())
        if not self._headings():
            self.close_contents()
        elif self.contents.isVisible():
            self.place()
        if document is not None:
            self.follow_headings()

    def article_built_anew(self) -> None:
        """The same article stands in another document."""
        self.footnotes.close()
        self.tell_progress()

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours."""
        self.contents.take_theme(theme)
        self.progress.take_theme(theme)
        self.footnotes.take_theme(theme)

    def follow(self) -> None:
        """The text moved."""
        self.footnotes.follow()
        if self.contents.isVisible():
            self.follow_headings()

    def follow_headings(self) -> None:
        """Mark the heading under which the person is."""
        offset = self._place_of_reading()
        self.contents.follow(offset)
        headings = self._headings()
        at = bisect_right([heading.start for heading in headings], offset) - 1
        self.progress.tell_heading(headings[at].text if at >= 0 and headings[at].start > 0 else "")

    def tell_progress(self) -> None:
        """Say how much was read, and how long the rest takes."""
        document, look = self._sheet.document, self._sheet.look
        if document is None or look is None:
            self.progress.clear()
            return
        if self._remaining is None:
            self._remaining = RemainingWords(document.text, document.units)
        first, share = self._sheet.position()
        self.progress.tell(
            share=share, words_left=self._remaining.after(first), speed=look.metrics.reading_speed
        )
        self.follow_headings()

    def place(self) -> None:
        """Take the room that there is: beside the text, or over it in a narrow window."""
        width, height = self._pane.width(), self._sheet.view.height()
        beside = self.contents.isVisible() and width >= BESIDE
        self._sheet.leave_room(WIDTH if beside else 0)
        bar = self._sheet.view.verticalScrollBar()
        # In a mirrored window the scroll bar stands at the left, too.
        left = bar.width() if self._pane.isRightToLeft() and bar.isVisible() else 0
        self.contents.setGeometry(left, 0, min(WIDTH, max(160, width - _OVER_EDGE)), height)
        self.footnotes.place()

    # Deeds.

    def toggle_contents(self) -> None:
        """Show the contents, or close them; say so where there are none."""
        if self.contents.isVisible():
            self.close_contents()
        elif not self._headings():
            self.told.emit(_("This page has no headings."))
        else:
            self.follow_headings()
            self.contents.open_panel()
            self.place()

    def close_contents(self) -> None:
        """Close the contents and give the keys back to the text."""
        if not self.contents.isVisible():
            return
        had_focus = self.contents.field.hasFocus()
        self.contents.hide()
        self.place()
        if had_focus:
            self._sheet.view.setFocus()

    def unwind(self) -> bool:
        """Take one thing back: the footnote, or contents that lie over the text."""
        if self.footnotes.close():
            return True
        if self.contents.isVisible() and self._pane.width() < BESIDE:
            self.close_contents()
            return True
        return False

    # Parts.

    def _headings(self) -> tuple[Heading, ...]:
        """The headings; the title alone is none."""
        headings = self._sheet.document.headings if self._sheet.document is not None else ()
        return headings if any(heading.start > 0 for heading in headings) else ()

    def _place_of_reading(self) -> int:
        """The first offset that counts as read now: a heading just below the edge is what comes next."""
        view = self._sheet.view
        if view.verticalScrollBar().value() <= 0:
            return 0
        return self._sheet.offset_at_height(0.3)

    def _go_to_heading(self, offset: int) -> None:
        if self._pane.width() < BESIDE:
            self.close_contents()
        self._sheet.view.setFocus()
        self._navigation.jump(offset, at_top=True)
        self.follow_headings()

    def _link_clicked(self, href: str) -> None:
        note = self.footnotes.clicked(href)
        if note is not None and note != self.footnotes.shown:
            self.footnotes.show(note)
        else:
            self.footnotes.close()
            self._following.follow(href)

    def _hovered(self, url: QUrl) -> None:
        self.footnotes.hover(url.toString())
