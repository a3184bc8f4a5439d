"""What an arrival changed of the library, so that the import can be taken back and done again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.app.arriving_record import Own, own_of, own_turned, set_own
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
    from postil.store.connection import Connection


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
    """Let pages be as they were before these changes, but for what the person did since."""
    told = turn(holdings, [each.turned.back for each in reversed(changes) if each.turned is not None])
    now = holdings.now()
    with holdings.transaction() as tx:
        for each in reversed(changes):
            if each.own is not None:
                _turn_own(tx, each.page, each.own[1], each.own[0])
            for before, after in each.annotations:
                _turn_annotation(tx, after, before)
            _set_brought(tx, each, trashed=now)
    return _told(told, changes)


def do_again(holdings: Holdings, changes: Sequence[Change]) -> Changes:
    """Let pages be as they were after these changes, with what the person did since."""
    told = turn(holdings, [each.turned for each in changes if each.turned is not None])
    with holdings.transaction() as tx:
        for each in changes:
            if each.own is not None:
                _turn_own(tx, each.page, *each.own)
            for before, after in each.annotations:
                _turn_annotation(tx, before, after)
            _set_brought(tx, each, trashed=None)
    return _told(told, changes)


def _turn_own(tx: Connection, page_id: PageId, was: Own, to: Own) -> None:
    page = pages.get(tx, page_id)
    if page is not None:  # else it was purged
        set_own(tx, page, own_turned(own_of(page), was, to))


def _turn_annotation(tx: Connection, was: Annotation, to: Annotation) -> None:
    """Take one step on a highlight; what the person did to it since stays."""
    now = kept.get(tx, was.id)
    if now is None:  # it was purged
        return
    mine, its, other = (Own(each.tags, each.note, starred=False) for each in (now, was, to))
    own = own_turned(mine, its, other)
    moved = now.selectors == was.selectors and (was.selectors, was.state) != (to.selectors, to.state)
    kept.update(
        tx,
        replace(
            now,
            tags=own.tags,
            note=own.note,
            selectors=to.selectors if moved else now.selectors,
            state=to.state if moved else now.state,
            trashed=to.trashed if now.trashed == was.trashed else now.trashed,
            modified=to.modified if now.modified == was.modified else now.modified,
        ),
    )


def _set_brought(tx: Connection, change: Change, *, trashed: datetime | None) -> None:
    """Throw away at that time what came with a change; None where it comes again."""
    if change.trashed is not None:
        pages.set_trashed(tx, change.page, None if trashed is None else change.trashed)
    for name in change.added:
        kept.set_trashed(tx, name, trashed)
    annotation_origins.set_undone(tx, _brought(change), undone=trashed is not None)
    if change.arrival is None:
        return
    if trashed is None:
        arrivals.add_all(tx, (change.arrival,))
    else:
        arrivals.forget_all(tx, (change.arrival,))


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
