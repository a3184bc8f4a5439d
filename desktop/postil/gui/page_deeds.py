"""What is done to pages as wholes: archived, starred, tagged, thrown away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from postil.gui import words
from postil.gui.dialogs.bulk_tags import BulkTags
from postil.gui.dialogs.tags import TagEditor
from postil.gui.errands import Errands
from postil.model.page import Status
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs
    from postil.model.annotation import Annotation
    from postil.model.ids import PageId
    from postil.model.page import Page


class PageDeeds(QObject):
    """Acts on the pages that the window says are meant, and says what it did, with a way back."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        meant: Callable[[], tuple[PageId, ...]],
        *,
        messages: MessageBar,
        failed: Callable[[Exception], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._meant = meant
        self._messages = messages
        self._failed = failed
        self._window = parent
        self._errands = Errands(library.undo, jobs, failed)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands on pages, and what does them."""
        return (
            ("page.archive", partial(self._act, self._archive)),
            ("page.reading", partial(self._act, self._read)),
            ("page.star", partial(self._act, self._star)),
            ("page.tag", self._tag),
            ("page.trash", partial(self._act, self._trash)),
            ("page.trash-selected", partial(self._act, self._trash)),
            ("page.restore", partial(self._act, self._restore)),
            ("edit.undo", self.undo),
            ("edit.redo", self.redo),
        )

    def undo(self) -> None:
        """Take the last deed back."""
        self._errands.run(self._library.undo.sizes()[0], self._library.undo.undo, self._undone)

    def redo(self) -> None:
        """Do the last undone deed again."""
        self._errands.run(self._library.undo.sizes()[1], self._library.undo.redo, self._redone)

    def told(self, sentence: str) -> None:
        """Say what was done, with undo beside it."""
        self._messages.tell(sentence, deed=(_("Undo (Z)"), self.undo))

    def told_only(self, sentence: str) -> None:
        """Say what was done where there is nothing to take back."""
        self._messages.tell(sentence)

    def edit_highlight_tags(self, annotation: Annotation) -> None:
        """Ask for the tags of a highlight."""
        editor = TagEditor(
            _("Tags of the highlight"), annotation.tags, self._library.tagging.names(), self._window
        )

        editor.changed.connect(
            lambda added, removed: self._library.annotating.retag(
                (annotation.id,), added=added, removed=removed
            )
        )
        editor.open()

    def _undone(self, label: str | None) -> None:
        if label is None:
            self._messages.tell(_("Nothing to undo"))
        else:
            self._messages.tell(_("Undone: {deed}").format(deed=label), deed=(_("Redo"), self.redo))

    def _redone(self, label: str | None) -> None:
        if label is None:
            self._messages.tell(_("Nothing to redo"))
        else:
            self._messages.tell(_("Done again: {deed}").format(deed=label), deed=(_("Undo"), self.undo))

    def _act(self, deed: Callable[[Sequence[Page]], str]) -> None:
        """Do something to the pages that are meant; the deed says what it did, if it did anything."""
        ids = self._meant()
        self._errands.run(
            len(ids),
            lambda: deed(tuple(self._library.reading.pages(ids).values())) if ids else "",
            lambda sentence: self.told(sentence) if sentence else None,
        )

    def _archive(self, pages: Sequence[Page]) -> str:
        back = all(page.status is Status.ARCHIVE for page in pages)
        self._library.reading.set_status(_ids(pages), Status.INBOX if back else Status.ARCHIVE)
        if back:
            titled = _("“{title}” is back in the inbox")
            return words.of_pages(
                pages, titled, "{count} page is back in the inbox", "{count} pages are back in the inbox"
            )
        return words.of_pages(
            pages, _("“{title}” archived"), "{count} page archived", "{count} pages archived"
        )

    def _read(self, pages: Sequence[Page]) -> str:
        self._library.reading.set_status(_ids(pages), Status.READING)
        titled = _("“{title}” moved to Reading")
        return words.of_pages(
            pages, titled, "{count} page moved to Reading", "{count} pages moved to Reading"
        )

    def _star(self, pages: Sequence[Page]) -> str:
        starred = not all(page.starred for page in pages)
        self._library.reading.set_starred(_ids(pages), starred)
        if starred:
            return words.of_pages(
                pages, _("“{title}” starred"), "{count} page starred", "{count} pages starred"
            )
        titled = _("“{title}” is no longer starred")
        return words.of_pages(
            pages, titled, "{count} page is no longer starred", "{count} pages are no longer starred"
        )

    def _trash(self, all_pages: Sequence[Page]) -> str:
        pages = [page for page in all_pages if page.trashed is None]
        if not pages:
            return ""
        self._library.reading.trash(_ids(pages))
        titled = _("“{title}” moved to the trash")
        return words.of_pages(
            pages, titled, "{count} page moved to the trash", "{count} pages moved to the trash"
        )

    def _restore(self, all_pages: Sequence[Page]) -> str:
        pages = [page for page in all_pages if page.trashed is not None]
        if not pages:
            return ""
        self._library.reading.restore(_ids(pages))
        titled = _("“{title}” taken out of the trash")
        return words.of_pages(
            pages, titled, "{count} page taken out of the trash", "{count} pages taken out of the trash"
        )

    def _tag(self) -> None:
        ids = self._meant()
        if len(ids) > 1:
            self._tag_many(ids)
        elif ids:
            self._tag_one(self._library.reading.page(ids[0]))

    def _tag_one(self, page: Page) -> None:
        title = _("Tags of “{title}”").format(title=page.title)
        editor = TagEditor(title, page.tags, self._library.tagging.names(), self._window)
        editor.changed.connect(
            lambda added, removed: self._library.tagging.edit((page.id,), added=added, removed=removed)
        )
        editor.open()

    def _tag_many(self, ids: tuple[PageId, ...]) -> None:
        tagging = self._library.tagging
        self._errands.ask(
            len(ids),
            lambda: (tagging.shares(ids), tagging.names()),
            lambda found: self._ask_tags_of_many(ids, *found),
        )

    def _ask_tags_of_many(
        self, ids: tuple[PageId, ...], shares: tuple[tuple[str, int], ...], names: tuple[str, ...]
    ) -> None:
        title = words.counted("Tags of {count} page", "Tags of {count} pages", len(ids))
        editor = BulkTags(title, shares, len(ids), names, self._window)

        def change(added: tuple[str, ...], removed: tuple[str, ...]) -> None:
            def deed() -> str:
                changes = self._library.tagging.edit(ids, added=added, removed=removed)
                return words.counted(
                    "Changed the tags of {count} page",
                    "Changed the tags of {count} pages",
                    len(changes.pages),
                )

            self._errands.run(len(ids), deed, self.told)

        editor.changed.connect(change)
        editor.open()


def _ids(pages: Sequence[Page]) -> tuple[PageId, ...]:
    return tuple(page.id for page in pages)
