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
_ALONE = 8
"""Letters beyond chance that a quote of which nothing else is known needs to be claimed."""
_SHARE, _IN_ORDER_SHARE = 0.3, 0.2
"""The share of the known letters that must agree, elsewhere and between the old neighbours."""
_MOVED_SHARE = 0.4
"""The share that must agree at a place that another one than the old text's diff tells of."""
_ALIVE, _IN_ORDER_ALIVE = 0.6, 0.4
"""The share of the quote's own letters that must agree."""
_HELD, _HELD_ALIVE = 0.5, 0.25
"""With such a share of the letters on both sides in their place, less of the quote must be left."""
_LET_GO = 0.25
"""With less than this on one side the quote may be a copy, and must be nearly whole and not short."""
_NEARLY_WHOLE, _UNMISTAKABLE = 0.9, 30
"""So many letters in a row are seldom written twice."""
_FULLER = 0.1
"""A place that has so much more of the quote makes another one doubtful, whatever stands around."""
_LEAD = 5
"""Letters by which a place must be ahead of the next one."""
_ORDER = 12
"""What it is worth, in letters, to stand between the same neighbours as before."""
_FAR = 4
"""A run at the edge of a quote is chance if so many times its letters were inserted behind it."""
_SET_IN = 120
"""A quote may have grown by its own length and so many letters; with more, its larger part is taken."""
_BETWEEN = 24
"""Runs with so many letters set in or taken out between them go on from each other."""
_CERTAIN = 12
"""So many equal letters in a row, between others in their old order, did not come there by chance."""
_STOP = 2
"""So few letters lie between the last words that are left and the sign that ended them."""
_NEAR = 32
"""Letters on each side of a quote by which its neighbours are known to have stayed."""
_TOLD = 8
"""With fewer letters known on a side nothing is told of its neighbours."""
_SHRUNK, _GROWN, _LEFT = 0.4, 2, 0.35
"""What may stand between the neighbours: how much shorter or longer, with how much of the quote."""
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
    held: float | None = None
    """The share of the letters next to the quote that stand next to it there, on the side with fewer of
    them; None where next to none are known."""
    in_order: bool = False
    """Whether it stands between the same neighbours as before."""


def best_of(
    places: Sequence[Place], known: int, *, expected: int | None = None, diffed: bool = False
) -> tuple[Place, AnchorState] | None:
    """The place that most speaks for, if it is enough, and whether a person should check it.

    ``known`` is how many letters of quote and context there are; among equals the place nearest to
    ``expected`` is taken, but never silently. ``diffed`` tells that the places come from a known old
    text: a quote that did not stay where it was has then moved only if much around it moved along.
    A place is only offered, not claimed, where another one has more of the quote's own letters.
    """
    if not places:
        return None

    def rank(place: Place) -> tuple[int, int]:
        return -_weight(place), 0 if expected is None else abs(place.start - expected)

    ranked = sorted(places, key=rank)
    best = ranked[0]
    rivals = [place for place in ranked if abs(place.start - best.start) > 3]
    lead = _weight(best) - _weight(rivals[0]) if rivals else _LEAD
    share = _IN_ORDER_SHARE if best.in_order else _SHARE
    floor = min(max(_FLOOR, int(share * known)), max(_ALONE, known - _CHANCE))
    sure = max(floor, int(_MOVED_SHARE * known)) if diffed and not best.in_order else floor
    fuller = [place for place in rivals if place.evidence >= floor and place.alive >= best.alive + _FULLER]
    if best.evidence >= sure and _is_itself(best) and lead >= _LEAD and not fuller:
        return best, AnchorState.ANCHORED
    alive = _IN_ORDER_ALIVE if best.in_order else _ALIVE
    if best.evidence >= 2 * min(floor, known - _CHANCE) // 3 and best.alive >= alive / 2:
        return best, AnchorState.MOVED
    return None


def _is_itself(place: Place) -> bool:
    """Whether so much of the quote stands there, or of its neighbours, that it is not another passage."""
    if place.held is not None and place.held >= _HELD:
        return place.alive >= _HELD_ALIVE
    if place.in_order:
        return place.alive >= _IN_ORDER_ALIVE
    if place.held is not None and place.held < _LET_GO:
        return place.alive >= _NEARLY_WHOLE and place.end - place.start >= _UNMISTAKABLE
    return place.alive >= _ALIVE


