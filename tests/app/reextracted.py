"""A library whose pages a later extractor reads again, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.jobs import Progress
from postil.model.annotation import AnchorState, Color

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.app.library import Library
    from postil.app.reextraction_report import ReextractionReport, ReextractionRow
    from postil.model.annotation import Annotation
    from postil.model.ids import PageId
    from postil.model.page import Page

    Later = Callable[..., None]


def run(library: Library, ids: Sequence[PageId] | None = None) -> ReextractionReport:
    return library.reextracting.run(ids, Progress())


def row_of(report: ReextractionReport, page: Page) -> ReextractionRow:
    return next(row for row in report.rows if row.page == page.id)


def highlight(library: Library, page: Page, words: str) -> Annotation:
    return library.annotating.highlight_quote(page.id, words, color=Color.GREEN).annotation


def shown(library: Library, page: Page) -> list[tuple[str, AnchorState]]:
    """The words under each highlight as the reader shows them, and how surely."""
    article = library.reading.view(page.id)
    return [
        ("" if each.start is None else article.text[each.start : each.end], each.annotation.state)
        for each in article.placed
    ]


def sound(library: Library) -> bool:
    library.indexing.drain()
    return library.check(Progress()) == ()
