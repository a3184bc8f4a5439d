"""What the palette finds in the library: pages, tags and sites, looked for on a lane."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from postil.app.filtering import fold
from postil.gui.palette.entry import Kind
from postil.gui.palette.fuzzy import SURE, ranked
from postil.jobs import Progress
from postil.model.page import Place, SortOrder
from postil.search.queries.query import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.app.library import Library
    from postil.app.title_matching import Titles
    from postil.jobs import Jobs
    from postil.model.ids import PageId
    from postil.model.page import Page

T = TypeVar("T")

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
class Named:
    """What is called so, the best of each first."""

    pages: tuple[Page, ...] = ()
    tags: tuple[Value, ...] = ()
    sites: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Others:
    """Pages that are not called so, but may be meant."""

    worded: tuple[Page, ...] = ()
    """Those that have the words."""
    like: tuple[Page, ...] = ()
    """Those whose titles are only abbreviated so, or like that with its slips."""


class PageFinder:
    """Looks in the background. Of two questions only the later one is answered."""

    def __init__(self, library: Library, jobs: Jobs, failed: Callable[[Exception], object]) -> None:
        self._library = library
        self._jobs = jobs
        self._failed = failed
        self._titles: Titles | None = None
        self._asked = 0
        self._running = Progress()

    def begin(self) -> None:
        """The palette comes up: read now what the first letters will be looked for in."""
        self._titles = None
        self._jobs.run(
            lambda _progress: (self._read(), self._library.completing.read()),
            lane="read",
            done=lambda _nothing: None,
            failed=self._failed,
        )

    def find_named(self, words: str, kind: Kind | None, answer: Callable[[Named], object]) -> None:
        """Answer with what is called so, of one kind or of all."""
        self._ask(partial(self._named, words, kind), answer)

    def find_others(self, words: str, named: Named, answer: Callable[[Others], object]) -> None:
        """Answer with other pages that may be meant, where what is called so leaves room for them.

        Where the search fails, that is told, and nothing is the answer.
        """
        self._ask(partial(self._others, words, named), answer, failed=lambda: answer(Others()))

    def _ask(
        self,
        work: Callable[[Progress], T],
        answer: Callable[[T], object],
        *,
        failed: Callable[[], object] = lambda: None,
    ) -> None:
        self._running.cancel()
        self._asked += 1
        asked = self._asked

        def done(found: T) -> None:
            if asked == self._asked:  # it may have been on its way already when it was cancelled
                answer(found)

        def broke(error: Exception) -> None:
            failed()
            self._failed(error)

        self._running = self._jobs.run(work, lane="read", done=done, failed=broke)

    def _named(self, words: str, kind: Kind | None, progress: Progress) -> Named:
        match kind:
            case Kind.TAG:
                self._library.completing.read()
                return Named(tags=self._values(Field.TAG, words, _MOST_OF_ONE_KIND))
            case Kind.SITE:
                self._library.completing.read()
                return Named(sites=self._values(Field.SITE, words, _MOST_OF_ONE_KIND))
            case _:
                named = self._all().titled(fold(words), limit=PAGES, progress=progress)
                return Named(
                    self._in_order(named),
                    self._values(Field.TAG, words, _MOST_TAGS, least=SURE),
                    self._values(Field.SITE, words, _MOST_SITES, least=SURE),
                )

    def _values(self, field: Field, words: str, limit: int, *, least: float = 0.0) -> tuple[Value, ...]:
        counted = self._library.completing.known.counted.get(field, ())
        values = [Value(each.value, each.pages) for each in counted]
        return tuple(value for _score, value in ranked(words, values, _name, least=least)[:limit])

    def _others(self, words: str, named: Named, progress: Progress) -> Others:
        known = {page.id for page in named.pages}
        room = PAGES - len(known)
        if not room:
            return Others()
        progress.step(0, 0)
        results = self._library.finding.search(words, limit=PAGES, typing=True)
        whole = results.hits[: results.partial_from]  # not those that lack some of the words
        found = {hit.page.id: hit.page for hit in whole if hit.page.id not in known}
        worded = tuple(found.values())[:room]  # each once, of which highlights may be found, too
        known.update(page.id for page in worded)
        like = self._all().resembling(fold(words), limit=PAGES, progress=progress)
        room -= len(worded)
        return Others(worded, self._in_order([each for each in like if each not in known][:room]))

    def _in_order(self, ids: Sequence[PageId]) -> tuple[Page, ...]:
        found = self._library.reading.pages(ids)
        return tuple(found[page_id] for page_id in ids if page_id in found)

    def _all(self) -> Titles:
        return self._titles or self._read()

    def _read(self) -> Titles:
        """What all pages are called, the one that was opened last first."""
        order = self._library.reading.page_ids(Place(), sort=SortOrder.OPENED, descending=True)
        self._titles = self._library.filtering.titles(order)
        return self._titles


def _name(value: Value) -> str:
    return value.name
