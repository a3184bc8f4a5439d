"""What the person asks for, done at once where it is little, and in the background where it takes time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from postil.gui.held_keys import HeldKeys

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.undo import Undo
    from postil.jobs import Jobs

T = TypeVar("T")

AT_ONCE = 100
"""Things to which something is done before the window goes on; more are a matter for the background."""

MANY = AT_ONCE + 1
"""For what takes its time, however few things it is about."""


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
        if self._at_once(size):
            done(work())
        else:
            self._jobs.run(lambda _progress: work(), lane="read", done=done, failed=self._failed)

    def ask(self, size: int, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """The same where ``done`` opens a dialog: what is typed until then is meant for its field."""
        if self._at_once(size):
            done(work())
            return
        held = HeldKeys()

        def found(result: T) -> None:
            try:
                done(result)
            finally:
                held.release()

        def failed(error: Exception) -> None:
            held.give_up()
            self._failed(error)

        self._jobs.run(lambda _progress: work(), lane="read", done=found, failed=failed)

    def _at_once(self, size: int) -> bool:
        return size <= AT_ONCE and not self._undo.is_busy
