"""What became of each letter of an old text in a new one.

First the passages that stand once in each text, as runs of so many letters, are paired; the heaviest
chain of them in one order is the text that stayed (patience diff, on letters instead of lines).
Between two links of the chain the letters are aligned when a highlight asks for them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from rapidfuzz.distance import Prefix

from postil.anchoring.alignment import RUN, Run, align, joined
from postil.anchoring.sampling import Sample

_GRAM = 16
"""Letters that, standing once in each text, are the same passage."""
_LARGEST = 20_000
"""A gap with more letters than this on a side is not aligned: it was replaced, not edited."""
_CHUNK = 256


class Revision:
    """An old and a new text, folded, and what stayed between them. All offsets are folded ones."""

    def __init__(self, old: str, new: str) -> None:
        self._old = old
        self._new = new
        self._chain = [Run(0, 0, 0), *_heaviest_chain(_passages(old, new)), Run(len(old), len(new), 0)]
        self._starts = [run.old for run in self._chain]
        self._new_starts = [run.new for run in self._chain]
        self._gaps: dict[int, list[Run]] = {}

    def stayed(self, start: int, end: int) -> list[Run]:
        """The runs of ``old[start:end]`` that stand in the new text in their old order."""
        index = max(0, bisect_right(self._starts, start) - 1)
        runs: list[Run] = []
        while index < len(self._chain) and self._chain[index].old < end:
            runs.append(self._chain[index])
            gap = self._gap(index)
            first = max(0, bisect_right(gap, start, key=_old_start) - 1)
            runs.extend(gap[first : bisect_left(gap, end, key=_old_start)])
            index += 1
        clipped = (_clip(run, start, end) for run in runs)
        return joined([run for run in clipped if run.size > 0])

    def is_taken(self, start: int, end: int, old_start: int, old_end: int) -> bool:
        """Whether most of ``new[start:end]`` stayed from outside ``old[old_start:old_end]``: it is taken."""
        index = max(0, bisect_right(self._new_starts, start) - 1)
        letters = 0
        while index < len(self._chain) and self._chain[index].new < end:
            gap = self._gap(index)
            at = max(0, bisect_right(gap, start, key=_new_start) - 1)
            for run in (self._chain[index], *gap[at : bisect_left(gap, end, key=_new_start)]):
                first, last = max(start, run.new), min(end, run.new + run.size)
                if run.size >= RUN and first < last and not old_start <= run.old + first - run.new < old_end:
                    letters += last - first
            index += 1
        return 2 * letters > end - start

    def _gap(self, index: int) -> list[Run]:
        if index + 1 >= len(self._chain):
            return []
        if index not in self._gaps:
            before, after = self._chain[index], self._chain[index + 1]
            old_start, new_start = before.old + before.size, before.new + before.size
            old, new = self._old[old_start : after.old], self._new[new_start : after.new]
            fits = max(len(old), len(new)) <= _LARGEST
            self._gaps[index] = align(old, new, old_start=old_start, new_start=new_start) if fits else []
        return self._gaps[index]


def _old_start(run: Run) -> int:
    return run.old


def _new_start(run: Run) -> int:
    return run.new


def _clip(run: Run, start: int, end: int) -> Run:
    first, last = max(run.old, start), min(run.old + run.size, end)
    return Run(first, run.new + first - run.old, last - first)


def _passages(old: str, new: str) -> list[Run]:
    """The passages that hold a run of letters standing once in each text, in the order of the old."""
    sample = Sample(old)
    in_old, in_new = _single_grams(old, sample), _single_grams(new, sample)
    runs: list[Run] = []
    last = Run(0, 0, 0)
    for gram, found in in_old.items():  # in the order of the old text
        at, there = found, in_new.get(gram, -1)
        if there < 0 or at < last.old + last.size:
            continue
        size = _equal_letters(old, at, new, there)
        taken = last.new + last.size if last.new <= there else 0
        while at > last.old + last.size and there > taken and old[at - 1] == new[there - 1]:
            at, there, size = at - 1, there - 1, size + 1
        last = Run(at, there, size)
        runs.append(last)
    return runs


def _single_grams(letters: str, sample: Sample) -> dict[str, int]:
    """Where each sampled run of letters stands that stands once, in order; -1 for the others."""
    found: dict[str, int] = {}
    for at in sample.begins(letters, _GRAM):
        gram = letters[at : at + _GRAM]
        found[gram] = -1 if gram in found else at
    return found


def _equal_letters(old: str, at: int, new: str, there: int) -> int:
    size = 0
    while True:
        one, other = old[at + size : at + size + _CHUNK], new[there + size : there + size + _CHUNK]
        same = Prefix.similarity(one, other)
        size += same
        if same < _CHUNK:
            return size


def _heaviest_chain(runs: list[Run]) -> list[Run]:
    """The runs, in the order of both texts, that hold most letters together."""
    ends: list[int] = []  # of chains in the new text, rising; their weights rise too
    weights: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for index, run in enumerate(runs):
        slot = bisect_right(ends, run.new)
        weight = run.size + (weights[slot - 1] if slot else 0)
        previous.append(last[slot - 1] if slot else -1)
        end = run.new + run.size
        place = bisect_left(ends, end)
        if place and weights[place - 1] >= weight:
            continue
        beaten = place
        while beaten < len(ends) and weights[beaten] <= weight:
            beaten += 1
        ends[place:beaten] = [end]
        weights[place:beaten] = [weight]
        last[place:beaten] = [index]
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(runs[index])
        index = previous[index]
    return chain[::-1]
