"""Articles put out on paper: into a PDF file or to a printer. Made for a lane, not the window's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from postil.durable import fresh_file
from postil.errors import PostilError
from postil.gui.reader.paper import PaperArticle, draw_pages
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from postil.app.reading import OpenArticle
    from postil.gui.reader.paper import PaperWishes
    from postil.gui.reader.setting import AssetReader
    from postil.jobs import Progress

DOTS = 300
"""A dot of paper is a 300th of an inch: images are that sharp."""
_POINTS_AN_INCH = 72


class PaperFailed(PostilError):
    """A PDF could not be written, or a printer did not take the pages."""


def save_pdf(
    article: OpenArticle, asset: AssetReader, wishes: PaperWishes, *, file: Path, progress: Progress
) -> int:
    """Write an article as a PDF; the number of its pages is returned.

    What was in ``file`` before stays until the new pages are complete. Raises PaperFailed, and Cancelled
    where the person gave it up.
    """
    try:
        with fresh_file(file) as fresh:
            return _write_pdf(article, asset, wishes, file=Path(fresh.name), progress=progress)
    except OSError as error:
        raise PaperFailed(
            _("The PDF could not be written to {file} ({reason}). Choose another folder.").format(
                file=file, reason=error.strerror
            )
        ) from error


def print_article(
    article: OpenArticle, asset: AssetReader, wishes: PaperWishes, *, printer: QPrinter, progress: Progress
) -> int:
    """Draw an article on a printer; the number of pages that it took is returned. Raises PaperFailed."""
    # Layouts want timers, and timers a loop of events, though none of them is ever waited for.
    loop = QEventLoop()
    paper = PaperArticle(article, asset, wishes)
    first, last = printer.fromPage() or 1, min(printer.toPage() or paper.pages, paper.pages)
    painter = QPainter()
    if not painter.begin(printer):
        raise PaperFailed(_("The printer does not take the pages. See whether it is switched on."))
    try:
        draw_pages(
            paper,
            painter,
            dots_a_point=printer.resolution() / _POINTS_AN_INCH,
            numbers=range(first - 1, last),
            next_page=printer.newPage,
            told=progress.step,
        )
    finally:
        painter.end()
        del loop
    return last - first + 1


def _write_pdf(
    article: OpenArticle, asset: AssetReader, wishes: PaperWishes, *, file: Path, progress: Progress
) -> int:
    progress.step(0, 0)
    loop = QEventLoop()  # as above
    paper = PaperArticle(article, asset, wishes)
    writer = QPdfWriter(str(file))
    writer.setResolution(DOTS)
    writer.setPageLayout(
        QPageLayout(QPageSize(wishes.size), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    writer.setTitle(article.page.title)
    writer.setCreator("Postil")
    painter = QPainter()
    if not painter.begin(writer):
        raise PaperFailed(_("The PDF could not be written to {file}.").format(file=file.parent))
    try:
        draw_pages(
            paper,
            painter,
            dots_a_point=DOTS / _POINTS_AN_INCH,
            numbers=range(paper.pages),
            next_page=writer.newPage,
            told=progress.step,
        )
    finally:
        painter.end()
        del loop
    return paper.pages
