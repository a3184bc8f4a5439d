"""Likening: which pages are one, or tell one story; what a person says of it is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.app.likeness_feed import LikenessFeed
from postil.errors import NotFound
from postil.jobs import Progress
from postil.model.changes import Changes
from postil.model.likeness import Sameness
from postil.store import likeness, pages
from postil.translation import _, marked, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from postil.app.holdings import Holdings
    from postil.model.ids import PageId
    from postil.model.likeness import Likeness
    from postil.model.page import Page

_TOLD = {
    Sameness.ADDRESS: marked("the same address, {share} of the words"),
    Sameness.TEXT: marked("the same text, {share}"),
    Sameness.STORY: marked("the same story, {share} of the words"),
    Sameness.EXCERPT: marked("one holds {share} of the other"),
}

_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Alike:
    """A page that is the same as another one, and in which way."""

    page: Page
    likeness: Likeness
    """Seen from the page that was asked about."""


@dataclass(frozen=True, slots=True)
class AlikeGroup:
    """Pages that hang together: each is the same as some other of them."""

    pages: tuple[Page, ...]
    """The oldest first."""
    pairs: tuple[Likeness, ...]

    def nearest_before(self, page: Page) -> Likeness | None:
        """How a page is like that older one of the group which it is most like; None for the oldest."""
        before = {each.id for each in self.pages[: self.pages.index(page)]}
        pairs = [pair for pair in self.pairs if page.id in (pair.page, pair.other)]
        older = (pair for pair in pairs if before & {pair.page, pair.other})
        return max(older, key=lambda pair: (pair.resemblance, pair.containment), default=None)


def told(pair: Likeness) -> str:
    """In which way two pages are the same, in a few words."""
    sameness = pair.sameness or Sameness.EXCERPT
    share = pair.containment if sameness is Sameness.EXCERPT else pair.resemblance
    return _(_TOLD[sameness]).format(share=f"{share:.0%}")


def looks_like(alike: Sequence[Alike]) -> str:
    """What an import says of a page that the library has already in another shape; empty for none."""
    if not alike:
        return ""
    first = _("It looks like “{title}”, which you have: {how}.").format(
        title=_shortened(alike[0].page.title), how=told(alike[0].likeness)
    )
    if len(alike) == 1:
        return first
    more = plural("And like {count} other page.", "And like {count} other pages.", len(alike) - 1)
    return f"{first} {more.format(count=len(alike) - 1)}"


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1].rstrip() + "…"


class Likening:
    """What is known of pages that are alike. Nothing is ever made one without being asked for."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._feed = LikenessFeed(holdings.database, holdings.contents)

    def alike(self, page_id: PageId) -> tuple[Alike, ...]:
        """The pages that a page is the same as, the most alike first; those told apart are left out."""
        connection = self._holdings.reader()
        found = likeness.of_page(connection, page_id)
        rows = pages.many(connection, [each.other for each in found])
        return tuple(Alike(rows[each.other], each) for each in found if each.other in rows)

    def groups(self) -> tuple[AlikeGroup, ...]:
        """All pages that are the same as another, in groups, the largest group first."""
        connection = self._holdings.reader()
        pairs = likeness.everyone(connection)
        rows = pages.many(connection, {page for pair in pairs for page in (pair.page, pair.other)})
        groups = [
            AlikeGroup(
                tuple(sorted({rows[id_] for pair in group for id_ in (pair.page, pair.other)}, key=_age)),
                tuple(group),
            )
            for group in _hanging_together(pairs)
        ]
        return tuple(sorted(groups, key=lambda group: (-len(group.pages), group.pages[0].title)))

    def tell_apart(self, page_id: PageId, other: PageId) -> Changes:
        """Remember that two pages are not the same: they are not told to be so again. Raises NotFound."""
        rows = pages.many(self._holdings.reader(), (page_id, other))
        if len(rows) < 2:
            raise NotFound(_("One of these two pages is not in this library."))
        touched = Changes(pages=frozenset({page_id, other}))

        def say(*, apart: bool) -> Changes:
            with self._holdings.transaction() as tx:
                likeness.set_told_apart(tx, page_id, other, apart)
            return touched

        return self._holdings.undo.do(_("Not the same"), lambda: say(apart=True), lambda: say(apart=False))

    def look(self, page_id: PageId) -> tuple[Alike, ...]:
        """Find out now which pages a new page is like, and tell."""
        self._feed.look((page_id,))
        return self.alike(page_id)

    def pending(self) -> int:
        """How many pages have still to be looked at."""
        return likeness.count_due(self._holdings.reader())

    def drain(self, progress: Progress | None = None, *, anew: bool = False) -> None:
        """Look at all pages that have still to be looked at, or at all there are, now."""
        self._feed.begin(anew=anew)
        self._feed.drain(progress or Progress())


def _age(page: Page) -> tuple[datetime, PageId]:
    return page.added, page.id


def _hanging_together(pairs: Iterable[Likeness]) -> list[list[Likeness]]:
    """The pairs in groups that have no page in common."""
    group_of: dict[PageId, list[Likeness]] = {}
    for pair in pairs:
        one, other = group_of.get(pair.page, []), group_of.get(pair.other, [])
        smaller, larger = sorted((one, other), key=len)
        if smaller is not larger:
            larger.extend(smaller)
        larger.append(pair)
        for each in (*smaller, pair):
            group_of[each.page] = group_of[each.other] = larger
    return list({id(group): group for group in group_of.values()}.values())
