"""A highlight made longer or shorter by a word or a sentence, at either end."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from typing import TYPE_CHECKING

from postil.gui.reader.sentences import Span, sentences, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Edge(Enum):
    """The end of a highlight that is moved."""

    START = 0
    END = 1


class Step(Enum):
    """How far it is moved."""

    WORD = "word"
    SENTENCE = "sentence"


_FINDERS: dict[Step, Callable[[str], tuple[Span, ...]]] = {Step.WORD: words, Step.SENTENCE: sentences}


def resized(
    span: Span, text: str, paragraphs: Sequence[Span], *, edge: Edge, step: Step, forward: bool
) -> Span | None:
    """``span`` with its ``edge`` at the next such edge of a word or sentence; None where there is none.

    It never becomes empty: a start stays before the end.
    """
    start, end = span
    here = span[edge.value]
    for found in _edges(here, text, paragraphs, edge=edge, step=step, forward=forward):
        made = (found, end) if edge is Edge.START else (start, found)
        return made if made[0] < made[1] else None
    return None


def _edges(
    here: int, text: str, paragraphs: Sequence[Span], *, edge: Edge, step: Step, forward: bool
) -> Iterator[int]:
    """Where words or sentences begin (or end) after ``here``, or before it, the nearest first."""
    starts = [start for start, _end in paragraphs]
    number = max(0, bisect_right(starts, here) - 1)
    while 0 <= number < len(paragraphs):
        first, last = paragraphs[number]
        found = [first + part[edge.value] for part in _FINDERS[step](text[first:last])]
        if forward:
            yield from (each for each in found if each > here)
        else:
            yield from (each for each in reversed(found) if each < here)
        number += 1 if forward else -1
