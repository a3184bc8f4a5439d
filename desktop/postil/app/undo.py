"""Undo and redo of everything a person does to the library, many steps, across pages.

A deed is a pair of functions: one does it (again), one takes it back. Nothing is deleted by a deed,
only trashed, so taking back never needs what is gone. What is purged from the trash takes the deeds
that name it along.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.packed_ids import PackedIds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from postil.model.changes import Changes
    from postil.model.ids import AnnotationId, PageId
    from postil.signals import Signal

STEPS = 1000
"""Deeds that are remembered; the oldest go first."""


@dataclass(frozen=True, slots=True)
class _Deed:
    label: str
    again: Callable[[], Changes]
    back: Callable[[], Changes]
    pages: PackedIds
    """The pages that it names."""
    annotations: frozenset[AnnotationId]

    @property
    def size(self) -> int:
        return max(len(self.pages), len(self.annotations))


class Undo:
    """The deeds of this session, in order, and where the person stands in them."""

    def __init__(self, changed: Signal[Changes]) -> None:
        self._changed = changed
        self._done: list[_Deed] = []
        self._undone: list[_Deed] = []
        self._lock = threading.RLock()

    def do(self, label: str, again: Callable[[], Changes], back: Callable[[], Changes]) -> Changes:
        """Do a deed and remember how to take it back; what it changed is told and returned."""
        with self._lock:
            changes = again()
            pages = changes.pages | changes.annotated
            self.remember(label, again, back, pages=pages, annotations=changes.annotations)
        self._changed.emit(changes)
        return changes

    def remember(
        self,
        label: str,
        again: Callable[[], Changes],
        back: Callable[[], Changes],
        *,
        pages: Iterable[PageId] = (),
        annotations: Iterable[AnnotationId] = (),
    ) -> None:
        """Take in a deed that was already done (an import, say), and what it names."""
        with self._lock:
            self._done.append(_Deed(label, again, back, PackedIds.of(pages), frozenset(annotations)))
            del self._done[:-STEPS]
            self._undone.clear()

    def undo(self) -> str | None:
        """Take the last deed back; its label, or None where there is none."""
        return self._move(self._done, self._undone, lambda deed: deed.back)

    def redo(self) -> str | None:
        """Do the last undone deed again; its label, or None where there is none."""
        return self._move(self._undone, self._done, lambda deed: deed.again)

    def labels(self) -> tuple[str | None, str | None]:
        """What undo and redo would act on now."""
        with self._lock:
            return (
                self._done[-1].label if self._done else None,
                self._undone[-1].label if self._undone else None,
            )

    def sizes(self) -> tuple[int, int]:
        """How many pages, or highlights, undo and redo would act on now: many are a matter of seconds.

        Waits for nobody.
        """
        done, undone = self._done[-1:], self._undone[-1:]
        return done[0].size if done else 0, undone[0].size if undone else 0

    @property
    def is_busy(self) -> bool:
        """Whether another thread is at a deed now: who does one, or takes one back, must wait for it."""
        if self._lock.acquire(blocking=False):
            self._lock.release()
            return False
        return True

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Nothing is done or taken back meanwhile."""
        with self._lock:
            yield

    def forget(self, pages: frozenset[PageId], annotations: frozenset[AnnotationId]) -> None:
        """Drop the deeds that name what is gone for good, and with them what they were done upon.

        A deed is only taken back after those that came later to the same pages: without them it would
        bring back what was before all of them.
        """
        with self._lock:
            for deeds in (self._done, self._undone):
                deeds[:] = _without(deeds, pages, annotations)

    def _move(
        self, source: list[_Deed], target: list[_Deed], act: Callable[[_Deed], Callable[[], Changes]]
    ) -> str | None:
        with self._lock:
            if not source:
                return None
            deed = source[-1]
            changes = act(deed)()
            target.append(source.pop())
        self._changed.emit(changes)
        return deed.label


def _without(
    deeds: list[_Deed], pages: frozenset[PageId], annotations: frozenset[AnnotationId]
) -> list[_Deed]:
    kept: list[_Deed] = []
    gone_pages, gone_annotations = set(pages), set(annotations)
    for deed in reversed(deeds):
        if deed.pages.has_any(gone_pages) or not deed.annotations.isdisjoint(gone_annotations):
            gone_pages.update(deed.pages)
            gone_annotations |= deed.annotations
        else:
            kept.append(deed)
    return kept[::-1]
