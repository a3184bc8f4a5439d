"""Motions through a text, as editors have them: by letters, words, sentences, paragraphs. No drawing here.

A place is an offset between two letters. Every motion answers with a place in the text; where there is
nothing further, with the place it was given or the nearest end of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QTextBoundaryFinder

from postil.gui.reader.cursor import Unit
from postil.gui.reader.sentences import boundaries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.gui.reader.cursor import ReadingCursor
    from postil.gui.reader.sentences import Span


class Motions:
    """The places of one text."""

    def __init__(self, text: str, cursor: ReadingCursor) -> None:
        """``cursor`` knows the paragraphs, and the sentences and words in them."""
        self._text = text
        self._cursor = cursor
        self._paragraphs = cursor.units_between(Unit.PARAGRAPH, 0, len(text) + 1)
        self._starts = [start for start, _end in self._paragraphs]

    @property
    def top(self) -> int:
        """The first place."""
        return self._paragraphs[0][0] if self._paragraphs else 0

    @property
    def bottom(self) -> int:
        """The last place."""
        return self._paragraphs[-1][1] if self._paragraphs else 0

    def next_letter(self, place: int) -> int:
        """After the letter here, with all its accents; from the end of a paragraph to the next."""
        number = self._number(place)
        later = [at for at in self._letters(number) if at > place]
        if later:
            return later[0]
        return self._starts[number + 1] if number + 1 < len(self._starts) else self.bottom

    def previous_letter(self, place: int) -> int:
        """Before the letter before; from the start of a paragraph to the end of the one before."""
        number = self._number(place)
        earlier = [at for at in self._letters(number) if at < place]
        if earlier:
            return earlier[-1]
        return self._paragraphs[number - 1][1] if number > 0 else self.top

    def next_word(self, place: int) -> int:
        """Where the next word begins."""
        return self._next_start(Unit.WORD, place)

    def word_end(self, place: int) -> int:
        """Where this word ends, or the next one."""
        for number in range(self._number(place), len(self._paragraphs)):
            for _start, end in self._units(Unit.WORD, number):
                if end > place:
                    return end
        return self.bottom

    def previous_word(self, place: int) -> int:
        """Where this word begins, or the one before."""
        return self._previous_start(Unit.WORD, place)

    def next_sentence(self, place: int) -> int:
        """Where the next sentence begins."""
        return self._next_start(Unit.SENTENCE, place)

    def previous_sentence(self, place: int) -> int:
        """Where this sentence begins, or the one before."""
        return self._previous_start(Unit.SENTENCE, place)

    def paragraph_end(self, place: int) -> int:
        """Where this paragraph ends, or the next one."""
        return next((end for _start, end in self._paragraphs if end > place), self.bottom)

    def paragraph_start(self, place: int) -> int:
        """Where this paragraph begins, or the one before."""
        at = bisect_left(self._starts, place) - 1
        return self._starts[at] if at >= 0 else self.top

    def grown(self, unit: Unit, start: int, end: int) -> Span:
        """The span grown to whole units; by one more where it is whole units already."""
        spans = self._units_touching(unit, start, end)
        if not spans:
            return start, end
        first, last = spans[0][0], spans[-1][1]
        if (min(first, start), max(last, end)) != (start, end) or start == end:
            return min(first, start), max(last, end)
        following = self._following(unit, end)
        return (start, following[1]) if following is not None else (start, end)

    # Parts.

    def _next_start(self, unit: Unit, place: int) -> int:
        for number in range(self._number(place), len(self._paragraphs)):
            for start, _end in self._units(unit, number):
                if start > place:
                    return start
        return self.bottom

    def _previous_start(self, unit: Unit, place: int) -> int:
        for number in range(self._number(place), -1, -1):
            for start, _end in reversed(self._units(unit, number)):
                if start < place:
                    return start
        return self.top

    def _units_touching(self, unit: Unit, start: int, end: int) -> list[Span]:
        """The units that share a letter with the span, or that the place is at where it is empty."""
        if not self._paragraphs:
            return []
        whole: list[Span] = []
        for number in range(self._number(start), self._number(max(start, end - 1)) + 1):
            whole += self._units(unit, number)
        if start < end:
            return [span for span in whole if span[0] < end and span[1] > start]
        at = max(0, bisect_right([span[0] for span in whole], start) - 1)
        return whole[at : at + 1]

    def _following(self, unit: Unit, place: int) -> Span | None:
        for number in range(self._number(place), len(self._paragraphs)):
            for span in self._units(unit, number):
                if span[0] >= place:
                    return span
        return None

    def _units(self, unit: Unit, number: int) -> Sequence[Span]:
        if number >= len(self._paragraphs):
            return ()
        start, end = self._paragraphs[number]
        return self._cursor.units_between(unit, start, max(end, start + 1))

    def _letters(self, number: int) -> list[int]:
        """The places between the letters of a paragraph; no place is inside a letter with its accents."""
        if not self._paragraphs:
            return []
        start, end = self._paragraphs[number]
        ends = boundaries(self._text[start:end], QTextBoundaryFinder.BoundaryType.Grapheme)
        return [start, *(start + at for at in ends)]

    def _number(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)
