"""What is done to pages as wholes: archived, starred, tagged, thrown away, exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from postil.gui import words
from postil.gui.dialogs.exports import ExportDialog
from postil.gui.dialogs.tags import TagEditor
from postil.model.page import Status
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

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

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands on pages, and what does them."""
        return (
            ("page.archive", self._archive),
            ("page.reading", self._read),
            ("page.star", self._star),
            ("page.tag", self._tag),
            ("page.trash", self._trash),
            ("page.trash-selected", self._trash),
            ("page.restore", self._restore),
            ("notes.export-page", self._export_meant),
            ("notes.export-selected", self._export_meant),
            (
                "notes.export-all",
                lambda: self._export(None, _("Write the notes of the whole library as Markdown")),
            ),
            ("edit.undo", self.undo),
            ("edit.redo", self.redo),
        )

    def undo(self) -> None:
        """Take the last deed back."""
        label = self._library.undo.undo()
        if label is None:
            self._messages.tell(_("Nothing to undo"))
        else:
            self._messages.tell(_("Undone: {deed}").format(deed=label), deed=(_("Redo"), self.redo))

    def redo(self) -> None:
        """Do the last undone deed again."""
        label = self._library.undo.redo()
        if label is None:
            self._messages.tell(_("Nothing to redo"))
        else:
            self._messages.tell(_("Done again: {deed}").format(deed=label), deed=(_("Undo"), self.undo))

    def told(self, sentence: str) -> None:
        """Say what was done, with undo beside it."""
        self._messages.tell(sentence, deed=(_("Undo (Z)"), self.undo))

    def edit_highlight_tags(self, annotation: Annotation) -> None:
        """Ask for the tags of a highlight."""
        editor = TagEditor(
            _("Tags of the highlight"), annotation.tags, self._library.tagging.names(), self._window
        )

        def change(added: tuple[str, ...], removed: tuple[str, ...]) -> None:
            kept = tuple(tag for tag in annotation.tags if tag not in removed)
            self._library.annotating.set_tags(annotation.id, (*kept, *added))

        editor.changed.connect(change)
        editor.open()

    def _pages(self) -> tuple[Page, ...]:
        return tuple(self._library.reading.pages(self._meant()).values())

    def _archive(self) -> None:
        pages = self._pages()
        if not pages:
            return
        back = all(page.status is Status.ARCHIVE for page in pages)
        self._library.reading.set_status(_ids(pages), Status.INBOX if back else Status.ARCHIVE)
        if back:
            titled = _("“{title}” is back in the inbox")
            told = words.of_pages(
                pages, titled, "{count} page is back in the inbox", "{count} pages are back in the inbox"
            )
        else:
            told = words.of_pages(
                pages, _("“{title}” archived"), "{count} page archived", "{count} pages archived"
            )
        self.told(told)

    def _read(self) -> None:
        pages = self._pages()
        if pages:
            self._library.reading.set_status(_ids(pages), Status.READING)
            titled = _("“{title}” moved to Reading")
            self.told(
                words.of_pages(
                    pages, titled, "{count} page moved to Reading", "{count} pages moved to Reading"
                )
            )

    def _star(self) -> None:
        pages = self._pages()
        if pages:
            starred = not all(page.starred for page in pages)
            self._library.reading.set_starred(_ids(pages), starred)
            if starred:
                told = words.of_pages(
                    pages, _("“{title}” starred"), "{count} page starred", "{count} pages starred"
                )
            else:
                titled = _("“{title}” is no longer starred")
                told = words.of_pages(
                    pages, titled, "{count} page is no longer starred", "{count} pages are no longer starred"
                )
            self.told(told)

    def _trash(self) -> None:
        pages = tuple(page for page in self._pages() if page.trashed is None)
        if pages:
            self._library.reading.trash(_ids(pages))
            titled = _("“{title}” moved to the trash")
            self.told(
                words.of_pages(
                    pages, titled, "{count} page moved to the trash", "{count} pages moved to the trash"
                )
            )

    def _restore(self) -> None:
        pages = tuple(page for page in self._pages() if page.trashed is not None)
        if pages:
            self._library.reading.restore(_ids(pages))
            titled = _("“{title}” taken out of the trash")
            self.told(
                words.of_pages(
                    pages,
                    titled,
                    "{count} page taken out of the trash",
                    "{count} pages taken out of the trash",
                )
            )

    def _tag(self) -> None:
        pages = self._pages()
        if not pages:
            return
        shared = [tag for tag in pages[0].tags if all(tag in page.tags for page in pages)]
        title = words.of_pages(pages, _("Tags of “{title}”"), "Tags of {count} page", "Tags of {count} pages")
        editor = TagEditor(title, shared, self._library.tagging.names(), self._window)

        def change(added: tuple[str, ...], removed: tuple[str, ...]) -> None:
            if len(pages) == 1:
                kept = tuple(tag for tag in pages[0].tags if tag not in removed)
                self._library.tagging.set_tags(pages[0].id, (*kept, *added))
                return
            for name in added:
                self._library.tagging.tag(_ids(pages), name)
            for name in removed:
                self._library.tagging.untag(_ids(pages), name)

        editor.changed.connect(change)
        editor.open()

    def _export_meant(self) -> None:
        pages = self._pages()
        if pages:
            titled = _("Write the notes of “{title}” as Markdown")
            title = words.of_pages(
                pages,
                titled,
                "Write the notes of {count} page as Markdown",
                "Write the notes of {count} pages as Markdown",
            )
            self._export(_ids(pages), title)

    def _export(self, ids: tuple[PageId, ...] | None, title: str) -> None:
        ExportDialog(
            lambda folder, progress: self._library.exporting.to_folder(ids, folder, progress),
            self._jobs,
            self._failed,
            title=title,
            parent=self._window,
        ).open()


def _ids(pages: tuple[Page, ...]) -> tuple[PageId, ...]:
    return tuple(page.id for page in pages)
