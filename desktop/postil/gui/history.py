"""Where the person has been in this session: back and forward, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.gui.library.spots import Spot
    from postil.model.ids import PageId


@dataclass(frozen=True, slots=True)
class Stop:
    """A place, and the page that was open beside it."""

    spot: Spot
    page: PageId | None


class History:
    """A line of stops, and where the person stands on it."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = -1

    def visit(self, stop: Stop) -> None:
        """The person went somewhere new: what lay ahead is forgotten."""
        if self._at >= 0 and self._stops[self._at] == stop:
            return
        del self._stops[self._at + 1 :]
        self._stops.append(stop)
        self._at += 1

    def back(self) -> Stop | None:
        """The stop before; None at the beginning."""
        return self._step(-1)

    def forward(self) -> Stop | None:
        """The stop after; None at the end."""
        return self._step(1)

    def _step(self, step: int) -> Stop | None:
        if not 0 <= self._at + step < len(self._stops):
            return None
        self._at += step
        return self._stops[self._at]
