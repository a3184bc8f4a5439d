"""From other threads to Qt's: the only file that may carry calls across.

``Jobs(deliver=MainThread())`` hands every callback of a background job to the main thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable


class MainThread(QObject):
    """Runs calls on the thread that made it, in the order they came, once Qt's loop comes to them."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def __call__(self, call: Callable[[], object]) -> None:
        """Have ``call`` run on the main thread, soon."""
        self._posted.emit(call)

    @Slot(object)
    def _run(self, call: Callable[[], object]) -> None:
        call()
