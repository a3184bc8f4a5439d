"""Pages on their way in: chosen, dropped or handed over, one import after the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from postil.app.import_report import Outcome
from postil.gui.dialogs.batch import BatchDialog
from postil.gui.dialogs.import_report import IMPORT, summary
from postil.model.ids import PageId
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

    from postil.app.import_report import ImportReport
    from postil.app.library import Library
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs, Progress, Step

MANUAL = "welcome.html"
"""The sample page to begin with."""

_NOTHING_NEW = (Outcome.ALREADY_THERE, Outcome.NOT_A_PAGE)


class Imports(QObject):
    """Starts imports and says how they go."""

    told = Signal(str)
    """What to say of an import in the background; empty when it is over."""
    manual_added = Signal(str)
    """The id of the sample page that is the manual: the samples were asked for."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        *,
        messages: MessageBar,
        failed: Callable[[Exception], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._messages = messages
        self._failed = failed
        self._window = parent

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands that bring pages in, and what does them."""
        return (
            ("page.import", self.choose_files),
            ("page.import-folder", self.choose_folder),
            ("samples.import", self.add_samples),
            ("samples.open", self.add_samples),
        )

    def choose_files(self) -> None:
        """Ask for files and import them."""
        files, _filter = QFileDialog.getOpenFileNames(self._window, _("Import saved pages"), str(Path.home()))
        self.add([Path(file) for file in files])

    def choose_folder(self) -> None:
        """Ask for a folder and import every page in it."""
        folder = QFileDialog.getExistingDirectory(self._window, _("Import a folder"), str(Path.home()))
        self.add([Path(folder)] if folder else [])

    def add(self, paths: Sequence[Path]) -> None:
        """Import these files and folders."""
        if paths:
            self._start(lambda progress: self._library.importing.add(tuple(paths), progress))

    def add_samples(self) -> None:
        """Import the sample pages, which are also the manual."""
        self._jobs.run(
            self._library.importing.add_samples, lane="write", done=self._samples_added, failed=self._failed
        )

    def tell_taken(self, report: ImportReport) -> None:
        """Say what came in without being asked for: from the watched folder, or from a browser."""
        if any(row.outcome not in _NOTHING_NEW for row in report.rows):
            self._messages.tell(summary(report))

    def _samples_added(self, report: ImportReport) -> None:
        manual = next((row.page for row in report.rows if row.path.name == MANUAL), None)
        if manual is not None:
            self.manual_added.emit(manual)
        if any(row.outcome is Outcome.FAILED for row in report.rows):
            self._messages.tell_error(summary(report))

    def _start(self, work: Callable[[Progress], ImportReport]) -> None:
        dialog = BatchDialog(IMPORT, self._jobs, self._failed, self._window)
        dialog.ended.connect(lambda report: self._ended(dialog, report))
        dialog.progressed.connect(lambda step: self._progressed(dialog, step))
        dialog.start(work)

    def _progressed(self, dialog: BatchDialog, step: Step | None) -> None:
        if step is None or dialog.isVisible():
            self.told.emit("")
        else:
            self.told.emit(IMPORT.at(step))

    def _ended(self, dialog: BatchDialog, report: ImportReport) -> None:
        if not dialog.isVisible():
            self._messages.tell(summary(report), deed=(_("Report"), dialog.open))


def dropped_paths(mime: QMimeData) -> list[Path]:
    """The files and folders of this computer that something dragged stands for."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def page_of_link(link: str) -> PageId | None:
    """The page that a ``postil:`` link names: ``postil://page/<id>``, whatever follows the id."""
    head, _sign, rest = link.partition("://page/")
    if head != "postil" or not rest:
        return None
    page_id = rest.split("#")[0].split("/")[0].split("?")[0]
    return PageId(page_id) if page_id else None
