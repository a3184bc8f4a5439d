"""Where the person goes: places, pages, hits, highlights, back and forward, one step out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from postil.gui.history import History, Stop
from postil.gui.library import spots
from postil.gui.reader.links import leads_outside
from postil.model.postil_link import is_postil_link
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.finding import Hit, Results
    from postil.app.reading import OpenArticle
    from postil.gui.library.spots import Spot
    from postil.gui.listing import Listing
    from postil.gui.open_page import OpenPage
    from postil.gui.parts import Parts
    from postil.gui.reader.reading_place import ReadingPlace
    from postil.gui.widgets.message_bar import MessageBar
    from postil.model.annotation import Annotation
    from postil.model.ids import PageId
    from postil.model.page import Page
    from postil.model.saved_link import SavedLink

_GO = (
    ("go.inbox", spots.INBOX),
    ("go.reading", spots.READING),
    ("go.archive", spots.ARCHIVE),
    ("go.starred", spots.STARRED),
    ("go.all", spots.ALL),
    ("go.waiting", spots.WAITING),
    ("go.highlights", spots.HIGHLIGHTS),
    ("go.trash", spots.TRASH),
)


class Navigation(QObject):
    """Moves between the panes and remembers the way."""

    postil_link_followed = Signal(str)
    """A ``postil:`` link of a page or a note."""

    def __init__(
        self, parts: Parts, listing: Listing, open_page: OpenPage, messages: MessageBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._listing = listing
        self._open_page = open_page
        self._messages = messages
        self._history = History()
        parts.side.places.chosen.connect(partial(self.go, focus=False))
        parts.side.places.entered_list.connect(parts.focus_middle)
        parts.list.opened.connect(self.read)
        parts.list.search_wanted.connect(self.search)
        parts.highlights.opened.connect(self._read_highlight)
        parts.search.opened.connect(self._read_hit)
        parts.search.opened_behind.connect(self._open_behind)
        parts.search.left.connect(self.leave_search)
        parts.reader.link_activated.connect(self._follow)
        parts.reader.jumped.connect(self._jumped)
        parts.reader.page_wanted.connect(self._follow_inside)
        open_page.shown.connect(self._arrived)
        open_page.closed.connect(parts.close_article)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands that go somewhere, and what does them."""
        return (
            *((command_id, partial(self.go, spot)) for command_id, spot in _GO),
            ("go.back", self._back),
            ("go.forward", self._forward),
            ("search.focus", self.search),
            ("list.focus", self._parts.turn_to_list),
            ("pane.left", self._parts.toggle_left),
            ("reader.next-page", lambda: self._beside(1)),
            ("reader.previous-page", lambda: self._beside(-1)),
        )

    def go(self, spot: Spot, *, focus: bool = True) -> None:
        """Show a place."""
        self._keep_place()
        self._parts.show_middle(spot)
        self._parts.panes.choose()
        self._listing.go(spot)
        self._visit()
        if focus:
            self._parts.focus_middle()

    def read(self, page_id: PageId, then: Callable[[OpenArticle], object] | None = None) -> None:
        """Open a page and turn to it; ``then`` is called once it is there."""

        def arrive(article: OpenArticle) -> None:
            self._parts.turn_to_article()
            if then is not None:
                then(article)

        self._keep_place()
        self._open_page.open(page_id, arrive)

    def read_behind(self, page_id: PageId) -> None:
        """Open a page in the article, while the person goes on where they are."""
        self._keep_place()
        self._parts.show_article()
        self._open_page.open(page_id)

    def search(self, query: str = "") -> None:
        """Turn to the search, over the list; for ``query``, where there is one."""
        self._parts.middle.setCurrentWidget(self._parts.search)
        self._parts.panes.choose()
        if query:
            self._parts.search.show_query(query)
        self._parts.search.start()

    def leave_search(self) -> None:
        """Turn back to the list that the search lay over."""
        if self._listing.spot.search is not None:
            self.go(spots.INBOX)
            return
        self._parts.show_middle(self._listing.spot)
        self._parts.focus_middle()

    def _read_hit(self, hit: Hit, results: Results) -> None:
        self._keep_place()
        self._open_page.open_hit(hit, results, lambda _article: self._parts.turn_to_article())

    def _open_behind(self, hit: Hit, results: Results) -> None:
        """Open a hit in the article, while the person goes on in the results."""

        def arrived(_article: OpenArticle) -> None:
            self._parts.show_article()
            if not self._parts.article.isVisible():
                self._messages.tell(_("“{title}” is open behind the results").format(title=hit.page.title))

        self._keep_place()
        self._open_page.open_hit(hit, results, arrived, stay=True)

    def _read_highlight(self, annotation: Annotation) -> None:
        self._keep_place()
        self._open_page.open_annotation(annotation, lambda _article: self._parts.turn_to_article())

    def _beside(self, step: int) -> None:
        page = self._open_page.page
        page_id = self._parts.list.beside(page.id, step) if page is not None else None
        if page_id is not None:
            self.read(page_id)

    def _follow(self, address: str) -> None:
        """Go where a link leads; outside only here, where the person asked for it a second time."""
        if is_postil_link(address):
            self.postil_link_followed.emit(address)
            return
        if leads_outside(address) and QDesktopServices.openUrl(QUrl(address)):
            self._messages.tell(_("Opened in your browser"))
            return
        QGuiApplication.clipboard().setText(address)
        self._messages.tell(_("Address copied: {address}").format(address=address))

    def _follow_inside(self, link: SavedLink) -> None:
        """Open the saved page that a link leads to, at the place that it names."""

        def arrive() -> None:
            self._parts.turn_to_article()
            if link.fragment and not self._parts.reader.following.go_to_fragment(link.fragment):
                self._messages.tell(_("The place in the page that the link names was not found."))

        self._keep_place()
        self._open_page.open(link.page, lambda _article: arrive())

    def _arrived(self, page: Page) -> None:
        self._parts.list.make_current(page.id)
        self._visit()

    def _visit(self) -> None:
        self._history.visit(self._here())

    def _here(self) -> Stop:
        page = self._open_page.page
        return Stop(self._listing.spot, page.id if page is not None else None)

    def _keep_place(self) -> None:
        """Before going on: remember exactly where in the page the person was."""
        if self._open_page.page is not None:
            self._history.leave(self._parts.reader.place())

    def _jumped(self, before: ReadingPlace) -> None:
        """The person went elsewhere in the page: both places are stops."""
        self._history.leave(before)
        self._history.visit(replace(self._here(), place=self._parts.reader.place()))

    def _back(self) -> None:
        self._keep_place()
        self._revisit(self._history.back())

    def _forward(self) -> None:
        self._keep_place()
        self._revisit(self._history.forward())

    def _revisit(self, stop: Stop | None) -> None:
        if stop is None:
            return
        if stop.spot != self._listing.spot:
            self._parts.show_middle(stop.spot)
            self._listing.go(stop.spot)
        page = self._open_page.page
        if stop.page is None:
            return
        if page is not None and page.id == stop.page:
            self._return_to(stop)
        else:
            self._open_page.open(stop.page, lambda _article: self._return_to(stop))

    def _return_to(self, stop: Stop) -> None:
        self._parts.turn_to_article()
        if stop.place is not None:
            self._parts.reader.return_to(stop.place)
