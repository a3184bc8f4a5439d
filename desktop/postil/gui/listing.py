"""What the place that the person is in holds now: asked in the background, one question at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.gui.library.places import INBOX, Spot
from postil.model.page import SortOrder

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library
    from postil.jobs import Jobs
    from postil.model.counts import Counts
    from postil.model.ids import PageId
    from postil.settings import LiveSettings


@dataclass(frozen=True, slots=True)
class Listed:
    """The answer: the pages of a place in order, and how much there is everywhere."""

    spot: Spot
    ids: tuple[PageId, ...]
    counts: Counts
    same_place: bool
    """True where the place was listed before: the person stays where they are in it."""


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
        self._told: Spot | None = None
        self._asked = 0
        self._running = False

    def go(self, spot: Spot) -> None:
        """List another place."""
        self.spot = spot
        self.ask()

    def ask(self) -> None:
        """List the place again: something changed."""
        self._asked += 1
        if not self._running:
            self._start()

    def now(self) -> Listed:
        """The answer at once, on this thread: for the first picture of the window."""
        listed = self._listed(self.spot)
        self._told = self.spot
        return listed

    def _start(self) -> None:
        self._running = True
        asked, spot = self._asked, self.spot
        self._jobs.run(
            lambda _progress: self._listed(spot),
            lane="read",
            done=lambda listed: self._answered(asked, listed),
            failed=self._broke,
        )

    def _listed(self, spot: Spot) -> Listed:
        settings = self._settings.value
        ids: tuple[PageId, ...] = ()
        if spot.place is not None:
            ids = self._library.reading.page_ids(
                spot.place, sort=SortOrder(settings.sort), descending=settings.sort_descending
            )
        return Listed(spot, ids, self._library.reading.counts(), same_place=spot == self._told)

    def _answered(self, asked: int, listed: Listed) -> None:
        self._running = False
        if asked != self._asked:
            self._start()
            if listed.spot != self.spot:
                return
        self._told = listed.spot
        self.listed.emit(listed)

    def _broke(self, error: Exception) -> None:
        self._running = False
        self._failed(error)
