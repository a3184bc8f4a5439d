"""What the place that the person is in holds now: asked in the background, one question at a time."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from postil.gui.library.spots import INBOX, Spot
from postil.model.page import SortOrder

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.counts import Counts
    from postil.model.ids import PageId
    from postil.settings import Settings

_REST = 4  # times as long as the answer took
_LONGEST_REST = 1000


@dataclass(frozen=True, slots=True)
class Listed:
    """The answer: the pages of a place in order, and how much there is everywhere."""

    spot: Spot
    ids: tuple[PageId, ...]
    counts: Counts
    same_place: bool
    """True where the place was listed before: the person stays where they are in it."""
    filter: str = ""
    unfiltered: tuple[PageId, ...] = ()
    """All pages of the place in order, whatever is typed in the filter."""


class Listing(QObject):
    """Asks again whenever place, order or library changed; an old answer is never told."""

    listed = Signal(object)
    """A ``Listed``."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._failed = failed
        self.spot = INBOX
        self.filter = ""
        """What is typed in the quick filter: only pages with these letters in their names are listed."""
        self._told: Spot | None = None
        self._last: Listed | None = None
        self._stale = True
        """Whether more may have changed than what is typed in the filter."""
        self._asked = 0
        self._answered_for = 0
        self._running = False
        self._begun = 0.0
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._start_if_asked)
        self._order = (settings.value.sort, settings.value.sort_descending)
        settings.changed.connect(self._settings_changed)

    def go(self, spot: Spot) -> None:
        """List another place, at once, and all that is in it."""
        self.spot = spot
        self.filter = ""
        self._rest.stop()
        self.ask()

    def narrow(self, typed: str) -> None:
        """List only the pages of the place with these letters in their names."""
        if typed != self.filter:
            self.filter = typed
            self._rest.stop()
            self._ask()

    def warm(self) -> None:
        """Somebody is about to type in the filter: read the names of the pages now."""
        spot = self.spot
        if spot.place is not None:
            self._jobs.run(
                lambda _progress: self._library.filtering.warm(self._ids(spot)),
                lane="read",
                done=lambda _nothing: None,
                failed=self._failed,
            )

    def ask(self) -> None:
        """List the place again: something changed.

        Where changes come faster than answers, each answer is followed by a rest, so that an import into
        a large library is not slowed by listing it after every page.
        """
        self._stale = True
        self._ask()

    def now(self) -> Listed:
        """The answer at once, on this thread: for the first picture of the window."""
        listed = self._listed(self.spot, self.filter, None)
        self._told = self.spot
        return listed

    def _settings_changed(self, settings: Settings) -> None:
        order = (settings.sort, settings.sort_descending)
        if order != self._order:
            self._order = order
            self.go(self.spot)

    def _ask(self) -> None:
        self._asked += 1
        if not self._rest.isActive():
            self._start_if_asked()

    def _start_if_asked(self) -> None:
        if self._running or self._asked == self._answered_for:
            return
        self._running = True
        self._begun = monotonic()
        asked, spot, typed = self._asked, self.spot, self.filter
        before, self._stale = None if self._stale else self._last, False
        self._jobs.run(
            lambda _progress: self._listed(spot, typed, before),
            lane="read",
            done=lambda listed: self._answered(asked, listed),
            failed=self._broke,
        )

    def _listed(self, spot: Spot, typed: str, before: Listed | None) -> Listed:
        """``before`` is the last answer, where nothing but the filter is another one since."""
        if before is None or before.spot != spot:
            everything, counts = self._ids(spot), self._library.reading.counts()
        else:
            everything, counts = before.unfiltered, before.counts
        among = everything
        if before is not None and before.unfiltered is everything and typed.startswith(before.filter):
            among = before.ids  # what has more letters is among what has fewer
        found = self._library.filtering.matching(among, typed) if typed else everything
        return Listed(spot, found, counts, same_place=spot == self._told, filter=typed, unfiltered=everything)

    def _ids(self, spot: Spot) -> tuple[PageId, ...]:
        if spot.place is None:
            return ()
        settings = self._settings.value
        return self._library.reading.page_ids(
            spot.place, sort=SortOrder(settings.sort), descending=settings.sort_descending
        )

    def _answered(self, asked: int, listed: Listed) -> None:
        self._running = False
        self._answered_for = asked
        self._last = listed
        if (listed.spot, listed.filter) != (self.spot, self.filter):
            self._start_if_asked()
            return
        if asked != self._asked:
            spent = monotonic() - self._begun
            self._rest.start(min(_LONGEST_REST, round(spent * 1000 * _REST)))
        self._told = listed.spot
        self.listed.emit(listed)

    def _broke(self, error: Exception) -> None:
        self._running = False
        self._answered_for = self._asked
        self._failed(error)
