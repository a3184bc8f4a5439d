"""Links that open Postil at a place: from the desktop, a note or a page, to the highlight that they name.

The desktop learns here, too, that they are for this program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.app.link_handler import open_links
from postil.errors import NotFound
from postil.model.postil_link import read_postil_link
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library
    from postil.app.reading import OpenArticle
    from postil.gui.navigation import Navigation
    from postil.gui.reader.pane import ReaderPane
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs
    from postil.model.annotation import Annotation
    from postil.model.ids import AnnotationId
    from postil.model.page import Page
    from postil.model.postil_link import PostilLink


class LinkOpening:
    """Follows ``postil:`` links. What cannot be shown is said, and nothing else happens."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        *,
        navigation: Navigation,
        reader: ReaderPane,
        messages: MessageBar,
        told: Callable[[str], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """``told`` says a sentence with undo beside it."""
        self._library = library
        self._jobs = jobs
        self._failed = failed
        self._navigation = navigation
        self._reader = reader
        self._messages = messages
        self._told = told
        navigation.postil_link_followed.connect(self.open)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The command that tells the desktop, and what does it."""
        return (("links.open-here", self._open_here),)

    def _open_here(self) -> None:
        folder = self._library.folder
        self._jobs.run(
            lambda _progress: open_links(folder),
            lane="read",
            done=lambda _file: self._messages.tell(_("Links to pages and highlights open this Postil now.")),
            failed=self._failed,
        )

    def open(self, address: str) -> None:
        """Show what a link names, wherever the person is."""
        try:
            link = read_postil_link(address)
        except NotFound as refused:
            self._messages.tell_error(str(refused))
            return
        annotation = self._annotation(link.annotation)
        # A highlight is where it is now, whatever page the link was made for.
        page_id = link.page if annotation is None else annotation.page
        page = self._library.reading.pages((page_id,)).get(page_id)
        if page is None:
            told = _("The page of this link is not in this library. It was deleted, or is in another one.")
            self._messages.tell_error(told)
        elif page.trashed is not None:
            self._tell_trashed(page, link)
        else:
            self._navigation.read(page_id, lambda article: self._arrive(article, link.annotation))

    def _annotation(self, wanted: AnnotationId | None) -> Annotation | None:
        return self._library.annotating.annotations((wanted,)).get(wanted) if wanted is not None else None

    def _tell_trashed(self, page: Page, link: PostilLink) -> None:
        def take_out() -> None:
            self._library.reading.restore((page.id,))
            self.open(link.address)

        told = _("“{title}” is in the trash.").format(title=page.title)
        self._messages.tell(told, deed=(_("Take out and open"), take_out))

    def _arrive(self, article: OpenArticle, wanted: AnnotationId | None) -> None:
        """The page is open: come to the highlight, or say why not."""
        if wanted is None:
            return
        placed = next((each for each in article.placed if each.annotation.id == wanted), None)
        if placed is not None:
            self._reader.come_to(wanted)
            if placed.start is None:
                self._messages.tell(
                    _("The words of this highlight were not found in the text; it stands below it.")
                )
            return
        kept = self._annotation(wanted)
        if kept is None:
            self._messages.tell(_("The highlight that the link names is not in this library."))
            return

        def bring_back() -> None:
            self._library.annotating.restore((wanted,))
            self._told(_("The highlight is back"))
            self.open(f"postil://page/{kept.page}#hl-{wanted}")

        self._messages.tell(
            _("The highlight that the link names was removed."), deed=(_("Bring it back"), bring_back)
        )
