"""Words of a page as they are cited, with where they are from: as plain text and as rich text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from postil.gui import words
from postil.gui.reader.header import date_in_words
from postil.gui.reader.links import leads_outside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.page import Page


def quote_with_source(quote: str, page: Page) -> str:
    """Words as they are cited: “…” and below them author, title, site, date and address."""
    return f"“{_clean(quote)}”\n— {source_of(page)}"


def quotes_as_html(quotes: Iterable[tuple[str, Page]]) -> str:
    """The same as rich text: quotations, each with its source below it."""
    return "".join(
        f"<blockquote>{_paragraphs(_clean(quote))}</blockquote><p>— {source_as_html(page)}</p>"
        for quote, page in quotes
    )


def source_of(page: Page) -> str:
    """Author, title, site and date, and the address on a line of its own."""
    facts = (page.byline or "", page.title, words.site(page), date_in_words(page.published))
    source = ", ".join(fact for fact in facts if fact)
    return "\n".join(line for line in (source, page.canonical or page.address or "") if line)


def source_as_html(page: Page) -> str:
    """The same as rich text; the title leads to the web page."""
    address = page.canonical or page.address or ""
    title = escape(page.title)
    if leads_outside(address):
        title = f'<a href="{escape(address)}">{title}</a>'
    facts = (page.byline or "", words.site(page), date_in_words(page.published))
    byline, site, published = map(escape, facts)
    return ", ".join(fact for fact in (byline, title, site, published) if fact)


def _clean(quote: str) -> str:
    return quote.replace("\ufffc", "").replace("\u00ad", "").strip()


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
