"""Where the person has been in this session: back and forward, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.gui.library.spots import Spot
    from postil.gui.reader.reading_place import ReadingPlace
    from postil.model.ids import PageId


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of the library, the page that was open beside it, and where in it the person was."""

    spot: Spot
    page: PageId | None
    place: ReadingPlace | None = None
    """None where nobody has looked yet."""

    def is_beside(self, other: Stop) -> bool:
        """Whether both are the same page beside the same list."""
        return (self.spot, self.page) == (other.spot, other.page)


class History:
    """A line of stops, and where the person stands on it."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = -1

    def visit(self, stop: Stop) -> None:
        """The person went somewhere new: what lay ahead is forgotten."""
        if self._at >= 0 and stop.place is None and self._stops[self._at].is_beside(stop):
            return
        del self._stops[self._at + 1 :]
        self._stops.append(stop)
        self._at += 1

    def leave(self, place: ReadingPlace) -> None:
        """The person is about to go on: the stop where they are keeps the exact place."""
        if self._at >= 0 and self._stops[self._at].page is not None:
            self._stops[self._at] = replace(self._stops[self._at], place=place)

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
