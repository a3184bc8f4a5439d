"""The trash: what was deleted rests there, and is purged when it has rested long enough."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from postil.model.annotation import AnnotationFilter, AnnotationOrder
from postil.model.changes import Changes
from postil.model.page import Place, SortOrder
from postil.store import annotations as kept
from postil.store import page_counts, pages
from postil.store.purge import BATCH, purge_chosen, purge_old, remove_doomed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.app.holdings import Holdings
    from postil.jobs import Progress
    from postil.model.ids import AnnotationId, PageId
    from postil.store.purge import Purged

T = TypeVar("T")


class Trash:
    """What becomes of what a person threw away. Nothing else takes anything out of the library."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def purge(self, days: int, progress: Progress) -> int:
        """Delete for good what has rested in the trash for so many days; how many things that was.

        With 0 days nothing ever goes by itself. A little at a time, so that nobody waits for it; a run
        that is cancelled or killed is simply run again.
        """
        gone = 0
        if days > 0:
            before = self._holdings.now() - timedelta(days=days)
            gone = self._in_batches(lambda: purge_old(self._holdings.database, before=before), progress)
        self._remove_bytes(progress)
        return gone

    def delete(
        self, page_ids: Sequence[PageId], annotations: Sequence[AnnotationId], progress: Progress
    ) -> int:
        """Delete things of the trash for good, now; how many that was. Others are left."""
        wanted = [*_batches(page_ids)]
        marked = [*_batches(annotations)]

        def some() -> Purged:
            if wanted:
                return purge_chosen(self._holdings.database, pages=wanted.pop())
            return purge_chosen(self._holdings.database, annotations=marked.pop() if marked else ())

        gone = 0
        while wanted or marked:
            gone += self._one_batch(some, progress, gone)
        self._remove_bytes(progress)
        return gone

    def empty(self, progress: Progress) -> int:
        """Delete everything that is in the trash for good; how many things that was."""
        return self.delete(*self._all(), progress)

    def count(self) -> int:
        """How many pages, and highlights of other pages, are in the trash."""
        connection = self._holdings.reader()
        return page_counts.trashed(connection) + kept.removed_count(connection)

    def _all(self) -> tuple[tuple[PageId, ...], tuple[AnnotationId, ...]]:
        connection = self._holdings.reader()
        thrown = pages.ids(connection, Place(trashed=True), sort=SortOrder.ADDED, descending=True)
        removed = kept.ids(connection, AnnotationFilter(trashed=True), AnnotationOrder.DATE)
        return thrown, tuple(annotation for annotation, _page in removed)

    def _in_batches(self, some: Callable[[], Purged], progress: Progress) -> int:
        gone = 0
        while batch := self._one_batch(some, progress, gone):
            gone += batch
        return gone

    def _one_batch(self, some: Callable[[], Purged], progress: Progress, gone: int) -> int:
        progress.step(gone, 0)
        with self._holdings.undo.at_rest():  # or a deed could be taken back on what is just gone
            purged = some()
            self._holdings.undo.forget(purged.pages, purged.annotations)
        if purged.empty:
            return 0
        self._holdings.changed.emit(
            Changes(pages=purged.pages, annotations=purged.annotations, membership=True)
        )
        return len(purged.pages) or len(purged.annotations)

    def _remove_bytes(self, progress: Progress) -> None:
        """Remove what only purged rows named. Nothing is kept meanwhile: its row may not be there yet.

        While a backup reads everything, nothing is removed: the next purge does it.
        """
        looked_at = 1
        while looked_at:
            progress.step(0, 0)
            if not self._holdings.reading_all.acquire(blocking=False):
                return
            try:
                with self._holdings.keeping:
                    looked_at = remove_doomed(self._holdings.database, self._holdings.contents)
            finally:
                self._holdings.reading_all.release()


def days_left(trashed: datetime, days: int, now: datetime | None = None) -> int | None:
    """In how many days what was thrown away then goes for good: 0 is today, None never."""
    if days <= 0:
        return None
    rested = (now or datetime.now(UTC)) - trashed
    return max(0, days - rested.days)


def _batches(ids: Sequence[T]) -> list[Sequence[T]]:
    return [ids[first : first + BATCH] for first in range(0, len(ids), BATCH)]
