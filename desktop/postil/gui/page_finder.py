"""What the palette finds in the library: pages, tags and sites, looked for on a lane."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from postil.gui.palette.entry import Kind
from postil.gui.palette.fuzzy import SURE, ranked
from postil.model.page import Place, SortOrder
from postil.search.query import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.app.library import Library
    from postil.jobs import Jobs, Progress
    from postil.model.ids import PageId
    from postil.model.page import Page

PAGES = 8
"""Pages that are offered, at most."""
_MOST_TAGS, _MOST_SITES = 3, 2
"""Of each, where pages are looked for as well."""
_MOST_OF_ONE_KIND = 200


@dataclass(frozen=True, slots=True)
class Value:
    """A tag or a site, and how many pages have it."""

    name: str
    pages: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer, the best of each first."""

    pages: tuple[Page, ...] = ()
    """Those that are called so, then those that have the words."""
    like: tuple[Page, ...] = ()
    """Those whose titles are only abbreviated so, or like that with its slips."""
    tags: tuple[Value, ...] = ()
    sites: tuple[Value, ...] = ()


class PageFinder:
    """Looks in the background. Of two questions only the later one is answered."""

    def __init__(self, library: Library, jobs: Jobs, failed: Callable[[Exception], object]) -> None:
        self._library = library
        self._jobs = jobs
        self._failed = failed
        self._order: tuple[PageId, ...] = ()
        self._asked: Progress | None = None

    def begin(self) -> None:
        """The palette comes up: read now what the first letters will be looked for in."""
        self._order = ()
        self._jobs.run(
            lambda _progress: self._read(), lane="read", done=lambda _nothing: None, failed=self._failed
        )

    def find(self, words: str, kind: Kind | None, answer: Callable[[Found], object]) -> None:
        """Answer with what ``words`` mean, of one kind or of all, once it is found.

        Where the search fails, that is told, and nothing is the answer.
        """
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._jobs.run(
            partial(self._found, words, kind),
            lane="read",
            done=answer,
            failed=lambda error: self._tell(error, answer),
        )

    def _found(self, words: str, kind: Kind | None, progress: Progress) -> Found:
        match kind:
            case Kind.TAG:
                return Found(tags=self._values(Field.TAG, words, _MOST_OF_ONE_KIND))
            case Kind.SITE:
                return Found(sites=self._values(Field.SITE, words, _MOST_OF_ONE_KIND))
            case _:
                pages = self._pages(words, progress)
                return Found(
                    pages,
                    self._like(words, progress, besides=pages),
                    self._values(Field.TAG, words, _MOST_TAGS, least=SURE),
                    self._values(Field.SITE, words, _MOST_SITES, least=SURE),
                )

    def _values(self, field: Field, words: str, limit: int, *, least: float = 0.0) -> tuple[Value, ...]:
        counted = self._library.completing.read().counted.get(field, ())
        values = [Value(each.value, each.pages) for each in counted]
        return tuple(value for _score, value in ranked(words, values, _name, least=least)[:limit])

    def _pages(self, words: str, progress: Progress) -> tuple[Page, ...]:
        titled = self._library.filtering.titled(self._all(), words, limit=PAGES, progress=progress)
        pages = self._in_order(titled)
        progress.step(0, 0)
        if len(pages) < PAGES:
            results = self._library.finding.search(words, limit=PAGES, typing=True)
            hits = {hit.page.id: hit.page for hit in results.hits if hit.page.id not in titled}
            pages = (*pages, *hits.values())
        return pages[:PAGES]

    def _like(self, words: str, progress: Progress, *, besides: tuple[Page, ...]) -> tuple[Page, ...]:
        progress.step(0, 0)
        if len(besides) == PAGES:
            return ()
        like = self._library.filtering.resembling(self._all(), words, limit=PAGES, progress=progress)
        known = {page.id for page in besides}
        return self._in_order([each for each in like if each not in known])[: PAGES - len(besides)]

    def _in_order(self, ids: Sequence[PageId]) -> tuple[Page, ...]:
        found = self._library.reading.pages(ids)
        return tuple(found[page_id] for page_id in ids if page_id in found)

    def _all(self) -> tuple[PageId, ...]:
        return self._order or self._read()

    def _read(self) -> tuple[PageId, ...]:
        """All pages, the one that was opened last first, and their names."""
        order = self._library.reading.page_ids(Place(), sort=SortOrder.OPENED, descending=True)
        self._library.filtering.warm(order)
        self._order = order
        return order

    def _tell(self, error: Exception, answer: Callable[[Found], object]) -> None:
        answer(Found())
        self._failed(error)


def _name(value: Value) -> str:
    return value.name
