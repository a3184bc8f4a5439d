"""What the palette offers: every command that makes sense now, places, tags, and pages by their words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from postil.gui import words
from postil.gui.actions import menu_label
from postil.gui.library.spots import tag_spot
from postil.gui.palette.palette import Entry
from postil.model.page import Place, SortOrder
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library
    from postil.gui.actions import Actions
    from postil.gui.library.spots import Spot
    from postil.jobs import Jobs
    from postil.model.ids import PageId
    from postil.model.page import Page

PAGES = 8
"""Pages that are offered: those that have the words, then those that have the letters in their names."""


def command_entries(actions: Actions) -> tuple[Entry, ...]:
    """The commands that can be done now; those that only move the focus are left to their keys."""
    return tuple(
        Entry(
            actions.label(command).rstrip("…"),
            partial(actions.fire, command.id),
            menu_label(command.menu) if command.menu else "",
            command.keys,
        )
        for command in actions.commands
        if not command.moves and command.id != "palette.open" and actions.is_enabled(command.id)
    )


def tag_entries(names: tuple[str, ...], go: Callable[[Spot], object]) -> tuple[Entry, ...]:
    """The tags, each with its place."""
    return tuple(Entry(f"#{name}", partial(go, tag_spot(name)), _("Tag"), sign="tag") for name in names)


class PageFinder:
    """Finds pages for the palette, in the background."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        open_page: Callable[[PageId], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._library = library
        self._jobs = jobs
        self._open = open_page
        self._failed = failed

    def find(self, query: str, answer: Callable[[tuple[Entry, ...]], object]) -> None:
        """Answer with the pages whose words or names match ``query``, once they are found.

        Where the search fails, that is told, and none are the answer.
        """
        self._jobs.run(
            lambda _progress: self._pages(query),
            lane="read",
            done=lambda pages: answer(tuple(map(self._entry, pages))),
            failed=lambda error: self._tell(error, answer),
        )

    def _pages(self, query: str) -> tuple[Page, ...]:
        results = self._library.finding.search(query, limit=PAGES, typing=True)
        pages = {hit.page.id: hit.page for hit in results.hits}
        if len(pages) < PAGES:
            pages |= self._named(query, besides=frozenset(pages), limit=PAGES - len(pages))
        return tuple(pages.values())

    def _named(self, query: str, *, besides: frozenset[PageId], limit: int) -> dict[PageId, Page]:
        """Pages by their names, from the database: the index has no parts of words, or is still made."""
        everything = self._library.reading.page_ids(Place(), sort=SortOrder.OPENED, descending=True)
        named = self._library.filtering.matching(everything, query)
        more = [page_id for page_id in named if page_id not in besides][:limit]
        found = self._library.reading.pages(more)
        return {page_id: found[page_id] for page_id in more if page_id in found}

    def _tell(self, error: Exception, answer: Callable[[tuple[Entry, ...]], object]) -> None:
        answer(())
        self._failed(error)

    def _entry(self, page: Page) -> Entry:
        return Entry(page.title, partial(self._open, page.id), words.source(page), sign="pages")
