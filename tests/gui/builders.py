"""Pages, highlights and hits for tests of the window: a test says what it is about only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from postil.app.finding import Hit
from postil.model.annotation import Annotation, Color
from postil.model.ids import AnnotationId, ContentHash, PageId, VersionId, new_id
from postil.model.page import Page, Status
from postil.model.selectors import Selectors, TextQuoteSelector
from postil.search.snippets.snippets import Snippet

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


def page(**fields: Any) -> Page:
    """A page that is not in any library."""
    plain = Page(
        id=PageId(new_id()),
        title="The water works",
        added=NOW,
        status=Status.INBOX,
        original=ContentHash("0" * 64),
        original_name="water.html",
        format="HTML",
        media_type="text/html",
        version=VersionId("v"),
        site="The Morning Reader",
        words=690,
        published="2025-11-02",
    )
    return replace(plain, **fields)


def pages(number: int) -> tuple[Page, ...]:
    """So many pages, ``page 0`` first."""
    return tuple(page(id=PageId(f"p{n:06d}"), title=f"Page {n}") for n in range(number))


def annotation(owner: Page, **fields: Any) -> Annotation:
    """A highlight on a page."""
    plain = Annotation(
        id=AnnotationId(new_id()),
        page=owner.id,
        selectors=Selectors(TextQuoteSelector("the old pumping station")),
        color=Color.GREEN,
        note="",
        created=NOW,
        modified=NOW,
    )
    return replace(plain, **fields)


def hit(owner: Page, text: str, *marks: tuple[int, int], on: Annotation | None = None) -> Hit:
    """A hit of a search."""
    return Hit(owner, on, Snippet(text, marks, 0, 4, 0), 0, 4, 1.0)


class Shelf:
    """Knows rows, as ``library.reading`` does, and counts how often it was asked."""

    def __init__(self, rows: Sequence[Page]) -> None:
        self.rows = {row.id: row for row in rows}
        self.asked: list[int] = []

    @property
    def ids(self) -> tuple[PageId, ...]:
        return tuple(self.rows)

    def pages(self, ids: Sequence[PageId]) -> dict[PageId, Page]:
        self.asked.append(len(ids))
        return {page_id: self.rows[page_id] for page_id in ids if page_id in self.rows}
