"""Coming to a place deep in a long text: what is above it must be laid out first, which is done in slices.

Meanwhile the view keeps the picture that it has, and the place counts as reached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.reader.gradual import Gradual

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from PySide6.QtCore import QObject

    from postil.gui.reader.view import ReaderView

FAR = 150_000
"""Positions from which on a place is far: what is nearer is laid out in an instant."""
_STEP = 12_000


class Arrival:
    """Brings a view to one place at a time."""

    def __init__(self, view: ReaderView, parent: QObject) -> None:
        self._view = view
        self._gradual = Gradual(parent)
        self.offset: int | None = None
        """The canonical offset that the view is on its way to; None at rest."""

    def start(self, offset: int, position: int, arrive: Callable[[], object]) -> None:
        """Lay out as far as ``position``, which shows ``offset``; then call ``arrive``."""
        self.offset = offset
        self._view.setUpdatesEnabled(False)

        def done() -> None:
            self.stop()
            arrive()

        self._gradual.start(self._steps(position), done)

    def stop(self) -> None:
        """Stay where the view is."""
        if self.offset is not None:
            self.offset = None
            self._gradual.stop()
            self._view.setUpdatesEnabled(True)

    def is_far(self, position: int) -> bool:
        """Whether much is to be laid out before ``position`` can be shown."""
        return position > FAR and not self._view.is_laid_out(position)

    def _steps(self, position: int) -> Generator[None, None, None]:
        for at in range(_STEP, position, _STEP):
            self._view.lay_out(at)
            yield
