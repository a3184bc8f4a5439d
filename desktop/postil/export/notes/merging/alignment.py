"""Which lines of two texts stand for each other."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_PAIRS = 20_000
"""Pairs of equal lines up to which the longest common run is looked for: it takes the square of them."""


class Alignment:
    """Which lines of two texts stand for each other, found in about linear time.

    It takes the place of difflib's matcher, whose time grows with the square of lines that are equal:
    lines that occur once on both sides part the texts, and what is left between them is small.
    """

    def __init__(self, _junk: object, a: Sequence[str], b: Sequence[str], autojunk: bool = True) -> None:  # noqa: FBT001, FBT002 - difflib's signature
        del autojunk
        self._a, self._b = a, b

    def get_matching_blocks(self) -> list[tuple[int, int, int]]:
        """Runs of equal lines: where in the first, where in the second, how many; a last one of none."""
        pairs: list[tuple[int, int]] = []
        stack = [(0, len(self._a), 0, len(self._b))]
        while stack:
            a, a_end, b, b_end = stack.pop()
            while a < a_end and b < b_end and self._a[a] == self._b[b]:
                pairs.append((a, b))
                a, b = a + 1, b + 1
            while a < a_end and b < b_end and self._a[a_end - 1] == self._b[b_end - 1]:
                a_end, b_end = a_end - 1, b_end - 1
                pairs.append((a_end, b_end))
            if a < a_end and b < b_end:
                stack.extend(self._parts(a, a_end, b, b_end, pairs))
        return _runs(sorted(pairs), len(self._a), len(self._b))

    def _parts(
        self, a: int, a_end: int, b: int, b_end: int, pairs: list[tuple[int, int]]
    ) -> list[tuple[int, int, int, int]]:
        """What is still to be compared on both sides of the lines that occur once."""
        where_a, where_b = _places(self._a, a, a_end), _places(self._b, b, b_end)
        once = [
            (found[0], where_b[text][0])
            for text, found in where_a.items()
            if len(found) == 1 and text and len(where_b.get(text, ())) == 1
        ]
        if once:
            cuts = [*_rising(once), (a_end, b_end)]
            starts = [(a, b), *cuts[:-1]]
            return [(start[0], cut[0], start[1], cut[1]) for start, cut in zip(starts, cuts, strict=True)]
        if sum(len(found) * len(where_b.get(text, ())) for text, found in where_a.items()) <= _MOST_PAIRS:
            matcher = SequenceMatcher(None, self._a[a:a_end], self._b[b:b_end], autojunk=False)
            for i, j, length in matcher.get_matching_blocks():
                pairs.extend((a + i + k, b + j + k) for k in range(length))
        return []


def _places(lines: Sequence[str], start: int, end: int) -> dict[str, list[int]]:
    places = defaultdict(list)
    for at in range(start, end):
        places[lines[at]].append(at)
    return places


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, sorted by their first, whose second rises too (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, second) in enumerate(pairs):
        pile = bisect_left(tops, second)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [second]
        ends[pile : pile + 1] = [at]
    chosen = []
    at = ends[-1]
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _runs(pairs: list[tuple[int, int]], a_end: int, b_end: int) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    for a, b in pairs:
        if runs and (a, b) == (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]):
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((a, b, 1))
    return [*runs, (a_end, b_end, 0)]
