"""Where highlights stand: the answers of the person in the reader, and a look at the whole library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from postil.gui.dialogs.anchor_report import VERIFYING, summary
from postil.gui.dialogs.batch import BatchDialog
from postil.model.ids import AnnotationId
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.anchor_report import AnchorReport
    from postil.app.library import Library
    from postil.gui.open_page import OpenPage
    from postil.gui.reader.pane import ReaderPane
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs


class AnchorDeeds(QObject):
    """Between the reader, which asks, and the library, which knows."""

    def __init__(
        self,
        reader: ReaderPane,
        open_page: OpenPage,
        library: Library,
        jobs: Jobs,
        *,
        messages: MessageBar,
        told: Callable[[str], object],
        failed: Callable[[Exception], object],
        window: QWidget,
    ) -> None:
        """``told`` says what was done, with a way back."""
        super().__init__(reader)
        self._open_page = open_page
        self._library = library
        self._jobs = jobs
        self._messages = messages
        self._told = told
        self._failed = failed
        self._window = window
        self._dialog: BatchDialog | None = None
        reader.place_confirmed.connect(self._confirm)
        reader.place_refused.connect(self._refuse)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its command."""
        return (("library.verify-highlights", self.verify),)

    def verify(self) -> None:
        """Look for every highlight of the library; where that goes on already, show how far it is."""
        if self._dialog is None or not self._dialog.running:
            self._dialog = BatchDialog(VERIFYING, self._jobs, self._failed, self._window)
            self._dialog.ended.connect(self._ended)
            self._dialog.start(lambda progress: self._library.anchors.verify(None, progress))
            return
        self._dialog.open()

    def _confirm(self, annotation: str, start: int, end: int) -> None:
        page = self._open_page.page
        if page is not None:
            self._library.anchors.confirm(AnnotationId(annotation), start, end, version=page.version)
            self._told(_("The highlight stands here now"))

    def _refuse(self, annotation: str) -> None:
        page = self._open_page.page
        if page is not None:
            self._library.anchors.refuse(AnnotationId(annotation), version=page.version)
            self._told(_("Not here: the highlight stands below the text"))

    def _ended(self, report: AnchorReport) -> None:
        if self._dialog is not None and not self._dialog.isVisible():
            self._messages.tell(summary(report), deed=(_("Report"), self._dialog.open))
