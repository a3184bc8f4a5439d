"""Where texts occur in a file as whole lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FEW = 64
"""Places up to which each is looked at by itself."""


class Places:
    """Finds texts in the lines of a file, in about linear time for all of them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._text = "\n" + "\n".join(lines) + "\n"
        self._offsets = [match.start() for match in re.finditer("\n", self._text)]
        self._by_line: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(lines):
            self._by_line[line].append(number)

    def of(self, words: Sequence[str]) -> Iterator[int]:
        """The lines at which a text of these lines begins, in order and without overlaps."""
        rarest = min(range(len(words)), key=lambda each: len(self._by_line.get(words[each], ())))
        places = self._by_line.get(words[rarest], [])
        needle = "\n" + "\n".join(words) + "\n"
        if len(places) > _FEW:
            yield from self._searched(needle, len(words))
            return
        done = 0
        for start in (place - rarest for place in places):
            if start >= done and self._text.startswith(needle, self._offsets[start]):
                yield start
                done = start + len(words)

    def _searched(self, needle: str, length: int) -> Iterator[int]:
        offset = self._text.find(needle)
        while offset >= 0:
            start = bisect_left(self._offsets, offset)
            yield start
            offset = self._text.find(needle, self._offsets[start + length])
