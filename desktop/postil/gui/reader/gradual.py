"""Long work on the window's own thread, in slices: between two of them the window answers."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_SLICE = 0.02
"""Seconds after which the window gets its turn."""


class Gradual(QObject):
    """Runs one piece of work at a time; a new one takes the place of the one before."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Generator[None, None, None] | None = None
        self._done: Callable[[], object] = lambda: None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    def start(self, steps: Generator[None, None, None], done: Callable[[], object]) -> None:
        """Take the steps of ``steps``, and call ``done`` after the last."""
        self._steps = steps
        self._done = done
        self._timer.start()

    def stop(self) -> None:
        """Leave undone what is not done yet."""
        self._steps = None
        self._timer.stop()

    @property
    def is_running(self) -> bool:
        """Whether there is something to do still."""
        return self._steps is not None

    def _go_on(self) -> None:
        end = perf_counter() + _SLICE
        steps = self._steps
        while steps is not None and steps is self._steps and perf_counter() < end:
            try:
                next(steps)
            except StopIteration:
                self.stop()
                self._done()
                return
