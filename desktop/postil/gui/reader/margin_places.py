"""Where notes stand in the margin: as near to their text as can be, in its order, none over another.

Heights and places are pixels of the document, measured from its top. Nothing here is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def tops(
    wanted: Sequence[float], heights: Sequence[float], *, between: float, fixed: int | None = None
) -> tuple[float, ...]:
    """The top of each note. ``wanted`` are where their text stands, from the first to the last.

    A note stands at its text or, where the one before reaches so far, ``between`` below that one. The note of
    the number ``fixed`` stands at its text: those before it give way upwards, as far as the page begins.
    """
    placed = list(_downwards(wanted, heights, between, free=0.0))
    if fixed is None or placed[fixed] <= wanted[fixed]:
        return tuple(placed)
    placed[fixed] = wanted[fixed]
    limit = wanted[fixed]
    for number in range(fixed - 1, -1, -1):
        placed[number] = min(placed[number], limit - between - heights[number])
        limit = placed[number]
    # Above the page there is no room: then even the fixed one is moved, but by no more than it must be.
    return tuple(_downwards([*placed[: fixed + 1], *wanted[fixed + 1 :]], heights, between, free=0.0))


def _downwards(
    wanted: Sequence[float], heights: Sequence[float], between: float, *, free: float
) -> Sequence[float]:
    placed: list[float] = []
    for top, height in zip(wanted, heights, strict=True):
        placed.append(max(top, free))
        free = placed[-1] + height + between
    return placed
