"""Repairing: what a person puts right in a page's text, and what is remembered of it for its site.

A repair is written down before the page is extracted with it, so that no later extraction is without
it. Every step leaves the older text beside the newer one; undo lets it be read again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.app.read_state import turn, turned
from postil.app.reextraction_report import Outcome, ReextractionReport, ReextractionRow
from postil.errors import ImportFailed, NotFound
from postil.jobs import Cancelled
from postil.model.changes import Changes
from postil.model.page import site_of
from postil.model.repair import Repair
from postil.store import pages, repairs
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from postil.app.holdings import Holdings
    from postil.app.reextracting import Reextracting
    from postil.jobs import Progress
    from postil.model.ids import PageId
    from postil.model.outline import Outline
    from postil.model.page import Page


@dataclass(frozen=True, slots=True)
class OpenOutline:
    """A page as it is repaired: its whole original, and what was put right in it so far."""

    page: Page
    outline: Outline
    repair: Repair
    site: str
    """Empty where it is not known: then nothing can be remembered for it."""
    others: int
    """How many other pages of the site the library has."""
    images: Mapping[str, bytes]
    """Pictures of the outline by their hash."""


class Repairing:
    """What a person does to the text of pages."""

    def __init__(self, holdings: Holdings, reextracting: Reextracting) -> None:
        self._holdings = holdings
        self._reextracting = reextracting

    def outline(self, page_id: PageId) -> OpenOutline:
        """The whole original of a page in parts. Raises NotFound or ImportFailed."""
        page = self._page(page_id)
        own = repairs.of_page(self._holdings.reader(), page_id)
        outlined = self._reextracting.outline(page_id)
        site = site_of_page(page)
        return OpenOutline(
            page,
            replace(outlined.outline, of_site=self.of_site(site) or Repair()),
            own or Repair(),
            site,
            len(self.other_pages(page_id)),
            {image.hash: image.content for image in outlined.images},
        )

    def of_page(self, page_id: PageId) -> Repair | None:
        """What was put right in a page; None where nothing was."""
        return repairs.of_page(self._holdings.reader(), page_id)

    def of_site(self, site: str) -> Repair | None:
        """What is remembered for a site; None where nothing is."""
        return repairs.of_site(self._holdings.reader(), site) if site else None

    def other_pages(self, page_id: PageId) -> tuple[PageId, ...]:
        """The other pages of a page's site, those in the trash left out. Raises NotFound."""
        site = site_of_page(self._page(page_id))
        return tuple(other for other in self.pages_of(site) if other != page_id)

    def pages_of(self, site: str) -> tuple[PageId, ...]:
        """The pages of a site, those in the trash left out."""
        return repairs.pages_of(self._holdings.reader(), site) if site else ()

    def apply(self, page_id: PageId, repair: Repair) -> ReextractionRow:
        """Make the page's text anew with a repair; an empty one takes every repair of the page back.

        Raises NotFound, LibraryDamaged, or ImportFailed where no text can be made: then all is as before.
        """
        before = self._state(page_id)
        wanted = None if repair.empty else repair
        self._keep(page_id, wanted)
        try:
            row = self._made_anew(page_id)
        except BaseException:
            self._keep(page_id, before.repair)
            raise
        after = self._state(page_id)
        self._holdings.undo.remember(
            _("Repair"),
            lambda: self._turn((after,), (before,)),
            lambda: self._turn((before,), (after,)),
            pages=(page_id,),
        )
        return row

    def clear(self, page_id: PageId) -> ReextractionRow:
        """Take every repair of the page back; otherwise as ``apply``."""
        return self.apply(page_id, Repair())

    def remember(self, site: str, repair: Repair) -> Changes:
        """Use a repair for all pages that are imported from a site from now on."""
        before = self.of_site(site)
        return self._holdings.undo.do(
            _("Repair of {site}").format(site=site),
            lambda: self._keep_for_site(site, repair),
            lambda: self._keep_for_site(site, before),
        )

    def forget(self, site: str) -> Changes:
        """Use no repair for the pages of a site any more; their texts stay as they are."""
        before = self.of_site(site)
        if before is None:
            return Changes()
        return self._holdings.undo.do(
            _("Repair of {site}").format(site=site),
            lambda: self._keep_for_site(site, None),
            lambda: self._keep_for_site(site, before),
        )

    def apply_to_site(
        self, site: str, progress: Progress, *, but: PageId | None = None
    ) -> ReextractionReport:
        """Make the texts of a site's pages anew with what is remembered for it; one undo takes all back.

        The page ``but`` is left out: it was just made anew.
        A cancelled run keeps and tells what it did.
        """
        wanted = [page_id for page_id in self.pages_of(site) if page_id != but]
        rows: list[ReextractionRow] = []
        before: list[_State] = []
        cancelled = False
        try:
            for page_id in wanted:
                state = self._state(page_id)
                progress.step(len(rows), len(wanted), state.page.title)
                rows.append(self._reextracting.page(page_id))
                if rows[-1].outcome is Outcome.UPDATED:
                    before.append(state)
            progress.step(len(rows), len(wanted))
        except Cancelled:
            cancelled = True
        self._remember(site, before)
        return ReextractionReport(tuple(rows), cancelled=cancelled)

    def _made_anew(self, page_id: PageId) -> ReextractionRow:
        row = self._reextracting.page(page_id)
        if row.outcome in (Outcome.FAILED, Outcome.KEPT_OLDER):
            raise ImportFailed(row.message)
        return row

    def _page(self, page_id: PageId) -> Page:
        page = pages.get(self._holdings.reader(), page_id)
        if page is None:
            raise NotFound(_("There is no page {page_id} in this library.").format(page_id=page_id))
        return page

    def _keep(self, page_id: PageId, repair: Repair | None) -> None:
        with self._holdings.transaction() as tx:
            repairs.set_of_page(tx, page_id, repair, changed=self._holdings.now())

    def _keep_for_site(self, site: str, repair: Repair | None) -> Changes:
        with self._holdings.transaction() as tx:
            repairs.set_of_site(tx, site, repair, changed=self._holdings.now())
        return Changes()

    def _remember(self, site: str, before: Sequence[_State]) -> None:
        """Let one undo bring the older texts of a site's pages back."""
        if before:
            after = [self._state(state.page.id) for state in before]
            label = _("Repair of the pages of {site}").format(site=site)
            self._holdings.undo.remember(
                label,
                lambda: self._turn(after, before),
                lambda: self._turn(before, after),
                pages=[state.page.id for state in before],
            )

    def _state(self, page_id: PageId) -> _State:
        return _State(self._page(page_id), self.of_page(page_id))

    def _turn(self, states: Sequence[_State], now: Sequence[_State]) -> Changes:
        """Let pages be repaired, and read, as they were at another time than ``now``."""
        for state in states:
            self._keep(state.page.id, state.repair)
        pairs = zip(now, states, strict=True)
        turns = [turned(before.page, after.page) for before, after in pairs]
        changes = turn(self._holdings, [each for each in turns if each is not None])
        return replace(changes, pages=frozenset(state.page.id for state in states), membership=True)


@dataclass(frozen=True, slots=True)
class _State:
    """A page, and its own repair, at one time."""

    page: Page
    repair: Repair | None


def site_of_page(page: Page) -> str:
    """The site whose repair holds for a page; empty where it does not say where it is from."""
    return site_of(page.address or page.canonical)
