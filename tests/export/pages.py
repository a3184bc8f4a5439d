"""Pages and annotations for the tests of export."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from postil.anchoring.describe import describe
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.export.notes.note import NoteSource
from postil.model.annotation import AnchorState, Annotation, Color, Placed
from postil.model.ids import AnnotationId, ContentHash, PageId, VersionId
from postil.model.page import Page, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

WHEN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ARTICLE = (
    "<div><p>Before all headings.</p><h2>The wheel</h2><p>It <b>turned</b> all night.</p>"
    "<ul><li>open the sluice</li><li>oil the wheel</li></ul>"
    "<h2>The bread</h2><p>Then there was bread.</p></div>"
)


def page(
    title: str = "The mill at the end of the valley",
    *,
    page_id: str = "pageaaaaaaaaaaaa",
    address: str | None = "https://example.org/mill",
    byline: str | None = "Ann Miller",
    tags: tuple[str, ...] = (),
    published: str | None = "2025-01-23",
) -> Page:
    """A page of the library."""
    return Page(
        id=PageId(page_id),
        title=title,
        added=WHEN,
        status=Status.INBOX,
        original=ContentHash("0" * 64),
        original_name="mill.html",
        format="HTML",
        media_type="text/html",
        version=VersionId("version"),
        address=address,
        byline=byline,
        site="The Valley Courier",
        published=published,
        tags=tags,
    )


def highlight(
    quote: str,
    *,
    html: str = ARTICLE,
    name: str = "hlaaaaaaaaaaaaaa",
    note: str = "",
    color: Color = Color.YELLOW,
    tags: tuple[str, ...] = (),
    state: AnchorState = AnchorState.ANCHORED,
) -> Placed:
    """A highlight of the first place where the article has ``quote``."""
    text = flatten(parse_article(html)).text
    start = text.index(quote)
    end = start + len(quote)
    annotation = Annotation(
        AnnotationId(name), PageId("page"), describe(text, start, end), color, note, WHEN, WHEN, state, tags
    )
    lost = state is AnchorState.NOT_FOUND
    return Placed(annotation, None if lost else start, None if lost else end)


def source(about: Page | None = None, placed: Iterable[Placed] = (), *, html: str = ARTICLE) -> NoteSource:
    """What a note is made of."""
    return NoteSource(about or page(), html, flatten(parse_article(html)).text, tuple(placed))
