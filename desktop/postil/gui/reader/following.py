"""Links: what the pointer and the keys do with them, and which lead to pages that were saved.

A link within the page and one to a saved page are followed at once. Any other is shown and copied, and
given to the browser only when that is said again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from postil.gui.reader.links import leads_outside
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QUrl

    from postil.gui.reader.links import Link
    from postil.gui.reader.navigation import Navigation
    from postil.gui.reader.quiet_bar import QuietBar
    from postil.gui.reader.sheet import Sheet
    from postil.model.saved_link import SavedLink


class Following(QObject):
    """Follows the links of the article that is shown."""

    opened = Signal(str)
    """An address outside the library that the person decided to open."""
    page_wanted = Signal(object)
    """The ``SavedLink`` to go to."""
    clicked = Signal(str)
    """A link that was clicked, as the article has it."""
    told = Signal(str)

    def __init__(self, sheet: Sheet, navigation: Navigation, bar: QuietBar) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._navigation = navigation
        self._bar = bar
        self._pending = ""
        self._hovered = False
        self._saved: dict[str, SavedLink] = {}
        sheet.view.anchorClicked.connect(self._view_clicked)
        sheet.view.highlighted.connect(self._view_hovered)
        navigation.stepped.connect(self.forget)
        bar.accepted.connect(self.open)

    # Which lead to saved pages.

    def set_saved(self, links: Sequence[SavedLink]) -> None:
        """These links of the article lead to pages of the library."""
        self._saved = {link.address: link for link in links}
        self.show_saved()

    def show_saved(self) -> None:
        """Show on the document which links lead to saved pages."""
        spans = ((link.start, link.end) for link in self.links if link.href in self._saved)
        self._sheet.view.set_saved_links(tuple(map(self._sheet.span_of, spans)))

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of the article, in their order."""
        return self._sheet.document.links if self._sheet.document is not None else ()

    def saved(self, href: str) -> SavedLink | None:
        """Where a link leads in the library, if it does."""
        return self._saved.get(href)

    # What is done with one.

    def follow(self, href: str) -> None:
        """Go where a link leads: within the library at once, elsewhere only when it is said again."""
        document = self._sheet.document
        if href.startswith("#"):
            target = document.anchor(href[1:]) if document is not None else None
            if target is not None:
                self.forget()
                self._navigation.jump(target)
        elif href in self._saved:
            self.forget()
            self.page_wanted.emit(self._saved[href])
        elif leads_outside(href):
            self._pending = href
            QGuiApplication.clipboard().setText(href)
            self._bar.say(_("Address copied: {address}").format(address=href), _("Open in the browser"))

    def go_to(self, link: Link) -> None:
        """Follow a link of the article; one that leads outside is shown in the text, and offered."""
        if link.leads_outside and link.href not in self._saved:
            self._navigation.jump(link.start)
        self.follow(link.href)

    def go_to_fragment(self, fragment: str) -> bool:
        """Go to the place that an address names after ``#``; False where the article does not have it."""
        place = self._sheet.document.place_of(fragment) if self._sheet.document is not None else None
        if place is not None:
            self._sheet.go_to(place)
        return place is not None

    def at_cursor(self) -> str:
        """The first link in what the reading cursor is on; empty for none."""
        start, end = self._sheet.cursor.span or (0, 0)
        inside = (link.href for link in self.links if link.start < end and link.end > start)
        return next(inside, "")

    def confirm(self) -> bool:
        """Open the address that the bar offers; False where it offers none."""
        offered = bool(self._pending)
        self.open()
        return offered

    def open(self) -> None:
        """Open the address that the bar shows."""
        link = self._pending
        self.forget()
        if link:
            self.opened.emit(link)

    def copy(self) -> bool:
        """Copy the address that the bar offers; False where it offers none."""
        if self._pending:
            QGuiApplication.clipboard().setText(self._pending)
            self.told.emit(_("Address copied: {address}").format(address=self._pending))
        return bool(self._pending)

    def unwind(self) -> bool:
        """Take the offer back; False where there is none."""
        offered = bool(self._pending)
        if offered:
            self.forget()
        return offered

    def forget(self) -> None:
        """The person went on: nothing is offered any more."""
        self._pending = ""
        self._bar.hide()

    def reset(self) -> None:
        """Another article came."""
        self.forget()
        self._saved = {}
        self._sheet.view.set_saved_links(())

    # Parts.

    def _view_clicked(self, url: QUrl) -> None:
        self._sheet.deselect()
        self.clicked.emit(url.toString())

    def _view_hovered(self, url: QUrl) -> None:
        """Say where a link under the pointer leads, and no more when the pointer goes."""
        address = url.toString()
        if self._pending:
            return
        saved = self._saved.get(address)
        if saved is not None:
            self._bar.say(_("Saved: {title}").format(title=saved.title))
        elif address and not address.startswith("#"):
            self._bar.say(address)
        elif self._hovered:
            self._bar.hide()
        self._hovered = bool(address) and not address.startswith("#")