def between(runs: Sequence[Run], start: int, end: int) -> Place | None:
    """What stands between the surviving neighbours of a quote of which too little is left to be claimed.

    It is only good for asking: most letters on both sides must have stayed, some of the quote's own,
    and what stands there must not be of quite another length.
    """
    before = [run for run in runs if run.size >= RUN and run.old < start]
    after = [run for run in runs if run.size >= RUN and run.old + run.size > end]
    left = sum(min(run.old + run.size, start) - max(run.old, start - _NEAR) for run in before)
    right = sum(min(run.old + run.size, end + _NEAR) - max(run.old, end) for run in after)
    if not before or not after or min(left, right) < _NEAR // 2:
        return None
    first = before[-1].new + min(before[-1].size, start - before[-1].old)
    last = after[0].new + max(0, end - after[0].old)
    inside = [run for run in runs if run.size >= RUN and run.old < end and run.old + run.size > start]
    alive = sum(min(run.old + run.size, end) - max(run.old, start) for run in inside) / (end - start)
    fits = _SHRUNK * (end - start) <= last - first <= _GROWN * (end - start) + _NEAR
    if not fits or alive < _LEFT or last <= first:
        return None
    return Place(first, last, 0, alive, in_order=True)


def in_proportion(runs: Sequence[Run], start: int, end: int) -> tuple[int, int] | None:
    """Where a quote would stand of which nothing is left: as far between its surviving neighbours as before.

    It is a guess and nothing more. None where nothing survived on one side, or nothing stands between.
    """
    before = [run for run in runs if min(run.old + run.size, start) - run.old >= _CERTAIN]
    after = [run for run in runs if run.old + run.size - max(run.old, end) >= _CERTAIN]
    if not before or not after:
        return None
    old = min(before[-1].old + before[-1].size, start)
    new = before[-1].new + old - before[-1].old
    old_after = max(after[0].old, end)
    new_after = after[0].new + old_after - after[0].old
    share = (new_after - new) / max(1, old_after - old)
    first, last = new + round((start - old) * share), new + round((end - old) * share)
    return (first, last) if first < last else None


def _weight(place: Place) -> int:
    return place.evidence + (_ORDER if place.in_order and place.evidence >= _FLOOR else 0)


def judge(runs: Sequence[Run], start: int, end: int, *, letters: int, in_order: bool = False) -> Place | None:
    """The place of the quote ``[start:end]`` of the known text, by how the known text was aligned.

    None where nothing of the quote stands there.
    """
    strong = [run for run in runs if run.size >= RUN]
    inside = _together(strong, start, end)
    if not inside:
        return None
    strong = [run for run in strong if run in inside or run.old >= end or run.old + run.size <= start]
    evidence = 0
    for run in strong:
        shared = min(run.old + run.size, end + _CONTEXT) - max(run.old, start - _CONTEXT)
        evidence += max(0, shared - _CHANCE)
    alive = sum(min(run.old + run.size, end) - max(run.old, start) for run in inside) / (end - start)
    first = _start(strong, runs, start, end)
    last = _end(strong, runs, start, end)
    last = max(first + 1, last)
    return Place(first, last, evidence, alive, _held(strong, start, end, (first, last), letters), in_order)


def _held(strong: Sequence[Run], start: int, end: int, place: tuple[int, int], letters: int) -> float | None:
    """The share of the letters next to the quote that stand next to ``place``, on the side with fewer."""
    left, right = min(_NEAR, start), min(_NEAR, letters - end)
    before = sum(
        min(run.old + run.size, start) - max(run.old, start - left)
        for run in strong
        if run.old < start < run.old + run.size + left
        and abs((place[0] - run.new) - (start - run.old)) <= _BETWEEN
    )
    after = sum(
        min(run.old + run.size, end + right) - max(run.old, end)
        for run in strong
        if run.old - right < end < run.old + run.size
        and abs((run.new - place[1]) - (run.old - end)) <= _BETWEEN
    )
    known = [stayed / size for stayed, size in ((before, left), (after, right)) if size >= _TOLD]
    return min(known, default=None)


