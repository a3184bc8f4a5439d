"""Pages, highlights and articles for the tests of formats, and what hostile pages are made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import IO, TYPE_CHECKING

from hypothesis import strategies as st

from postil.anchoring.describe import describe
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article, without_control_characters
from postil.export.formats.source import Source
from postil.model.annotation import AnchorState, Annotation, Color, Placed, Style
from postil.model.ids import AnnotationId, ContentHash, PageId, VersionId
from postil.model.page import Page, Status
from postil.model.selectors import Selectors, TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

WHEN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
LATER = WHEN + timedelta(days=1)
ARTICLE = (
    "<div><p>Before all headings.</p><h2>The wheel</h2><p>It <b>turned</b> 🎡 all night.</p>"
    "<ul><li>open the sluice</li><li>oil the wheel</li></ul>"
    "<h2>The bread</h2><p>Then there was bread.</p></div>"
)
MILL = Page(
    id=PageId("k7m2qaaaaaaaaaaa"),
    title="The mill at the end of the valley",
    added=WHEN,
    status=Status.INBOX,
    original=ContentHash("0" * 64),
    original_name="mill.html",
    format="HTML",
    media_type="text/html",
    version=VersionId("version"),
    address="https://example.org/mill?a=1&b=2",
    byline="Ann Miller",
    site="The Valley Courier",
    language="en",
    published="2025-01-23",
    saved=WHEN,
    tags=("water", "old trades"),
    note="The *whole* page.",
)


def highlight(
    quote: str,
    *,
    html: str = ARTICLE,
    name: str = "hlaaaaaaaaaaaaaa",
    note: str = "",
    color: Color = Color.YELLOW,
    tags: tuple[str, ...] = (),
    style: Style = Style.HIGHLIGHT,
) -> Placed:
    """A highlight of the first place where the article has ``quote``."""
    text = flatten(parse_article(html)).text
    start = text.index(quote)
    end = start + len(quote)
    selectors = describe(text, start, end)
    kept = Annotation(
        AnnotationId(name), MILL.id, selectors, color, note, WHEN, LATER, tags=tags, style=style
    )
    return Placed(kept, start, end)


def lost(quote: str, *, name: str = "hlzzzzzzzzzzzzzz", note: str = "") -> Placed:
    """A highlight whose words are not in the text any more."""
    selectors = Selectors(TextQuoteSelector(quote, "before it ", " after it"))
    kept = Annotation(AnnotationId(name), MILL.id, selectors, Color.RED, note, WHEN, LATER)
    return Placed(replace(kept, state=AnchorState.NOT_FOUND), None, None)


def source(
    page: Page = MILL,
    placed: Iterable[Placed] = (),
    *,
    html: str = ARTICLE,
    image: Callable[[str], bytes | None] = lambda _name: None,
) -> Source:
    """A page with its article."""
    return Source(page, html, flatten(parse_article(html)).text, tuple(placed), image=image)


def written(write: Callable[[Iterable[Source], IO[bytes]], None], *sources: Source) -> bytes:
    """What a format makes of pages."""

    file = BytesIO()
    write(iter(sources), file)
    return file.getvalue()


_PIECES = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''", '"', '""', ",", ";", "\n", "\r\n", "\r",
    "]]>", "<![CDATA[", "<!--", "-->", "<script>alert(1)</script>", "</script>", "</style>", "</title>",
    "<img src=x onerror=alert(1)>", "&lt;", "&#x3c;", "&", "{", "}", "\\", "\\}", "%", "$x$", "#", "_", "^",
    "~", " and ", "{{c1::gap}}", "[sound:x.mp3]", "[latex]", "\\(x\\)", "Q: ", "A: ", "?", "\0", "\x01",
    "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\ufffe", "\uffff", "\ud800", "\udfff",
    "\U0001f3a1", "מים", "水", "é", "word", " ", ".tag ", "javascript:alert(1)",
]  # fmt: skip
hostile = st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=10).map("".join)
"""Text made of what gives files of any kind their meanings."""


@st.composite
def hostile_sources(draw: st.DrawFn) -> Source:
    """A page that says hostile things wherever a page or a person can say any."""
    words = without_control_characters(draw(hostile)).replace("\r", " ")
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = f"<div><h2>{escaped}</h2><p>Before. {escaped}</p><p>After.</p></div>"
    page = replace(
        MILL,
        title=draw(hostile),
        address=draw(st.sampled_from((MILL.address, None, "javascript:alert(1)"))) or draw(hostile),
        canonical=draw(st.none() | hostile.map("https://example.org/".__add__)),
        byline=draw(st.none() | hostile),
        site=draw(st.none() | hostile),
        language=draw(st.none() | hostile),
        published=draw(st.none() | hostile | st.just("2025-02")),
        excerpt=draw(st.none() | hostile),
        tags=tuple(draw(st.lists(hostile, max_size=2))),
        note=draw(hostile),
    )
    placed = [highlight("After", html=html, name="one"), lost(draw(hostile) or "x", name="two")]
    quote = flatten(parse_article(html)).text.split("\n")[0]
    if quote.strip():
        placed.insert(0, highlight(quote, html=html, name="three"))
    said = (
        replace(
            each,
            annotation=replace(
                each.annotation, note=draw(hostile), tags=tuple(draw(st.lists(hostile, max_size=2)))
            ),
        )
        for each in placed
    )
    return source(page, tuple(said), html=html)
