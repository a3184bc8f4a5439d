"""How many letters speak for a place: the measure by which places are compared and claimed.

Two unrelated texts also share letters, so only runs of letters count that chance seldom gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.anchoring.alignment import Run

RUN = 4
"""Shorter runs of equal letters are chance."""
CHANCE = 3
"""So many letters of each run are not counted: any two texts share that many here and there."""
CONTEXT = 96
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


def judge(runs: Sequence[Run], start: int, end: int) -> Place | None:
    """The place of the quote ``[start:end]`` of the known text, by how the known text was aligned.

    None where nothing of the quote stands there.
    """
    strong = [run for run in runs if run.size >= RUN]
    inside = [run for run in strong if run.old < end and run.old + run.size > start]
    if not inside:
        return None
    evidence = 0
    for run in strong:
        shared = min(run.old + run.size, end + CONTEXT) - max(run.old, start - CONTEXT)
        evidence += max(0, shared - CHANCE)
    alive = sum(min(run.old + run.size, end) - max(run.old, start) for run in inside) / (end - start)
    first = _start(strong, runs, start)
    last = _end(strong, runs, end)
    return Place(first, max(first + 1, last), evidence, alive)


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
    if weak:
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
    if weak:
        return weak[-1].new + min(weak[-1].size, end - weak[-1].old)
    return min(after.new, new_edge + missing)
