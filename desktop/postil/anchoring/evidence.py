"""How many letters speak for a place: the measure by which places are compared and claimed.

Two unrelated texts also share letters, so only runs of letters count that chance seldom gives.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

RUN = 4
"""Shorter runs of equal letters are chance."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a quote, folded."""

    prefix: str
    quote: str
    suffix: str

    @property
    def letters(self) -> int:
        """All the letters that could speak for a place."""
        return len(self.prefix) + len(self.quote) + len(self.suffix)


def shared(known: str, found: str) -> int:
    """The letters of ``known`` that stand in ``found`` in order, in runs that are not chance."""
    if known == found:
        return len(known)
    blocks = Levenshtein.editops(known, found).as_matching_blocks()
    return sum(block.size for block in blocks if block.size >= RUN)


def context(known: Known, letters: str, start: int, end: int) -> int:
    """The letters of the prefix and suffix that stand around ``letters[start:end]``."""
    return _before(known.prefix, letters, start) + _after(known.suffix, letters, end)


def _before(prefix: str, letters: str, start: int) -> int:
    found = letters[max(0, start - len(prefix)) : start]
    if found == prefix:
        return len(prefix)
    near = _equal_letters(prefix[::-1], found[::-1])
    rest = prefix[: len(prefix) - near]
    return near + shared(rest, letters[max(0, start - near - len(rest) - len(rest) // 4) : start - near])


def _after(suffix: str, letters: str, end: int) -> int:
    found = letters[end : end + len(suffix)]
    if found == suffix:
        return len(suffix)
    near = _equal_letters(suffix, found)
    rest = suffix[near:]
    begin = end + near
    return near + shared(rest, letters[begin : begin + len(rest) + len(rest) // 4])


def _equal_letters(one: str, other: str) -> int:
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))
