"""A newer extractor for older pages: offered quietly, run in the background, reported; versions chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from postil.gui.dialogs.batch import BatchDialog
from postil.gui.dialogs.reextraction_report import REEXTRACTION, summary
from postil.gui.dialogs.versions import VersionsDialog
from postil.model.ids import VersionId
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.app.reextraction_report import ReextractionReport
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs, Step
    from postil.model.ids import PageId

ASIDE_MILLISECONDS = 1500
"""How long no page is begun after a key or click: the processor is the person's."""

_WORK = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class Reextraction(QObject):
    """Offers to extract older pages again, does it when it is told to, and says what became of them."""

    offered = Signal(int)
    """How many pages an older extractor has read; 0 when there is nothing to offer."""
    told = Signal(str)
    """What to say of a run in the background; empty when it is over."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        meant: Callable[[], tuple[PageId, ...]],
        *,
        messages: MessageBar,
        done: Callable[[str], object],
        failed: Callable[[Exception], object],
        parent: QWidget,
    ) -> None:
        """``meant`` are the pages a command is about; ``done`` says what a deed did, with a way back."""
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._meant = meant
        self._messages = messages
        self._done = done
        self._failed = failed
        self._window = parent
        self._dialog: BatchDialog | None = None
        self._aside = QTimer(self, singleShot=True, interval=ASIDE_MILLISECONDS)
        self._aside.timeout.connect(library.reextracting.resume)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands on versions of texts, and what does them."""
        return (("library.reextract", self.start), ("page.versions", self.choose_version))

    @property
    def running(self) -> bool:
        """Whether pages are being extracted again."""
        return self._dialog is not None and self._dialog.running

    def look(self) -> None:
        """Ask in the background whether there is anything to offer."""
        self._jobs.run(
            lambda _progress: self._library.reextracting.pending(),
            lane="read",
            done=self.offered.emit,
            failed=self._failed,
        )

    def start(self) -> None:
        """Extract the older pages again; where that goes on already, show how far it is."""
        if self._dialog is not None and self._dialog.running:
            self._dialog.open()  # to see how far it is, or to cancel
            return
        dialog = BatchDialog(REEXTRACTION, self._jobs, self._failed, self._window)
        self._dialog = dialog
        dialog.ended.connect(self._ended)
        dialog.progressed.connect(self._progressed)
        application = QCoreApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        dialog.start(lambda progress: self._library.reextracting.run(None, progress))
        self.offered.emit(0)

    def choose_version(self) -> None:
        """Ask which of a page's texts is to be read."""
        meant = self._meant()
        if not meant:
            return
        page = self._library.reading.page(meant[0])
        dialog = VersionsDialog(page, self._library.reextracting.versions(page.id), self._window)
        dialog.chosen.connect(lambda version: self._restore(page.id, VersionId(version)))
        dialog.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's own signature
        """Step aside while the person works, unless they look at how it goes."""
        if event.type() in _WORK and self._dialog is not None and not self._dialog.isVisible():
            self._library.reextracting.pause()
            self._aside.start()
        return False

    def _restore(self, page_id: PageId, version: VersionId) -> None:
        # In the background: where highlights stand in another text takes a moment to find.
        self._jobs.run(
            lambda _progress: self._library.reextracting.restore(page_id, version),
            lane="read",
            done=lambda _changes: self._done(_("Another version is read")),
            failed=self._failed,
        )

    def _progressed(self, step: Step | None) -> None:
        if step is None:
            self._over()
        elif self._dialog is not None and not self._dialog.isVisible():
            self.told.emit(REEXTRACTION.at(step))
        else:
            self.told.emit("")

    def _over(self) -> None:
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._aside.stop()
        self._library.reextracting.resume()
        self.told.emit("")
        self.look()  # a run that was cancelled, or failed, leaves some

    def _ended(self, report: ReextractionReport) -> None:
        if self._dialog is not None and not self._dialog.isVisible():
            self._messages.tell(summary(report), deed=(_("Report"), self._dialog.open))
