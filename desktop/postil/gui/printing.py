"""The page that is meant, as a PDF or on a printer, with its highlights and notes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QMarginsF, QObject, QStandardPaths
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from postil.errors import PostilError
from postil.gui import words
from postil.gui.dialogs.paper import PaperDialog
from postil.gui.reader.paper import NotePlace, PaperWishes
from postil.gui.reader.paper_output import DOTS, print_article, save_pdf
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs, Progress
    from postil.model.color_names import ColorNames
    from postil.model.ids import PageId
    from postil.model.page import Page

_PLACES = tuple(NotePlace)
_PAPERS = (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter)
_WITH_LETTER = frozenset({
    QLocale.Country.UnitedStates, QLocale.Country.Canada, QLocale.Country.Mexico, QLocale.Country.Philippines,
    QLocale.Country.Colombia, QLocale.Country.Chile, QLocale.Country.Venezuela, QLocale.Country.PuertoRico,
    QLocale.Country.Guatemala, QLocale.Country.CostaRica, QLocale.Country.Panama,
})  # fmt: skip
"""Countries that use the paper of North America; all others have A4 (ISO 216)."""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 80


def ask_for_printer(printer: QPrinter, parent: QWidget) -> bool:
    """Let the person choose a printer, in the system's own dialog; False where they think otherwise."""
    return QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted


def usual_folder() -> Path:
    """Where documents are kept on this computer; the home folder where there is no such place yet."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()


def usual_paper(locale: QLocale) -> QPageSize.PageSizeId:
    """The paper that lies in the printers of a country."""
    return _PAPERS[1] if locale.territory() in _WITH_LETTER else _PAPERS[0]


class Printing(QObject):
    """Puts articles on paper. ``ask_printer`` lets the person choose one."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        meant: Callable[[], tuple[PageId, ...]],
        *,
        ask_printer: Callable[[QPrinter, QWidget], bool],
        color_names: Callable[[], ColorNames],
        messages: MessageBar,
        failed: Callable[[Exception], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._meant = meant
        self._ask_printer = ask_printer
        self._color_names = color_names
        self._messages = messages
        self._failed = failed
        self._window = parent
        self._wishes = PaperWishes(size=usual_paper(QLocale()))
        self._folder = usual_folder()

    @property
    def wishes(self) -> PaperWishes:
        """How pages are put on paper, as it was chosen last."""
        return replace(self._wishes, color_names=self._color_names())

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its commands."""
        return (("page.save-pdf", self.save), ("page.print", self.print))

    def save(self) -> PaperDialog | None:
        """Ask how, and save the page as a PDF; the dialog is returned."""
        page = self._page()
        if page is None:
            return None
        dialog = self._dialog(page, self._folder / f"{file_name(page.title)}.pdf")

        def work(progress: Progress) -> int:
            article = self._library.reading.view(page.id)
            asset = self._library.reading.asset
            return save_pdf(article, asset, self._wishes, file=dialog.file, progress=progress)

        def done(pages: int) -> None:
            self._folder = dialog.file.parent
            dialog.show_done()
            self._messages.tell(
                words.counted(
                    "{count} page saved to {file}.", "{count} pages saved to {file}.", pages, file=dialog.file
                )
            )

        dialog.on_accept(lambda: self._start(dialog, work, done))
        return dialog

    def print(self) -> PaperDialog | None:
        """Ask how, and print the page; the dialog is returned."""
        page = self._page()
        if page is None:
            return None
        dialog = self._dialog(page, None)
        dialog.on_accept(lambda: self._print(dialog, page))
        return dialog

    def _print(self, dialog: PaperDialog, page: Page) -> Progress | None:
        self._take_wishes(dialog)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(DOTS)
        printer.setFullPage(True)
        printer.setPageLayout(
            QPageLayout(QPageSize(self._wishes.size), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
        )
        printer.setDocName(page.title)
        if not self._ask_printer(printer, dialog):
            return None

        def work(progress: Progress) -> int:
            article = self._library.reading.view(page.id)
            asset = self._library.reading.asset
            return print_article(article, asset, self._wishes, printer=printer, progress=progress)

        def done(pages: int) -> None:
            dialog.show_done()
            self._messages.tell(words.counted("{count} page printed.", "{count} pages printed.", pages))

        return self._start(dialog, work, done)

    def _start(
        self, dialog: PaperDialog, work: Callable[[Progress], int], done: Callable[[int], object]
    ) -> Progress:
        self._take_wishes(dialog)

        def failed(error: Exception) -> None:
            if isinstance(error, PostilError):
                dialog.show_failed(str(error))
            else:
                dialog.reject()
                self._failed(error)

        return self._jobs.run(work, lane="read", done=done, failed=failed, progress=dialog.show_step)

    def _take_wishes(self, dialog: PaperDialog) -> None:
        self._wishes = replace(
            self._wishes,
            notes=_PLACES[dialog.notes],
            size=_PAPERS[dialog.paper],
            highlights=dialog.highlights.isChecked(),
            color_names=self._color_names(),
        )

    def _dialog(self, page: Page, file: Path | None) -> PaperDialog:
        dialog = PaperDialog(
            page.title,
            notes=(_("Beside the text"), _("Numbered, after the text"), _("None")),
            papers=(_("A4"), _("Letter")),
            chosen=(_PLACES.index(self._wishes.notes), _PAPERS.index(self._wishes.size)),
            file=file,
            parent=self._window,
        )
        dialog.open()
        return dialog

    def _page(self) -> Page | None:
        meant = self._meant()
        if len(meant) != 1:
            self._messages.tell(_("Choose one page to put on paper."))
            return None
        return self._library.reading.page(meant[0])


def file_name(title: str) -> str:
    """A title as a file may be called on every system."""
    name = " ".join(_FORBIDDEN.sub(" ", title).split()).strip(" .")
    return name[:_LONGEST_NAME].rstrip(" .") or "page"
