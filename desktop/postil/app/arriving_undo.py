"""What an arrival changed of the library, so that the import can be taken back and done again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.app.arriving_record import Own, set_own
from postil.app.read_state import Turned, turn
from postil.model.changes import Changes
from postil.store import annotation_origins, arrivals, pages
from postil.store import annotations as kept

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from postil.app.holdings import Holdings
    from postil.model.annotation import Annotation
    from postil.model.ids import AnnotationId, PageId
    from postil.store.arrivals import Arrival


@dataclass(frozen=True, slots=True)
class Change:
    """What an arrival changed of one page that was there."""

    page: PageId
    trashed: datetime | None = None
    """When it was thrown away, if the arrival took it out of the trash."""
    turned: Turned | None = None
    """Which text is read, and what the page says of itself."""
    own: tuple[Own, Own] | None = None
    """What the person gave the page: before, and after."""
    added: tuple[AnnotationId, ...] = ()
    annotations: tuple[tuple[Annotation, Annotation], ...] = ()
    """Those that were there and took something over: before, and after."""
    arrival: Arrival | None = None
    """Which part of which file it was: taken back, that part may come again."""

    @property
    def is_nothing(self) -> bool:
        """Whether the page is as it was."""
        return not (self.trashed or self.turned or self.own or self.added or self.annotations)


def take_back(holdings: Holdings, changes: Sequence[Change]) -> Changes:
    """Let pages be as they were before these changes."""
    told = turn(holdings, [each.turned.back for each in reversed(changes) if each.turned is not None])
    now = holdings.now()
    with holdings.transaction() as tx:
        for each in reversed(changes):
            page = pages.get(tx, each.page)
            if page is None:
                continue
            if each.trashed is not None:
                pages.set_trashed(tx, each.page, each.trashed)
            if each.own is not None:
                set_own(tx, page, each.own[0])
            for name in each.added:
                kept.set_trashed(tx, name, now)
            for before, _after in each.annotations:
                kept.update(tx, before)
            annotation_origins.set_undone(tx, _brought(each), undone=True)
            if each.arrival is not None:
                arrivals.forget_all(tx, (each.arrival,))
    return _told(told, changes)


def do_again(holdings: Holdings, changes: Sequence[Change]) -> Changes:
    """Let pages be as they were after these changes."""
    told = turn(holdings, [each.turned for each in changes if each.turned is not None])
    with holdings.transaction() as tx:
        for each in changes:
            page = pages.get(tx, each.page)
            if page is None:
                continue
            if each.trashed is not None:
                pages.set_trashed(tx, each.page, None)
            if each.own is not None:
                set_own(tx, page, each.own[1])
            for name in each.added:
                kept.set_trashed(tx, name, None)
            for _before, after in each.annotations:
                kept.update(tx, after)
            annotation_origins.set_undone(tx, _brought(each), undone=False)
            if each.arrival is not None:
                arrivals.add_all(tx, (each.arrival,))
    return _told(told, changes)


def _brought(change: Change) -> tuple[AnnotationId, ...]:
    """The highlights that came with it, or came out of the trash."""
    back = (after.id for before, after in change.annotations if before.trashed and not after.trashed)
    return (*change.added, *back)


def _told(told: Changes, changes: Sequence[Change]) -> Changes:
    touched = frozenset(each.page for each in changes)
    marked = frozenset(name for each in changes for name in each.added)
    edited = frozenset(before.id for each in changes for before, _after in each.annotations)
    return Changes(
        pages=told.pages | touched,
        annotations=told.annotations | marked | edited,
        annotated=told.annotated | touched,
        membership=True,
    )
