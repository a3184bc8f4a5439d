"""What the person asks for, done at once where it is little, and in the background where it takes time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.undo import Undo
    from postil.jobs import Jobs

T = TypeVar("T")

AT_ONCE = 100
"""Things to which something is done before the window goes on; more are a matter for the background."""


class Errands:
    """Runs work and gives what comes of it to the window."""

    def __init__(self, undo: Undo, jobs: Jobs, failed: Callable[[Exception], object]) -> None:
        self._undo = undo
        self._jobs = jobs
        self._failed = failed

    def run(self, size: int, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """Do what concerns few things now; what concerns many, or must wait for a deed, on a lane.

        Work that is done now raises its errors here; those of a lane are told to ``failed``.
        """
        if size <= AT_ONCE and not self._undo.is_busy:
            done(work())
        else:
            self._jobs.run(lambda _progress: work(), lane="read", done=done, failed=self._failed)
