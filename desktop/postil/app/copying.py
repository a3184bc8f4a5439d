"""Copying: notes, highlights and links on their way to another program, as Markdown and as rich text.

What pages say is escaped in both: what is pasted says the same and does nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape as escape_html
from typing import TYPE_CHECKING

from postil.errors import ExportFailed
from postil.model.postil_link import PostilLink
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from postil.app.annotating import Annotating
    from postil.app.exporting import Exporting
    from postil.app.reading import Reading
    from postil.model.annotation import Annotation
    from postil.model.ids import AnnotationId, PageId
    from postil.model.page import Page

MOST_NOTES = 300
"""How many notes of pages are copied at once: each article is read, and more is a matter of an export."""
_WORDS_OF_QUOTE = 8
"""How much of a highlight names its link."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What is put on the clipboard."""

    text: str
    """Markdown, or plain text."""
    count: int
    """Of how many things it is."""
    html: str = ""
    """The same as rich text; empty where the text itself is what is wanted."""


@dataclass(frozen=True, slots=True)
class _Link:
    words: str
    address: str


class Copying:
    """Makes what is copied."""

    def __init__(self, reading: Reading, annotating: Annotating, exporting: Exporting) -> None:
        self._reading = reading
        self._annotating = annotating
        self._exporting = exporting

    def notes(self, ids: Sequence[PageId]) -> Copied:
        """The notes of pages as Markdown, as an export would write them; ExportFailed where they are many."""
        if len(ids) > MOST_NOTES:
            told = _(
                "That is too much for the clipboard. Copy at most {count} notes at once, or export them."
            )
            raise ExportFailed(told.format(count=MOST_NOTES))
        notes = [self._exporting.markdown(page_id).strip() for page_id in ids]
        return Copied("\n\n".join(notes) + "\n", len(notes))

    def highlights(self, ids: Sequence[AnnotationId]) -> Copied:
        """Highlights as Markdown: each with its note, its tags and where it is from."""
        from postil.export.quotation import Quotation, quotation  # noqa: PLC0415 - as late as exporting

        rows = {row.id: row for row in self._rows(ids)}
        made: dict[AnnotationId, str] = {}
        for page_id in dict.fromkeys(row.page for row in rows.values()):
            article = self._reading.view(page_id)
            spans = {each.annotation.id: (each.start, each.end) for each in article.placed}
            of_page = [row for row in rows.values() if row.page == page_id]
            quoted = [
                Quotation(*spans.get(row.id, (None, None)), row.selectors.quote.exact, row) for row in of_page
            ]
            texts = quotation(article.page, article.html, article.text, quoted)
            made.update(zip((row.id for row in of_page), texts, strict=True))
        return Copied("\n\n".join(made[name] for name in ids if name in made) + "\n", len(made))

    def words(self, page_id: PageId, start: int, end: int) -> Copied:
        """Words of a page that are no highlight, as Markdown, with where they are from."""
        from postil.export.quotation import Quotation, quotation  # noqa: PLC0415 - as late as exporting

        article = self._reading.view(page_id)
        quoted = Quotation(start, end, article.text[start:end])
        (text,) = quotation(article.page, article.html, article.text, (quoted,))
        return Copied(text + "\n", 1)

    def links_to_pages(self, ids: Sequence[PageId]) -> Copied:
        """Links that open Postil at pages."""
        return _as_links(_Link(page.title, PostilLink(page.id).address) for page in self._pages(ids))

    def links_to_highlights(self, ids: Sequence[AnnotationId]) -> Copied:
        """Links that open Postil at highlights; each says its first words."""
        return _as_links(
            _Link(_first_words(kept), PostilLink(kept.page, kept.id).address) for kept in self._rows(ids)
        )

    def links_to_web(self, ids: Sequence[PageId]) -> Copied:
        """Links to where pages are in the web; those without an address are left out."""
        from postil.export.markdown.escaping import safe_address  # noqa: PLC0415 - as late as exporting

        found = (
            (page, safe_address(page.canonical) or safe_address(page.address)) for page in self._pages(ids)
        )
        return _as_links(_Link(page.title, address) for page, address in found if address)

    def pages_of(self, ids: Sequence[AnnotationId]) -> tuple[PageId, ...]:
        """The pages that highlights are on, each once."""
        return tuple(dict.fromkeys(row.page for row in self._rows(ids)))

    def quotes(self, ids: Sequence[AnnotationId]) -> tuple[tuple[str, Page], ...]:
        """The words of highlights, each with its page."""
        rows = self._rows(ids)
        owners = self._reading.pages(tuple({row.page for row in rows}))
        return tuple((row.selectors.quote.exact, owners[row.page]) for row in rows if row.page in owners)

    def _pages(self, ids: Sequence[PageId]) -> list[Page]:
        rows = self._reading.pages(ids)
        return [rows[page_id] for page_id in ids if page_id in rows]

    def _rows(self, ids: Sequence[AnnotationId]) -> list[Annotation]:
        rows = self._annotating.annotations(ids)
        return [rows[name] for name in ids if name in rows]


def _first_words(kept: Annotation) -> str:
    words = kept.selectors.quote.exact.replace("\ufffc", " ").replace("\u00ad", "").split()
    return " ".join(words[:_WORDS_OF_QUOTE]) + (" …" if len(words) > _WORDS_OF_QUOTE else "")


def _as_links(found: Iterable[_Link]) -> Copied:
    """One link by itself, several as a list."""
    from postil.export.markdown.escaping import escape, one_line  # noqa: PLC0415 - as late as exporting

    links = [_Link(one_line(link.words) or _("Untitled"), link.address) for link in found]
    mark = "- " if len(links) > 1 else ""
    lines = (f"{mark}[{escape(link.words)}]({link.address})" for link in links)
    anchors = [f'<a href="{escape_html(link.address)}">{escape_html(link.words)}</a>' for link in links]
    items = "".join(f"<li>{anchor}</li>" for anchor in anchors)
    return Copied("\n".join(lines), len(links), f"<ul>{items}</ul>" if mark else "".join(anchors))
