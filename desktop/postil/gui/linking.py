"""The links of the open page: which of them lead to saved pages, and a list of all of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from postil.gui.palette.entry import Entry
from postil.model.page import site_of
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library
    from postil.gui.open_page import OpenPage
    from postil.gui.palette.palette import Palette
    from postil.gui.reader.links import Link
    from postil.gui.reader.pane import ReaderPane
    from postil.jobs import Jobs
    from postil.model.changes import Changes
    from postil.model.ids import PageId
    from postil.model.saved_link import SavedLink


class Linking(QObject):
    """Asks the library which links lead to its pages, whenever a page is shown or pages come and go."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        open_page: OpenPage,
        *,
        reader: ReaderPane,
        palette: Palette,
        told: Callable[[str], object],
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(reader)
        self._library = library
        self._jobs = jobs
        self._open_page = open_page
        self._reader = reader
        self._palette = palette
        self._told = told
        self._failed = failed
        open_page.shown.connect(self._ask)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its command."""
        return (("page.links", self.list_links),)

    def refresh(self, changes: Changes) -> None:
        """Pages came or went: links may lead to them now, or no longer."""
        if changes.membership and self._open_page.page is not None:
            self._ask()

    def list_links(self) -> None:
        """Offer all links of the page, to see where each leads and to follow it."""
        entries = tuple(self._entry(link) for link in self._reader.following.links)
        if entries:
            self._palette.choose(entries, prompt=_("Type a part of a link"))
        else:
            self._told(_("This page has no links."))

    def _entry(self, link: Link) -> Entry:
        saved = self._reader.following.saved(link.href)
        if saved is not None:
            detail, sign = _("Saved: {title}").format(title=saved.title), "pages"
        elif link.leads_outside:
            detail, sign = site_of(link.href) or link.href, "copy"
        else:
            detail, sign = _("On this page"), "arrow-down"
        return Entry(link.text, partial(self._reader.following.go_to, link), detail, sign=sign)

    def _ask(self, _page: object = None) -> None:
        page = self._open_page.page
        addresses = tuple({link.href for link in self._reader.following.links if link.leads_outside})
        if page is None or not addresses:
            return
        self._jobs.run(
            lambda _progress: self._library.linking.saved(addresses),
            lane="read",
            done=partial(self._show, page.id),
            failed=self._failed,
        )

    def _show(self, page_id: PageId, saved: tuple[SavedLink, ...]) -> None:
        if self._open_page.page is not None and self._open_page.page.id == page_id:
            self._reader.following.set_saved(tuple(link for link in saved if link.page != page_id))
