"""Words of a page as they are cited, with where they are from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui import words
from postil.gui.reader.header import date_in_words

if TYPE_CHECKING:
    from postil.model.page import Page


def quote_with_source(quote: str, page: Page) -> str:
    """Words as they are cited: “…” and below them author, title, site, date and address."""
    clean = quote.replace("\ufffc", "").replace("\u00ad", "").strip()
    facts = (page.byline or "", page.title, words.site(page), date_in_words(page.published))
    source = ", ".join(fact for fact in facts if fact)
    return "\n".join(
        line for line in (f"“{clean}”", f"— {source}", page.canonical or page.address or "") if line
    )