def _together(strong: Sequence[Run], start: int, end: int) -> list[Run]:
    """The runs of the quote without those at its edges that stand too far from the rest for chance.

    How surely an edge belongs to the quote is told by all letters that go on in order behind it, those of
    the context too: a sentence that was set into a quote makes it longer, it does not cut it in two.
    """
    inside = [run for run in strong if run.old < end and run.old + run.size > start]
    widest = end - start + _SET_IN
    while len(inside) > 1:
        inserted = _inserted(inside[0], inside[1])
        before = [run for run in strong if run.old <= inside[0].old]
        if inserted <= min(widest, _FAR * _in_a_row(before[::-1])):
            break
        inside = inside[1:]
    while len(inside) > 1:
        inserted = _inserted(inside[-2], inside[-1])
        after = [run for run in strong if run.old >= inside[-1].old]
        if inserted <= min(widest, _FAR * _in_a_row(after)):
            break
        inside = inside[:-1]
    return inside


def _in_a_row(runs: Sequence[Run]) -> int:
    """How many letters of runs, from the first on, go on without much between them."""
    letters = 0
    for number, run in enumerate(runs):
        if number and abs(run.new - runs[number - 1].new - (run.old - runs[number - 1].old)) > _BETWEEN:
            break
        letters += run.size
    return min(letters, _CONTEXT)


def _inserted(before: Run, after: Run) -> int:
    """How many letters stand between two runs that did not before."""
    return (after.new - before.new) - (after.old - before.old)


def _start(strong: Sequence[Run], runs: Sequence[Run], start: int, end: int) -> int:
    """Where the letter ``start`` of the known text stands, or what stands in place of the first letters."""
    after = next(run for run in strong if run.old + run.size > start)
    if after.old <= start:
        return after.new + start - after.old
    missing = after.old - start
    before = [run for run in strong if run.old + run.size <= start]
    if not before:
        return max(0, after.new - (missing if _is_few(missing, end - start) else 0))
    edge = before[-1]
    old_edge, new_edge = edge.old + edge.size, edge.new + edge.size
    if old_edge == start and after.new - new_edge <= 2 * missing + 20:
        return new_edge
    weak = [run for run in runs if run.old >= old_edge and start < run.old + run.size <= after.old]
    if weak and after.new - weak[0].new <= 2 * (after.old - weak[0].old) + 20:
        return max(new_edge, weak[0].new + start - weak[0].old)
    return after.new - _in_place(missing, after.old - old_edge, after.new - new_edge)


def _end(strong: Sequence[Run], runs: Sequence[Run], start: int, end: int) -> int:
    """Where the quote ends: after the letter ``end - 1`` of the known text or what stands in its place."""
    before = [run for run in strong if run.old < end][-1]
    if before.old + before.size >= end:
        return before.new + end - before.old
    old_edge, new_edge = before.old + before.size, before.new + before.size
    missing = end - old_edge
    after = next((run for run in strong if run.old >= end), None)
    if after is None:
        last = runs[-1]
        if last.old + last.size >= end > last.old and last.new - new_edge <= _STOP:
            return last.new + end - last.old  # the full stop after what was cut
        return new_edge + (missing if _is_few(missing, end - start) else 0)
    if after.old == end and after.new - new_edge <= 2 * missing + 20:
        return after.new
    weak = [run for run in runs if old_edge <= run.old < end and run.old + run.size <= after.old]
    if weak and weak[-1].new - new_edge <= 2 * (weak[-1].old - old_edge) + 20:
        return weak[-1].new + min(weak[-1].size, end - weak[-1].old)
    return new_edge + _in_place(missing, after.old - old_edge, after.new - new_edge)


def _in_place(missing: int, old_gap: int, new_gap: int) -> int:
    """How many of the ``new_gap`` letters between two runs stand in place of ``missing`` of ``old_gap``."""
    return min(missing, new_gap, round(new_gap * missing / old_gap))


def _is_few(missing: int, size: int) -> bool:
    """Whether so few letters of a quote are missing that they were mistyped, not taken out."""
    return missing <= max(8, size // 6)
