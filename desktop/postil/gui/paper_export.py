"""Pages as PDF files, one each, in a folder: the same paper as of a page by itself (``printing.py``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.errors import ExportFailed, PostilError
from postil.gui.printing import file_name
from postil.gui.reader.paper_output import save_pdf
from postil.jobs import Progress
from postil.model.export_report import ExportedFile, ExportReport, FileOutcome
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.app.reading import Reading
    from postil.gui.reader.paper import PaperWishes
    from postil.model.ids import PageId


def save_pdfs(
    reading: Reading, ids: Sequence[PageId], folder: Path, wishes: PaperWishes, *, progress: Progress
) -> ExportReport:
    """Write each page as a PDF into ``folder``, which is made if need be; no file is written over.

    A page that cannot be written is a problem of the report. Raises ExportFailed for the folder.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportFailed(
            _("The folder {folder} cannot be written to: {reason}.").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    files: list[ExportedFile] = []
    problems: list[str] = []
    for done, page_id in enumerate(ids):
        try:
            article = reading.view(page_id)
            progress.step(done, len(ids), article.page.title)
            file = _free(folder, file_name(article.page.title))
            save_pdf(article, reading.asset, wishes, file=file, progress=_Within(progress))
        except PostilError as error:
            problems.append(str(error))
        else:
            files.append(ExportedFile(file, FileOutcome.NEW))
    progress.step(len(ids), len(ids))
    return ExportReport(tuple(files), tuple(problems))


class _Within(Progress):
    """The steps of one page: nobody is told of them, and they stop when the whole does."""

    def __init__(self, whole: Progress) -> None:
        super().__init__()
        self._whole = whole

    def step(self, done: int, total: int, what: str = "") -> None:
        """Raises Cancelled where the whole was asked to stop."""
        if self._whole.cancelled:
            self.cancel()
        super().step(done, total, what)

    @property
    def cancelled(self) -> bool:
        """Whether the whole was asked to stop."""
        return self._whole.cancelled


def _free(folder: Path, name: str) -> Path:
    """A file of that name that is not there yet: ``name``, ``name (2)``, …"""
    file, number = folder / f"{name}.pdf", 1
    while file.exists():
        number += 1
        file = folder / f"{name} ({number}).pdf"
    return file
