"""Which letters of one text are which letters of another, as runs of equal letters."""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

RUN = 4
"""Shorter runs of equal letters are chance."""


class Run(NamedTuple):
    """Equal letters: ``size`` of them from ``old`` in one text and from ``new`` in the other."""

    old: int
    new: int
    size: int


def align(old: str, new: str, *, old_start: int = 0, new_start: int = 0) -> list[Run]:
    """The runs of the cheapest rewriting of ``old`` into ``new``, in order.

    The starts are added to the offsets: they tell where the two stand in longer texts.
    """
    if not old or not new:
        return []
    if old == new:
        return [Run(old_start, new_start, len(old))]
    blocks = Levenshtein.editops(old, new).as_matching_blocks()
    return [Run(block.a + old_start, block.b + new_start, block.size) for block in blocks if block.size]


def joined(runs: list[Run]) -> list[Run]:
    """The runs with those made one that touch in both texts."""
    result: list[Run] = []
    for run in runs:
        if result:
            last = result[-1]
            if last.old + last.size == run.old and last.new + last.size == run.new:
                result[-1] = Run(last.old, last.new, last.size + run.size)
                continue
        result.append(run)
    return result


def slid(runs: list[Run], old: str, new: str, edge: int) -> list[Run]:
    """The runs, with what was set in between two of them slid to the letter ``edge`` of ``old``.

    Where “Op|eration” became “Op|enStack Op|eration”, letters alone do not tell which “Op” is the old
    one; a passage that begins or ends there is better left in one piece (Fraser, "Diff Strategies",
    2006: edits are shifted to where they read best).
    """
    result = list(runs)
    for at in range(len(runs) - 1):
        before, after = result[at], result[at + 1]
        touch, gap = before.old + before.size, before.new + before.size
        by = edge - touch
        if touch != after.old or gap >= after.new or not -before.size < by < after.size:
            continue
        same = new[after.new + by : after.new] == old[edge:touch] if by < 0 else False
        if same or (by > 0 and new[gap : gap + by] == old[touch:edge]):
            result[at] = Run(before.old, before.new, before.size + by)
            result[at + 1] = Run(after.old + by, after.new + by, after.size - by)
    return result
