"""Copying from every list and from the reader: as Markdown, as a quote with its source, as a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.app.copying import Copied
from postil.errors import PostilError
from postil.gui import words
from postil.gui.clipboard import put_markdown, put_rich
from postil.gui.errands import Errands
from postil.gui.reader.citing import quote_with_source, quotes_as_html, source_as_html, source_of
from postil.gui.whereabouts import IN_READER
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.app.library import Library
    from postil.gui.open_page import OpenPage
    from postil.gui.parts import Parts
    from postil.gui.whereabouts import Whereabouts
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs
    from postil.model.ids import AnnotationId, PageId


@dataclass(frozen=True, slots=True)
class _Meant:
    """What is to be copied: highlights, else words of the open page, else pages."""

    pages: tuple[PageId, ...] = ()
    highlights: tuple[AnnotationId, ...] = ()
    span: tuple[int, int] | None = None

    @property
    def is_something(self) -> bool:
        """Whether there is anything to copy."""
        return bool(self.pages or self.highlights)


class Copying:
    """Puts what the person is on, or has picked, on the clipboard, and says so."""

    def __init__(
        self,
        parts: Parts,
        library: Library,
        jobs: Jobs,
        *,
        whereabouts: Whereabouts,
        open_page: OpenPage,
        messages: MessageBar,
        failed: Callable[[Exception], object],
    ) -> None:
        self._parts = parts
        self._library = library
        self._whereabouts = whereabouts
        self._open_page = open_page
        self._messages = messages
        self._failed = failed
        self._errands = Errands(library.undo, jobs, failed)
        parts.highlights.copy_requested.connect(self._copy_quotes)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands that copy, and what does them."""
        return (
            ("copy.markdown", self._copy_markdown),
            ("copy.notes", lambda: self._copy_notes(self._whereabouts.meant())),
            ("copy.link", self._copy_link),
            ("copy.web-link", self._copy_web_link),
            ("list.copy", lambda: self._copy_sources(self._parts.list.selected())),
            ("results.copy", self._copy_result),
        )

    # What the keys ask for.

    def _copy_markdown(self) -> bool:
        meant, copying = self._meant(), self._library.copying
        if meant.highlights:
            self._run(len(meant.highlights), lambda: copying.highlights(meant.highlights), _as_markdown)
        elif meant.span is not None:
            page_id, (start, end) = meant.pages[0], meant.span
            self._run(1, lambda: copying.words(page_id, start, end), _quote_as_markdown)
        else:
            self._copy_notes(meant.pages)
        return meant.is_something

    def _copy_notes(self, ids: tuple[PageId, ...]) -> bool:
        if ids:
            self._run(len(ids), lambda: self._library.copying.notes(ids), _notes_as_markdown)
        return bool(ids)

    def _copy_link(self) -> bool:
        meant, copying = self._meant(), self._library.copying
        if meant.highlights:
            self._run(len(meant.highlights), lambda: copying.links_to_highlights(meant.highlights), _links)
        elif meant.pages:
            self._run(len(meant.pages), lambda: copying.links_to_pages(meant.pages), _links)
        return meant.is_something

    def _copy_web_link(self) -> bool:
        meant, copying = self._meant(), self._library.copying
        if not meant.is_something:
            return False

        def links() -> Copied:
            return copying.links_to_web(meant.pages or copying.pages_of(meant.highlights))

        self._run(max(len(meant.pages), len(meant.highlights)), links, _web_links)
        return True

    def _copy_result(self) -> bool:
        """Copy the highlight that was found, with its source; of a page, the source."""
        hit = self._parts.search.current()
        if hit is None:
            return False
        if hit.annotation is not None:
            self._copy_quotes((hit.annotation.id,))
        else:
            self._copy_sources((hit.page.id,))
        return True

    def _copy_quotes(self, ids: Sequence[AnnotationId]) -> None:
        def quotes() -> Copied:
            found = self._library.copying.quotes(ids)
            texts = (quote_with_source(quote, page) for quote, page in found)
            return Copied("\n\n".join(texts), len(found), quotes_as_html(found))

        self._run(len(ids), quotes, _quotes)

    def _copy_sources(self, ids: Sequence[PageId]) -> bool:
        def sources() -> Copied:
            rows = self._library.reading.pages(ids)
            pages = [rows[page_id] for page_id in ids if page_id in rows]
            rich = "".join(f"<p>{source_as_html(page)}</p>" for page in pages)
            return Copied("\n\n".join(map(source_of, pages)), len(pages), rich)

        if ids:
            self._run(len(ids), sources, _sources)
        return bool(ids)

    # Parts.

    def _meant(self) -> _Meant:
        scope = self._whereabouts.scopes_now()[0]
        page = self._open_page.page
        if scope == "highlights":
            return _Meant(highlights=self._parts.highlights.selected())
        if scope == "results" and (hit := self._parts.search.current()) is not None:
            if hit.annotation is not None:
                return _Meant(highlights=(hit.annotation.id,))
            return _Meant(pages=(hit.page.id,))
        if scope in IN_READER and page is not None:
            kept, span = self._parts.reader.words_meant()
            if kept is not None:
                return _Meant(highlights=(kept,))
            return _Meant(pages=(page.id,), span=span)
        return _Meant(pages=self._whereabouts.meant())

    def _run(self, size: int, make: Callable[[], Copied], told: Callable[[int], str]) -> None:
        """Make what is copied, put it on the clipboard and say so."""

        def copy(copied: Copied) -> None:
            if copied.count and copied.html:
                put_rich(copied.text, copied.html)
            elif copied.count:
                put_markdown(copied.text)
            self._messages.tell(told(copied.count))

        try:
            self._errands.run(size, make, copy)
        except PostilError as error:
            self._failed(error)


def _as_markdown(count: int) -> str:
    return words.counted(
        "Copied {count} highlight as Markdown", "Copied {count} highlights as Markdown", count
    )


def _quote_as_markdown(_count: int) -> str:
    return _("Copied the words as Markdown")


def _notes_as_markdown(count: int) -> str:
    return words.counted(
        "Copied the note of {count} page as Markdown", "Copied the notes of {count} pages as Markdown", count
    )


def _links(count: int) -> str:
    return words.counted("Copied {count} link to Postil", "Copied {count} links to Postil", count)


def _web_links(count: int) -> str:
    if not count:
        return _("This has no web address.")
    return words.counted("Copied {count} link to the web", "Copied {count} links to the web", count)


def _quotes(count: int) -> str:
    return words.counted(
        "Copied {count} quote with its source", "Copied {count} quotes with their sources", count
    )


def _sources(count: int) -> str:
    return words.counted("Copied the source of {count} page", "Copied the sources of {count} pages", count)
