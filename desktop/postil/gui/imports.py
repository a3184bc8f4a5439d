"""Pages on their way in: chosen, dropped, pasted or handed over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from postil.app.import_formats import file_kinds
from postil.app.import_report import Outcome
from postil.gui.dialogs.import_report import summary
from postil.gui.errands import MANY, Errands
from postil.gui.import_runs import ImportRuns
from postil.gui.pasted import pasted_files, pasted_of, pasted_postil_link
from postil.model.annotation import Color
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

    from postil.app.import_report import ImportReport
    from postil.app.library import Library
    from postil.app.pasting import Pasted
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings

MANUAL = "welcome.html"
"""The sample page to begin with."""
_NOTHING_NEW = frozenset({Outcome.ALREADY_THERE, Outcome.NOT_A_PAGE})
"""What is not worth a word where nobody asked."""


class Imports(QObject):
    """The ways in. What becomes of an import that goes on is for ``runs``."""

    postil_link_pasted = Signal(str)
    """A ``postil:`` link: it is no page to be kept, but one to be opened."""
    manual_added = Signal(str)
    """The id of the sample page that is the manual: the samples were asked for."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        messages: MessageBar,
        failed: Callable[[Exception], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._messages = messages
        self._failed = failed
        self._window = parent
        self._errands = Errands(library.undo, jobs, failed)
        self.runs = ImportRuns(library, jobs, settings, messages=messages, failed=failed, parent=parent)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands that bring pages in, and what does them."""
        return (
            ("page.import", self.choose_files),
            ("page.import-folder", self.choose_folder),
            ("page.paste", self.paste),
            ("samples.import", self.add_samples),
            ("samples.open", self.add_samples),
            *self.runs.bindings(),
        )

    def choose_files(self) -> None:
        """Ask for files and import them."""
        # The formats are loaded when they are asked for first: that takes longer than a key may wait.
        self._errands.ask(MANY, file_filters, self._choose_among)

    def _choose_among(self, filters: str) -> None:
        files, _filter = QFileDialog.getOpenFileNames(
            self._window, _("Import saved pages"), str(Path.home()), filters
        )
        self.add([Path(file) for file in files])

    def choose_folder(self) -> None:
        """Ask for a folder and import every page in it."""
        folder = QFileDialog.getExistingDirectory(self._window, _("Import a folder"), str(Path.home()))
        self.add([Path(folder)] if folder else [])

    def add(self, paths: Sequence[Path], *, ask: bool = True) -> None:
        """Import these files and folders; where they are many, after a question, unless ``ask`` is False."""
        self.runs.consider(tuple(paths), ask=ask)

    def paste(self) -> None:
        """Import what was copied: files, a piece of a page, words, or an address as a link."""
        mime = QGuiApplication.clipboard().mimeData()
        if not self.take(mime):
            picture = mime.hasImage() or mime.hasHtml()
            self._messages.tell_error(
                _("A picture by itself is not kept as a page. Copy words, a link or files.")
                if picture
                else _("There is nothing to paste. Copy a piece of a page, words, a link or files.")
            )

    def take(self, mime: QMimeData) -> bool:
        """Import what was copied or dropped; False where nothing of it can be."""
        files = pasted_files(mime)
        link = pasted_postil_link(mime)
        pasted = None if files or link else pasted_of(mime)
        if files:
            self.add(files)
        elif link:
            self.postil_link_pasted.emit(link)
        elif pasted is not None:
            self._paste(pasted)
        return bool(files or link) or pasted is not None

    def add_samples(self) -> None:
        """Import the sample pages, which are also the manual."""
        self._jobs.run(
            self._library.importing.add_samples, lane="write", done=self._samples_added, failed=self._failed
        )

    def tell_taken(self, report: ImportReport) -> None:
        """Say what came in without being asked for: from the watched folder, or from a browser."""
        if any(row.outcome not in _NOTHING_NEW for row in report.rows):
            self._messages.tell(summary(report))

    def _paste(self, pasted: Pasted) -> None:
        color = Color(self._settings.value.highlight_color)
        self._jobs.run(
            lambda progress: self._library.pasting.add(pasted, progress, color=color),
            lane="write",
            done=self.runs.tell_result,
            failed=self._failed,
        )

    def _samples_added(self, report: ImportReport) -> None:
        manual = next((row.page for row in report.rows if row.path.name == MANUAL), None)
        if manual is not None:
            self.manual_added.emit(manual)
        if any(row.outcome is Outcome.FAILED for row in report.rows):
            self._messages.tell_error(summary(report))


def can_be_dropped(mime: QMimeData) -> bool:
    """Whether something dragged can be imported."""
    return bool(pasted_files(mime)) or pasted_of(mime) is not None


def file_filters() -> str:
    """The kinds of files that can be imported, for a dialog that asks for files."""
    kinds = file_kinds()
    suffixes = sorted({suffix for kind in kinds for suffix in kind.suffixes})
    every = _("All that can be imported ({patterns})").format(patterns=_patterns(suffixes))
    each = (f"{kind.name} ({_patterns(kind.suffixes)})" for kind in kinds)
    return ";;".join((every, *each, _("All files (*)")))


def _patterns(suffixes: Sequence[str]) -> str:
    return " ".join(f"*{suffix}" for suffix in suffixes if suffix)  # some files have none
