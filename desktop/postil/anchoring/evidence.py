"""How many letters speak for a place: the measure by which places are compared and claimed.

Two unrelated texts also share letters, so only runs of letters count that chance seldom gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.anchoring.alignment import RUN
from postil.model.annotation import AnchorState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.anchoring.alignment import Run

_CHANCE = 3
"""So many letters of each run are not counted: any two texts share that many here and there."""
_FLOOR = 22
"""Letters that must agree before any place is claimed."""
_SHARE, _IN_ORDER_SHARE = 0.3, 0.2
"""The share of the known letters that must agree, elsewhere and between the old neighbours."""
_ALIVE, _IN_ORDER_ALIVE = 0.6, 0.4
"""The share of the quote's own letters that must agree."""
_LEAD = 5
"""Letters by which a place must be ahead of the next one."""
_ORDER = 12
"""What it is worth, in letters, to stand between the same neighbours as before."""
_FAR = 4
"""A run at the edge of a quote is chance if so many times its letters were inserted behind it."""
_CONTEXT = 96
"""Letters on each side of the quote that may speak for it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of folded letters and what speaks for it."""

    start: int
    end: int
    evidence: int
    """The letters of quote and context that stand there, beyond chance."""
    alive: float
    """The share of the quote's letters that stand there, 0 to 1."""
    in_order: bool = False
    """Whether it stands between the same neighbours as before."""


def best_of(
    places: Sequence[Place], known: int, *, expected: int | None = None
) -> tuple[Place, AnchorState] | None:
    """The place that most speaks for, if it is enough, and whether a person should check it.

    ``known`` is how many letters of quote and context there are; among equals the place nearest to
    ``expected`` is taken, but never silently.
    """
    if not places:
        return None

    def rank(place: Place) -> tuple[int, int]:
        return -_weight(place), 0 if expected is None else abs(place.start - expected)

    ranked = sorted(places, key=rank)
    best = ranked[0]
    rivals = [place for place in ranked if abs(place.start - best.start) > 3]
    lead = _weight(best) - _weight(rivals[0]) if rivals else _LEAD
    share, alive = (_IN_ORDER_SHARE, _IN_ORDER_ALIVE) if best.in_order else (_SHARE, _ALIVE)
    floor = min(max(_FLOOR, int(share * known)), known - _CHANCE)
    if best.evidence >= floor and best.alive >= alive and lead >= _LEAD:
        return best, AnchorState.ANCHORED
    if best.evidence >= 2 * floor // 3 and best.alive >= alive / 2:
        return best, AnchorState.MOVED
    return None


def _weight(place: Place) -> int:
    return place.evidence + (_ORDER if place.in_order and place.evidence >= _FLOOR else 0)


def judge(runs: Sequence[Run], start: int, end: int, *, in_order: bool = False) -> Place | None:
    """The place of the quote ``[start:end]`` of the known text, by how the known text was aligned.

    None where nothing of the quote stands there.
    """
    strong = [run for run in runs if run.size >= RUN]
    inside = _together([run for run in strong if run.old < end and run.old + run.size > start])
    if not inside:
        return None
    strong = [run for run in strong if run in inside or run.old >= end or run.old + run.size <= start]
    evidence = 0
    for run in strong:
        shared = min(run.old + run.size, end + _CONTEXT) - max(run.old, start - _CONTEXT)
        evidence += max(0, shared - _CHANCE)
    alive = sum(min(run.old + run.size, end) - max(run.old, start) for run in inside) / (end - start)
    first = _start(strong, runs, start)
    last = _end(strong, runs, end)
    return Place(first, max(first + 1, last), evidence, alive, in_order)


def _together(runs: list[Run]) -> list[Run]:
    """The runs without those at the edges that stand too far from the rest for their few letters."""
    while len(runs) > 1 and _FAR * runs[0].size < _inserted(runs[0], runs[1]):
        runs = runs[1:]
    while len(runs) > 1 and _FAR * runs[-1].size < _inserted(runs[-2], runs[-1]):
        runs = runs[:-1]
    return runs


def _inserted(before: Run, after: Run) -> int:
    """How many letters stand between two runs that did not before."""
    return (after.new - before.new) - (after.old - before.old)


def _start(strong: Sequence[Run], runs: Sequence[Run], start: int) -> int:
    """Where the letter ``start`` of the known text stands, or the first of the quote after it."""
    after = next(run for run in strong if run.old + run.size > start)
    if after.old <= start:
        return after.new + start - after.old
    missing = after.old - start
    before = [run for run in strong if run.old + run.size <= start]
    if not before:
        return max(0, after.new - missing)
    edge = before[-1]
    old_edge, new_edge = edge.old + edge.size, edge.new + edge.size
    if old_edge == start and after.new - new_edge <= 2 * missing + 20:
        return new_edge
    weak = [run for run in runs if run.old >= old_edge and start < run.old + run.size <= after.old]
    if weak and after.new - weak[0].new <= 2 * (after.old - weak[0].old) + 20:
        return max(new_edge, weak[0].new + start - weak[0].old)
    return max(new_edge, after.new - missing)


def _end(strong: Sequence[Run], runs: Sequence[Run], end: int) -> int:
    """Where the quote ends: after the letter ``end - 1`` of the known text or the last one before."""
    before = [run for run in strong if run.old < end][-1]
    if before.old + before.size >= end:
        return before.new + end - before.old
    old_edge, new_edge = before.old + before.size, before.new + before.size
    missing = end - old_edge
    after = next((run for run in strong if run.old >= end), None)
    if after is None:
        return new_edge + missing
    if after.old == end and after.new - new_edge <= 2 * missing + 20:
        return after.new
    weak = [run for run in runs if old_edge <= run.old < end and run.old + run.size <= after.old]
    if weak and weak[-1].new - new_edge <= 2 * (weak[-1].old - old_edge) + 20:
        return weak[-1].new + min(weak[-1].size, end - weak[-1].old)
    return min(after.new, new_edge + missing)
