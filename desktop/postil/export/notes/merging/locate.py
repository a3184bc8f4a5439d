"""Where the blocks that were last written stand in the file as it is now.

First those that nobody touched: a block whose text the file has once is there; of several alike, the one
beside its neighbour. Then those that were changed (``changed.py``). What is found nowhere was deleted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from postil.export.notes.merging.changed import Changed
from postil.export.notes.merging.copies import SAYING
from postil.export.notes.merging.lines import words_of
from postil.export.notes.merging.places import Places
from postil.export.notes.merging.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.export.notes.document import Block


def locate(
    blocks: Sequence[Block],
    lines: list[str],
    *,
    strays: Sequence[Block] = (),
    copies: frozenset[int] = frozenset(),
) -> Spans:
    """The spans of ``blocks``, and after them of ``strays``, by their numbers, in a file of ``lines``.

    Strays need not be there, and have no place among the blocks. Copies are found only as they were
    written.
    """
    words = [words_of(each.text) for each in (*blocks, *strays)]
    exact = _Exact(words, lines, Spans(len(lines)), len(blocks))
    exact.locate()
    for number in (number for number, line in enumerate(lines) if SAYING in line):
        exact.spans.bar(number)  # below it is a copy that the person wrote in: nothing of it is a block's
    changed = Changed((*blocks, *strays), words, lines, exact.spans)
    changed.locate_marked([each for each in range(len(words)) if each not in copies])
    changed.locate_remains([each for each in range(len(blocks)) if each not in copies])
    changed.continue_notes()
    return exact.spans


class _Exact:
    """Finds the blocks that stand in the file as they were written."""

    def __init__(self, words: list[list[str]], lines: list[str], spans: Spans, ordered: int) -> None:
        self.spans = spans
        self._words = words
        self._lines = lines
        self._ordered = ordered
        self._alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for block, each in enumerate(words):
            self._alike[tuple(each)].append(block)
        places = Places(lines)
        self._places = {text: list(places.of(text)) for text in self._alike}

    def locate(self) -> None:
        """Find them, the certain ones first."""
        self._only_ones()
        self._above_neighbours()
        self._below_neighbours()
        self._at_the_ends()
        self._between_neighbours()
        self._anywhere()

    def _only_ones(self) -> None:
        """The longest first: a short block may be the beginning of a long one."""
        for text, blocks in sorted(self._alike.items(), key=lambda each: -len(each[0])):
            if len(blocks) == 1 and len(self._places[text]) == 1 and blocks[0] < self._ordered:
                self._take(blocks[0], self._places[text][0])

    def _above_neighbours(self) -> None:
        for block in range(self._ordered - 2, -1, -1):
            below = self.spans.found.get(block + 1)
            if below and block not in self.spans.found:
                self._take(block, self._filled_above(below.start) - len(self._words[block]))

    def _below_neighbours(self) -> None:
        for block in range(1, self._ordered):
            above = self.spans.found.get(block - 1)
            if above and block not in self.spans.found:
                self._take(block, self._filled_below(above.end))

    def _at_the_ends(self) -> None:
        last = self._ordered - 1
        if last >= 0 and 0 not in self.spans.found:
            self._take(0, self._filled_below(0))
            self._below_neighbours()
        if last >= 0 and last not in self.spans.found:
            self._take(last, self._filled_above(len(self._lines)) - len(self._words[last]))
            self._above_neighbours()

    def _between_neighbours(self) -> None:
        """The first place between the neighbours that were found, with other text around it."""
        ends = self._next_starts()
        start = 0
        for block in range(self._ordered):
            if block not in self.spans.found:
                self._take_first(block, start, ends[block])
            if block in self.spans.found:
                start = self.spans.found[block].end

    def _next_starts(self) -> list[int]:
        starts = [len(self._lines)] * (self._ordered + 1)
        for block in range(self._ordered - 1, -1, -1):
            found = self.spans.found.get(block)
            starts[block] = found.start if found else starts[block + 1]
        return starts

    def _take_first(self, block: int, start: int, end: int) -> None:
        places = self._places[tuple(self._words[block])]
        for at in range(bisect_left(places, start), len(places)):
            if places[at] >= end or self._take(block, places[at]):
                return

    def _anywhere(self) -> None:
        """What is left was moved."""
        for text, blocks in self._alike.items():
            free = iter(self._places[text])
            for block in blocks:
                if block not in self.spans.found:
                    next((place for place in free if self._take(block, place)), None)

    def _take(self, block: int, start: int) -> bool:
        """Take the lines from ``start`` on for the block if they say what it says and are free."""
        end = start + len(self._words[block])
        is_there = self.spans.is_free(start, end) and self._lines[start:end] == self._words[block]
        if is_there:
            self.spans.take(block, start, end)
        return is_there

    def _filled_above(self, line: int) -> int:
        while line > 0 and not self._lines[line - 1]:
            line -= 1
        return line

    def _filled_below(self, line: int) -> int:
        while line < len(self._lines) and not self._lines[line]:
            line += 1
        return line
