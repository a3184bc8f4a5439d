"""Quotations by themselves: what a highlight says, where it is from, and nothing that does more."""

from __future__ import annotations

from datetime import UTC, datetime

from markdown_it import MarkdownIt

from postil.export.quotation import Quotation, quotation
from postil.model.annotation import Annotation, Color
from postil.model.ids import AnnotationId, ContentHash, PageId, VersionId
from postil.model.page import Page, Status
from postil.model.selectors import Selectors, TextQuoteSelector

HTML = "<article><p>The <em>tide</em> comes twice a day.</p><p>Nobody ordered it.</p></article>"
TEXT = "The tide comes twice a day.\nNobody ordered it."
NOW = datetime(2026, 3, 12, tzinfo=UTC)


def page(title: str = "On tides", **facts: str) -> Page:
    return Page(
        PageId("p4ge"),
        title,
        NOW,
        Status.INBOX,
        ContentHash("0" * 64),
        "tides.html",
        "html",
        "text/html",
        VersionId("v1"),
        **facts,  # type: ignore[arg-type] # all of them are words
    )


def highlight(quote: str, *, note: str = "", tags: tuple[str, ...] = ()) -> Annotation:
    return Annotation(
        AnnotationId("h1gh"),
        PageId("p4ge"),
        Selectors(TextQuoteSelector(quote)),
        Color.GREEN,
        note,
        NOW,
        NOW,
        tags=tags,
    )


def test_a_highlight_has_its_emphasis_note_tags_and_source() -> None:
    kept = highlight("The tide comes", note="Twice? **Check.**", tags=("sea", "craft/tables"))
    source = page(byline="Ada Quill", address="https://example.org/tides", published="2026-03-11T08:00:00Z")
    (made,) = quotation(source, HTML, TEXT, (Quotation(0, 14, "The tide comes", kept),))
    assert made == (
        "> The *tide* comes\n\n"
        "Twice? **Check.**\n\n"
        "#sea #craft/tables\n\n"
        "— Ada Quill, [On tides](https://example.org/tides), 2026-03-11 ([Postil](postil://page/p4ge#hl-h1gh))"
    )


def test_without_a_web_address_the_title_leads_to_the_highlight() -> None:
    (made,) = quotation(page(), HTML, TEXT, (Quotation(28, 46, "Nobody ordered it.", highlight("Nobody")),))
    assert made == "> Nobody ordered it.\n\n— [On tides](postil://page/p4ge#hl-h1gh)"


def test_words_of_two_paragraphs_are_one_quotation() -> None:
    (made,) = quotation(page(), HTML, TEXT, (Quotation(15, 46, TEXT[15:46]),))
    assert made == "> twice a day.\n>\n> Nobody ordered it.\n\n— [On tides](postil://page/p4ge)"


def test_a_lost_highlight_says_the_words_that_it_was_made_on() -> None:
    (made,) = quotation(page(), HTML, TEXT, (Quotation(None, None, "An *older*\ntext", highlight("x")),))
    assert made.startswith("> An \\*older\\*\n>\n> text\n\n")


def test_what_a_page_says_does_nothing_more() -> None:
    evil = "](javascript:1) <img src=x onerror=1> ![[x]] {{y}} <% z %> `= k` \n# head\n---"
    source = page(evil, byline=evil, address="javascript:alert(1)", published='2026" onload="x')
    (made,) = quotation(source, HTML, TEXT, (Quotation(None, None, evil, highlight(evil)),))
    rendered = MarkdownIt("commonmark").render(made)
    assert "<img" not in rendered
    assert "<h1" not in rendered
    assert "<hr" not in rendered
    assert 'href="javascript' not in rendered
    assert rendered.count("<a ") == 1
    assert 'href="postil://page/p4ge#hl-h1gh"' in rendered
    for opening in ("{{", "<%", "![["):
        assert opening not in made
