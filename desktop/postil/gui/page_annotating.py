"""Annotating the page that is open: between the reader, which knows no library, and the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.gui.reader.margin import PAGE
from postil.model.annotation import Color
from postil.model.ids import AnnotationId, PageId
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library
    from postil.app.noting import Draft
    from postil.gui.open_page import OpenPage
    from postil.gui.reader.annotating import Joined, Wanted
    from postil.gui.reader.pane import ReaderPane
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.annotation import Style
    from postil.model.page import Page


class PageAnnotating(QObject):
    """Does what the reader asks for, and gives it back what was being written when a crash came."""

    removed = Signal()
    """A highlight was removed."""
    tags_wanted = Signal(object)
    """The ``Annotation`` whose tags are asked for."""
    told = Signal(str)

    def __init__(
        self,
        reader: ReaderPane,
        open_page: OpenPage,
        library: Library,
        *,
        jobs: Jobs,
        settings: LiveSettings,
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(reader)
        self._reader = reader
        self._open_page = open_page
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._failed = failed
        self._waiting: list[Callable[[], object]] = []
        """What is to be done to drafts; the first is being done."""
        reader.highlight_requested.connect(self._highlight)
        reader.join_requested.connect(self._join)
        reader.note_edited.connect(self._set_note)
        reader.page_note_edited.connect(self._set_page_note)
        reader.note_drafted.connect(self._keep_draft)
        reader.note_given_up.connect(self._forget_draft)
        reader.color_requested.connect(self._recolor)
        reader.style_requested.connect(self._restyle)
        reader.removal_requested.connect(self.remove)
        reader.tags_requested.connect(self._ask_tags)
        reader.set_tags(library.tagging.names)
        open_page.shown.connect(self._ask_drafts)

    def remove(self, annotation_id: str) -> None:
        """Move a highlight to the trash."""
        self._library.annotating.remove((AnnotationId(annotation_id),))
        self.removed.emit()

    # Highlights.

    def _highlight(self, wanted: Wanted) -> None:
        page = self._open_page.page
        if page is None:
            return
        made = self._library.annotating.highlight(
            page.id,
            wanted.start,
            wanted.end,
            color=wanted.color or Color(self._settings.value.highlight_color),
            style=wanted.style,
            version=page.version,  # what is on the screen, whatever the library reads by now
        )
        self._go_on(made.id, noted=wanted.noted)

    def _join(self, wanted: Joined) -> None:
        page = self._open_page.page
        if page is None:
            return
        deeds = self._library.annotating
        if len(wanted.parts) == 1:
            deeds.resize(wanted.parts[0], wanted.start, wanted.end, version=page.version)
        else:
            deeds.merge(wanted.parts, wanted.start, wanted.end, version=page.version)
        self._go_on(wanted.parts[0], noted=wanted.noted)

    def _go_on(self, annotation: AnnotationId, *, noted: bool) -> None:
        """The next keys are about what was just made."""
        self._open_page.show_placed()
        self._reader.mark_current(annotation)
        if noted:
            self._reader.edit_note(annotation)

    def _recolor(self, annotation_id: str, color: Color) -> None:
        self._library.annotating.recolor((AnnotationId(annotation_id),), color)

    def _restyle(self, annotation_id: str, style: Style) -> None:
        self._library.annotating.restyle((AnnotationId(annotation_id),), style)

    def _ask_tags(self, annotation_id: str) -> None:
        self.tags_wanted.emit(self._library.annotating.annotation(AnnotationId(annotation_id)))

    # Notes.

    def _set_note(self, annotation_id: str, note: str) -> None:
        annotation = self._library.annotating.annotation(AnnotationId(annotation_id))
        self._library.annotating.set_note(annotation.id, note)
        self._forget_draft(annotation.page, annotation_id)

    def _set_page_note(self, page_id: str, note: str) -> None:
        self._library.noting.set_note(PageId(page_id), note)
        self._forget_draft(page_id, PAGE)

    def _keep_draft(self, page_id: str, subject: str, text: str) -> None:
        noting = self._library.noting
        self._in_order(lambda: noting.keep_draft(PageId(page_id), _annotation(subject), text))

    def _forget_draft(self, page_id: str, subject: str) -> None:
        noting = self._library.noting
        self._in_order(lambda: noting.forget_draft(PageId(page_id), _annotation(subject)))

    def _in_order(self, act: Callable[[], object]) -> None:
        """In the background, one after the other: a draft must not outlive its note."""
        self._waiting.append(act)
        if len(self._waiting) == 1:
            self._do_next()

    def _do_next(self) -> None:
        def done(_nothing: object) -> None:
            self._waiting.pop(0)
            if self._waiting:
                self._do_next()

        def failed(error: Exception) -> None:
            done(None)
            self._failed(error)

        act = self._waiting[0]
        self._jobs.run(lambda _progress: act(), lane="read", done=done, failed=failed)

    def _ask_drafts(self, page: Page) -> None:
        self._jobs.run(
            lambda _progress: self._library.noting.drafts(page.id),
            lane="read",
            done=lambda drafts: self._bring_back(page, drafts),
            failed=self._failed,
        )

    def _bring_back(self, page: Page, drafts: tuple[Draft, ...]) -> None:
        """Open the note that was being written last when the program ended without being closed."""
        if not drafts or self._open_page.page is None or self._open_page.page.id != page.id:
            return
        if self._reader.is_writing:
            return
        draft = drafts[0]
        self._reader.edit_note(draft.annotation or PAGE, draft=draft.note)
        self.told.emit(_("This note was not finished: here it is as you left it."))


def _annotation(subject: str) -> AnnotationId | None:
    return None if subject == PAGE else AnnotationId(subject)
