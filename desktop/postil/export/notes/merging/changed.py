"""Where blocks stand that the person changed: around their markers, or in what is left between neighbours.

To be wrong here loses nothing: lines of a span that Postil did not write stay, whatever block they are
taken for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.export.notes.merging.alignment import Alignment
from postil.export.notes.merging.likeness import (
    heading_level,
    indent,
    likeness,
    may_be,
    names_another,
    names_of,
)
from postil.export.notes.merging.markers import find_markers, marker_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postil.export.notes.document import Block
    from postil.export.notes.merging.spans import Spans

_MOST_MATCHED = 0.3
"""The part of a block's letters that must still be there for it to be taken for changed, not deleted."""
_ALIKE = 60
_ALIKE_NOTE = 30
"""Of a block that is all note, which people write anew, less must be there."""
_NEAR = 30
"""Paragraphs among which a changed one is looked for."""


class Changed:
    """Finds what the exact search left: blocks whose lines are not all there."""

    def __init__(
        self, blocks: Sequence[Block], words: Sequence[list[str]], lines: Sequence[str], spans: Spans
    ) -> None:
        self._blocks = blocks
        self._words = words
        self._lines = lines
        self._spans = spans

    def locate_marked(self, wanted: Sequence[int]) -> None:
        """Find the blocks whose markers are there.

        First the lines that still say what was written, of all of them, then the changed ones around
        these: what a block begins with is told more surely than what it ends with.
        """
        written = {
            block: (marker, self._words[block][marker_line(self._words[block], marker)])
            for block in wanted
            if (marker := self._blocks[block].marker) and block not in self._spans.found
        }
        homes = find_markers(written, self._lines, self._spans)
        ordered = sorted(homes.items(), key=lambda each: each[1])
        for block, home in ordered:
            self._spans.take(block, home, home + 1)
        reached = {block: self._core(block, home) for block, home in ordered}
        for block, (first, _) in reached.items():
            self._reach_up(block, self._words[block][:first])
        for block, (_, last) in reached.items():
            self._reach_down(block, self._words[block][last + 1 :])

    def locate_remains(self, wanted: Sequence[int]) -> None:
        """Find the others between those of their neighbours that were found."""
        run: list[int] = []
        above = -1
        for block in wanted:
            if block not in self._spans.found:
                run.append(block)
                continue
            self._locate_run(run, above, block)
            run, above = [], block
        self._locate_run(run, above, None)

    def continue_notes(self) -> None:
        """Give notes at the ends of their blocks the lines that the person went on with."""
        for block, span in sorted(self._spans.found.items()):
            note = self._blocks[block].note
            if note and note[1] == len(self._blocks[block].text) and note[0] < note[1]:
                first = self._words[block][self._blocks[block].text[: note[0]].count("\n")]
                end = self._continued(first, span.end)
                self._spans.take(block, span.start, end)

    def _core(self, block: int, home: int) -> tuple[int, int]:
        """Take what is still there around the marker; the first and last line of the block that are."""
        words = self._words[block]
        at = marker_line(words, self._blocks[block].marker)
        top, bottom = self._spans.free_above(home), self._below(block, home + 1)
        up = self._matches(words[:at][::-1], self._lines[top:home][::-1])
        down = self._matches(words[at + 1 :], self._lines[home + 1 : bottom])
        first, start = max(up, default=(-1, -1))
        last, end = max(down, default=(-1, -1))
        self._spans.take(block, home - 1 - start, home + 2 + end)
        return at - 1 - first, at + 1 + last

    def _below(self, block: int, line: int) -> int:
        """Where the lines end that may be of the block, from ``line`` on: before another is named."""
        end = self._spans.free_below(line)
        text = self._blocks[block].text
        return next((each for each in range(line, end) if names_another(text, self._lines[each])), end)

    def _matches(self, words: Sequence[str], lines: Sequence[str]) -> list[tuple[int, int]]:
        """Pairs of filled lines that are equal."""
        runs = Alignment(None, words, lines).get_matching_blocks()
        return [
            (at + each, there + each)
            for at, there, length in runs
            for each in range(length)
            if words[at + each].strip()
        ]

    def _reach_up(self, block: int, missing: Sequence[str]) -> None:
        """Take the lines above that may be what the first lines of the block have become."""
        span = self._spans.found[block]
        start = span.start
        for words in filter(str.strip, reversed(missing)):
            line = start - 1
            while self._spans.is_free(line, line + 1) and not self._lines[line].strip():
                line -= 1
            if self._spans.is_free(line, line + 1) and may_be(words, self._lines[line]):
                start = line
        self._spans.take(block, start, span.end)

    def _reach_down(self, block: int, missing: Sequence[str]) -> None:
        span = self._spans.found[block]
        end = span.end
        for words in filter(str.strip, missing):
            line = end
            while self._spans.is_free(line, line + 1) and not self._lines[line].strip():
                line += 1
            if self._spans.is_free(line, line + 1) and may_be(words, self._lines[line]):
                end = line + 1
        self._spans.take(block, span.start, end)

    def _locate_run(self, run: Sequence[int], above: int, below: int | None) -> None:
        """Find blocks that follow each other, in what is free below their neighbour, then above it."""
        if not run:
            return
        start = self._spans.found[above].end if above >= 0 else 0
        end = len(self._lines) if below is None else self._spans.found[below].start
        first = (start, self._spans.free_below(start))
        last = (self._spans.free_above(end), end)
        for stretch in dict.fromkeys((first, last)):
            self._locate_matched([each for each in run if each not in self._spans.found], *stretch)
        self._locate_alike(run, (first, last))

    def _locate_matched(self, run: Sequence[int], start: int, end: int) -> None:
        """Find those of which enough lines are there."""
        words = [line for block in run for line in self._words[block]]
        there = dict(self._matches(words, self._lines[start:end]))
        at = 0
        found = []
        for block in run:
            stop = at + len(self._words[block])
            pairs = [(each - at, start + there[each]) for each in range(at, stop) if each in there]
            is_enough = self._is_enough(self._words[block], [each for each, _ in pairs])
            if is_enough and not self._is_anothers(block, pairs[0][1], pairs[-1][1] + 1):
                self._spans.take(block, pairs[0][1], pairs[-1][1] + 1)
                found.append((block, pairs[0][0], pairs[-1][0]))
            at = stop
        for block, first, _ in found:
            self._reach_up(block, self._words[block][:first])
        for block, _, last in found:
            self._reach_down(block, self._words[block][last + 1 :])

    def _is_enough(self, words: Sequence[str], matched: Sequence[int]) -> bool:
        whole = sum(len(line.strip()) for line in words)
        return sum(len(words[each].strip()) for each in matched) > whole * _MOST_MATCHED

    def _is_anothers(self, block: int, start: int, end: int) -> bool:
        """Whether what the lines say is what is left of a highlight that may say the same as the block.

        That is so where they have no name of the block, and one of another in them or beside them.
        """
        lines = "\n".join(self._lines[start:end])
        if not names_of(lines).isdisjoint(names_of(self._blocks[block].text)):
            return False
        above = next((each for each in range(start - 1, -1, -1) if self._lines[each].strip()), -1)
        below = next((each for each in range(end, len(self._lines)) if self._lines[each].strip()), -1)
        beside = (self._lines[each] for each in (above, below) if self._spans.is_free(each, each + 1))
        return names_another(self._blocks[block].text, "\n".join([lines, *beside]))

    def _locate_alike(self, run: Sequence[int], stretches: tuple[tuple[int, int], ...]) -> None:
        """Find headings by their level, paragraphs by what they say, in the order of the run."""
        limits = self._starts_below(run, len(self._lines))
        done = 0
        for block, limit in zip(run, limits, strict=True):
            if block not in self._spans.found:
                windows = [(max(start, done), min(end, limit)) for start, end in dict.fromkeys(stretches)]
                found = next(filter(None, (self._most_alike(block, *window) for window in windows)), None)
                if found:
                    self._spans.take(block, *self._with_rest(block, *found))
            if block in self._spans.found:
                done = self._spans.found[block].end

    def _with_rest(self, block: int, start: int, end: int) -> tuple[int, int]:
        """The paragraph of a block with what is right above and below it, and still of the block too."""
        for line in range(start - 1, -1, -1):
            if not self._spans.is_free(line, line + 1) or not self._may_be_of(block, self._lines[line]):
                break
            start = line if self._lines[line].strip() else start
        for line in range(end, len(self._lines)):
            if not self._spans.is_free(line, line + 1) or not self._may_be_of(block, self._lines[line]):
                break
            end = line + 1 if self._lines[line].strip() else end
        return start, end

    def _may_be_of(self, block: int, line: str) -> bool:
        words = self._words[block]
        return not line.strip() or line in words or any(likeness(each, line) >= _ALIKE for each in words)

    def _starts_below(self, run: Sequence[int], end: int) -> list[int]:
        """For each block, where the next one of the run that was found starts."""
        starts = []
        for block in reversed(run):
            starts.append(end)
            found = self._spans.found.get(block)
            end = found.start if found else end
        return starts[::-1]

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The first ones between two lines: from where to where."""
        found = 0
        line = start
        while line < end and found < _NEAR:
            first = line
            while line < end and self._lines[line].strip():
                line += 1
            if first < line:
                found += 1
                yield first, line
            line += 1

    def _most_alike(self, block: int, start: int, end: int) -> tuple[int, int] | None:
        paragraphs = [each for each in self._paragraphs(start, end) if self._spans.is_free(*each)]
        words, text = self._words[block], self._blocks[block].text
        level = heading_level(words[0]) if len(words) == 1 else 0
        if level:
            same = (first for first, _ in paragraphs if heading_level(self._lines[first]) == level)
            return next(((first, first + 1) for first in same), None)
        rated = [
            (likeness(text, "\n".join(self._lines[first:last])), -first, last)
            for first, last in paragraphs
            if not self._is_anothers(block, first, last)
        ]
        rating, first, last = max(rated, default=(0.0, 0, 0))
        is_note = self._blocks[block].note == (0, len(self._blocks[block].text))
        return (-first, last) if rating >= (_ALIKE_NOTE if is_note else _ALIKE) else None

    def _continued(self, first: str, end: int) -> int:
        """Where the lines end that a note that begins with the line ``first`` is continued by."""
        width = indent(first)
        is_quote = first.lstrip().startswith(">")
        line = end
        while self._spans.is_free(line, line + 1):
            text = self._lines[line]
            goes_on = text.lstrip().startswith(">") if is_quote else indent(text) > width
            if text.strip() and goes_on:
                end = line + 1
            elif text.strip() or is_quote:
                break
            line += 1
        return end
