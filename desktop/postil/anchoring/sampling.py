"""Which runs of letters of a text are looked at: all of a short one, one in eight of a long one.

A sampled run begins with a letter of a set that depends on nothing but how common the letters are in one
of the texts, so that a passage that stands in both is sampled alike in both, wherever it stands
(content-defined sampling, as in Manber, "Finding Similar Files in a Large File System", 1994).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONG = 300_000
"""Letters from which on a text is sampled."""
_ONE_IN = 8


class Sample:
    """The beginnings of runs of letters that are looked at in texts like ``letters``."""

    def __init__(self, letters: str) -> None:
        self._begins: re.Pattern[str] | None = None
        if len(letters) > _LONG:
            chosen: list[str] = []
            covered = 0
            for letter, count in sorted(Counter(letters).items(), key=lambda item: (item[1], item[0])):
                if covered * _ONE_IN >= len(letters):
                    break
                chosen.append(letter)
                covered += count
            self._begins = re.compile(f"[{re.escape(''.join(chosen))}]")

    def begins(self, letters: str, size: int) -> Iterable[int]:
        """Where in ``letters`` the sampled runs of ``size`` letters begin, in order."""
        last = len(letters) - size
        if self._begins is None:
            return range(last + 1)
        return (found.start() for found in self._begins.finditer(letters, 0, last + 1))
