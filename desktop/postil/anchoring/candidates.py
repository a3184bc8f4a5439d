"""Places of a text that may hold a known passage: where most of its short letter runs stand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from postil.anchoring.alignment import Run, align, joined
from postil.anchoring.quote import find_all
from postil.anchoring.sampling import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

_GRAM = 6
"""Letters of a run."""
_COMMON = 24
"""A run that stands more often than this in 100,000 letters says nothing."""
_STRIDE = 32
"""Runs whose places lie so many letters apart speak for the same place."""
_TRIED = 6
"""Places that are looked at closely."""
_LOOKED_AT = 2000
"""Exact occurrences that are compared; a quote that stands there more often says nothing."""
_NEAR = 12
"""Letters on each side by which exact occurrences are chosen."""


class Letters:
    """A folded text in which passages are looked for: it knows where each short run of letters stands."""

    def __init__(self, letters: str) -> None:
        self._letters = letters
        self._sample = Sample(letters)
        self._places: dict[str, list[int]] = {}
        for at in self._sample.begins(letters, _GRAM):
            self._places.setdefault(letters[at : at + _GRAM], []).append(at)

    def alignments(self, known: str, start: int, end: int) -> Iterator[list[Run]]:
        """How ``known`` is aligned with the places likeliest to hold its part ``start:end``."""
        quote = known[start:end]
        for at in self._likely_occurrences(quote, known[:start], known[end:]):
            yield self._around(known, start, end, at)
        for diagonal in self._diagonals(known):
            slack = _STRIDE + len(known) // 8
            first = max(0, diagonal - slack)
            window = self._letters[first : diagonal + len(known) + slack + _STRIDE]
            yield align(known, window, new_start=first)

    def _diagonals(self, known: str) -> list[int]:
        """Where ``known`` would begin, by most of its short runs of letters; best first."""
        votes: Counter[int] = Counter()
        common = max(_COMMON, _COMMON * len(self._letters) // 100_000)
        for at in self._sample.begins(known, _GRAM):
            places = self._places.get(known[at : at + _GRAM], ())
            if len(places) <= common:
                votes.update({(place - at) // _STRIDE for place in places})
        tried: list[int] = []
        for stride, _ in votes.most_common(4 * _TRIED):
            if len(tried) < _TRIED and not any(abs(stride - other) <= 1 for other in tried):
                tried.append(stride)
        return [stride * _STRIDE for stride in tried]

    def _likely_occurrences(self, quote: str, before: str, after: str) -> list[int]:
        """Where ``quote`` stands letter by letter, those first with most of their next letters as known."""

        def unlikeness(at: int) -> int:
            left = self._letters[max(0, at - _NEAR) : at]
            right = self._letters[at + len(quote) : at + len(quote) + _NEAR]
            same = sum(a == b for a, b in zip(reversed(before[-_NEAR:]), reversed(left), strict=False))
            return -same - sum(a == b for a, b in zip(after, right, strict=False))

        return sorted(find_all(quote, self._letters, most=_LOOKED_AT), key=unlikeness)[:_TRIED]

    def _around(self, known: str, start: int, end: int, at: int) -> list[Run]:
        """The alignment of ``known`` where its part ``start:end`` stands at ``at``."""
        size = end - start
        first = max(0, at - start - start // 8)
        before = align(known[:start], self._letters[first:at], new_start=first)
        rest = known[end:]
        after = align(
            rest,
            self._letters[at + size : at + size + len(rest) + len(rest) // 8],
            old_start=end,
            new_start=at + size,
        )
        return joined([*before, Run(start, at, size), *after])
