"""The reading cursor: it stands on a paragraph, a sentence or a word, and steps from one to the next."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from typing import TYPE_CHECKING

from postil.gui.reader.sentences import Span, code_lines, sentences, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Unit(Enum):
    """What one step of the reading cursor is."""

    PARAGRAPH = "Paragraph"
    SENTENCE = "Sentence"
    WORD = "Word"


_ORDER = tuple(Unit)


class ReadingCursor:
    """Where the person reads. Offsets are canonical; nothing here is drawn."""

    def __init__(
        self, text: str, paragraphs: Sequence[Span], *, code: Callable[[Span], bool] = lambda _span: False
    ) -> None:
        """``code`` says whether a paragraph is code: its lines are what sentences are elsewhere."""
        self._text = text
        self._is_code = code
        self._paragraphs = tuple(_trimmed(text, span) for span in paragraphs)
        self._starts = [start for start, _end in self._paragraphs]
        self._offset = self._starts[0] if self._starts else 0
        self.unit = Unit.PARAGRAPH
        self.is_hidden: Callable[[int], bool] = lambda _offset: False
        """Whether the text at an offset is folded away."""

    @property
    def span(self) -> Span | None:
        """What the cursor is on; None where there is no text."""
        if not self._paragraphs:
            return None
        number = self._paragraph_at(self._offset)
        return self._unit_in(number, self._offset)

    @property
    def offset(self) -> int:
        """Where it was put: somewhere in what it is on."""
        return self._offset

    def place(self, offset: int) -> None:
        """Stand on the unit at ``offset``."""
        self._offset = offset

    def next_unit(self) -> Unit:
        """Go by the next smaller unit, after the smallest by paragraphs again; it is returned."""
        return self.choose(_ORDER[(_ORDER.index(self.unit) + 1) % len(_ORDER)])

    def previous_unit(self) -> Unit:
        """Go by the next larger unit, after the largest by words again; it is returned."""
        return self.choose(_ORDER[_ORDER.index(self.unit) - 1])

    def choose(self, unit: Unit) -> Unit:
        """Go by that unit, from the beginning of what the cursor is on."""
        self.unit = unit
        if self.span is not None:
            self._offset = self.span[0]
        return self.unit

    def units_between(self, unit: Unit, start: int, end: int) -> tuple[Span, ...]:
        """The units of a kind that begin from ``start`` on and before ``end``; not what is folded away."""
        found: list[Span] = []
        if not self._paragraphs:
            return ()
        for number in range(self._paragraph_at(start), len(self._paragraphs)):
            if self._starts[number] >= end:
                break
            if not self.is_hidden(self._starts[number]):
                found += [span for span in self._units_of(number, unit) if start <= span[0] < end]
        return tuple(found)

    def forward(self) -> bool:
        """Step to the next unit; False at the end."""
        return self._step(1)

    def back(self) -> bool:
        """Step to the unit before; False at the start."""
        return self._step(-1)

    def _step(self, by: int) -> bool:
        if not self._paragraphs:
            return False
        number = self._paragraph_at(self._offset)
        spans = self._units_of(number)
        at = _index_at(spans, self._offset) + by
        if not 0 <= at < len(spans):
            number += by
            while 0 <= number < len(self._paragraphs) and self._is_passed_over(number):
                number += by
            if not 0 <= number < len(self._paragraphs):
                return False
            spans = self._units_of(number)
            at = 0 if by > 0 else len(spans) - 1
        self._offset = spans[at][0]
        return True

    def _is_passed_over(self, number: int) -> bool:
        return not self._units_of(number) or self.is_hidden(self._starts[number])

    def _paragraph_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _unit_in(self, number: int, offset: int) -> Span:
        spans = self._units_of(number)
        return spans[_index_at(spans, offset)] if spans else self._paragraphs[number]

    def _units_of(self, number: int, unit: Unit | None = None) -> tuple[Span, ...]:
        """The units of a paragraph; it is one itself where it has no words."""
        start, end = self._paragraphs[number]
        wanted = unit or self.unit
        if wanted is Unit.PARAGRAPH:
            return ((start, end),)
        text = self._text[start:end]
        if wanted is Unit.WORD:
            found = words(text)
        else:
            found = code_lines(text) if self._is_code((start, end)) else sentences(text)
        return tuple((start + begin, start + stop) for begin, stop in found) or ((start, end),)


def _index_at(spans: Sequence[Span], offset: int) -> int:
    return max(0, bisect_right([start for start, _end in spans], offset) - 1)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    return start, start + len(text[start:end].rstrip("\n\t "))
