"""A highlight made over another: what may be meant, and what becomes of the words then.

Spans count code points of the article's text, an end is exclusive. Nothing here is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.gui.reader.sentences import Span
    from postil.model.annotation import Placed
    from postil.model.ids import AnnotationId


class Answer(Enum):
    """What is done about a highlight that is made over another."""

    EXTEND = "extend"
    """The one that is there takes in what was chosen."""
    SHRINK = "shrink"
    """The one that is there is only what was chosen."""
    MERGE = "merge"
    """All become one, with their notes and tags."""
    KEEP_BOTH = "keep"
    """A new one is made over it."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What was chosen, and the highlights that it overlaps."""

    span: Span
    touched: tuple[AnnotationId, ...]
    """In the order of the text, of two that begin together the longer first."""
    answers: tuple[Answer, ...]
    """What makes sense; the first is what is meant most often."""
    union: Span
    """From the first to the last of all of them."""
    adjoins: bool = False
    """Whether they only stand beside what was chosen, with a space between them at the most."""


def overlap_of(span: Span, placed: Iterable[Placed], *, selected_of: str = "") -> Overlap | None:
    """What a highlight of ``span`` would lie over; None where it lies over none.

    Where the person selected the words, ``selected_of`` is the text: then what adjoins counts, too.
    Who goes from sentence to sentence is not asked at each of them.
    """
    everyone = tuple(placed)
    touched = touching(span, everyone)
    if not touched:
        beside = adjoining(span, everyone, selected_of)
        if not beside:
            return None
        first = Answer.EXTEND if len(beside) == 1 else Answer.MERGE
        union = union_of((span, *(each for each, _name in beside)))
        names = tuple(name for _span, name in beside)
        return Overlap(span, names, (first, Answer.KEEP_BOTH), union, adjoins=True)
    union = union_of((span, *(each for each, _name in touched)))
    inside_all = all(start <= span[0] and span[1] <= end for (start, end), _name in touched)
    if inside_all:
        answers = (Answer.KEEP_BOTH, Answer.SHRINK)
        touched = touched[-1:]  # of nested ones the innermost is meant
    elif len(touched) == 1:
        answers = (Answer.EXTEND, Answer.KEEP_BOTH)
    else:
        answers = (Answer.MERGE, Answer.KEEP_BOTH)
    return Overlap(span, tuple(name for _span, name in touched), answers, union)


def touching(span: Span, placed: Iterable[Placed]) -> list[tuple[Span, AnnotationId]]:
    """The highlights that share a code point with ``span``, in the order of the text."""
    found = [
        ((item.start, item.end), item.annotation.id)
        for item in placed
        if item.start is not None and item.end is not None and item.start < span[1] and item.end > span[0]
    ]
    return sorted(found, key=lambda each: (each[0][0], -each[0][1]))


def adjoining(span: Span, placed: Iterable[Placed], text: str) -> list[tuple[Span, AnnotationId]]:
    """The highlights that end where ``span`` begins, or begin where it ends; a space may part them."""
    begins = {span[0], span[0] - 1} if text[span[0] - 1 : span[0]] == " " else {span[0]}
    ends = {span[1], span[1] + 1} if text[span[1] : span[1] + 1] == " " else {span[1]}
    wider = touching((span[0] - 2, span[1] + 2), placed) if text else []
    return [each for each in wider if each[0][1] in begins or each[0][0] in ends]


def union_of(spans: Iterable[Span]) -> Span:
    """From the first of all starts to the last of all ends."""
    starts, ends = zip(*spans, strict=True)
    return min(starts), max(ends)


def chain(span: Span, placed: Iterable[Placed]) -> tuple[tuple[AnnotationId, ...], Span]:
    """The highlights that hang together with ``span``, each overlapping or adjoining another; their union."""
    everyone = [item for item in placed if item.start is not None and item.end is not None]
    names: list[AnnotationId] = []
    grown = True
    while grown:
        wider = (span[0] - 1, span[1] + 1)  # what adjoins, with a space between them at the most
        found = touching(wider, everyone)
        names = [name for _span, name in found]
        union = union_of((span, *(each for each, _name in found)))
        grown, span = union != span, union
    return tuple(names), span
