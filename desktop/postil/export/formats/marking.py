"""Highlights written into an article's tree, as ``mark`` elements with the highlight's colour for a class.

A highlight over several nodes becomes several marks; where two overlap, the one that begins later lies
within the other. The canonical text of the article stays what it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import etree

from postil.model.annotation import AnchorState, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from postil.dom.flatten import Flat, Slot
    from postil.model.annotation import Annotation, Placed

_SLOTS: tuple[Slot, ...] = ("tail", "object", "text")
"""In this order: an image that is put into a mark leaves its tail outside."""


@dataclass(slots=True)
class Marked:
    """A highlight in a tree, and the marks that it became, in the order of the text."""

    annotation: Annotation
    start: int
    end: int
    marks: list[_Element] = field(default_factory=list)


def mark_highlights(root: _Element, flat: Flat, placed: Iterable[Placed]) -> tuple[Marked, ...]:
    """Write the highlights that were found into the tree under ``root``; ``flat`` is its canonical text.

    One on nothing but the space between blocks has no marks.
    """
    marked = tuple(
        Marked(each.annotation, each.start, each.end)
        for each in placed
        if each.start is not None and each.end is not None
    )
    if marked:
        for element in tuple(root.iter()):
            for slot in _SLOTS:
                _mark_run(element, slot, flat, marked)
    # Tails are gone through before texts, so marks do not come in the order of the text.
    order = {element: number for number, element in enumerate(root.iter())}
    for each in marked:
        each.marks.sort(key=order.__getitem__)
    return marked


def _mark_run(element: _Element, slot: Slot, flat: Flat, marked: Sequence[Marked]) -> None:
    run = flat.run(element, slot)
    if run is None:
        return
    over = [each for each in marked if each.start < run.end and each.end > run.start]
    if not over:
        return
    if slot == "object":
        _wrap(element, over)
        return
    edges = {run.start, run.end}
    for each in over:
        edges |= {edge for edge in (each.start, each.end) if run.start < edge < run.end}
    ordered = sorted(edges)
    pieces = [
        (
            run.text[first - run.start : last - run.start],
            [each for each in over if each.start <= first < each.end],
        )
        for first, last in pairwise(ordered)
    ]
    _write(element, slot, pieces)


def _write(element: _Element, slot: Slot, pieces: Sequence[tuple[str, list[Marked]]]) -> None:
    """Put pieces of text in the place of an element's text or tail; those of highlights in marks."""
    before = ""
    made: list[_Element] = []
    for text, over in pieces:
        if over:
            made.append(_nested(text, over))
        elif made:
            made[-1].tail = text
        else:
            before = text
    if slot == "text":
        element.text = before or None
        for place, mark in enumerate(made):
            element.insert(place, mark)
        return
    element.tail = before or None
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element) + 1
        for place, mark in enumerate(made):
            parent.insert(at + place, mark)


def _nested(text: str, over: Sequence[Marked]) -> _Element:
    outer = inner = _new_mark(over[0])
    for each in over[1:]:
        mark = _new_mark(each)
        inner.append(mark)
        inner = mark
    inner.text = text
    return outer


def _wrap(element: _Element, over: Sequence[Marked]) -> None:
    """Put an image or a formula into the marks of the highlights over it."""
    parent = element.getparent()
    if parent is None:
        return
    tail, element.tail = element.tail, None
    outer = _nested("", over)
    parent.replace(element, outer)
    inner = outer
    while len(inner):
        inner = inner[0]
    inner.text = None
    inner.append(element)
    outer.tail = tail


def _new_mark(marked: Marked) -> _Element:
    kept = marked.annotation
    names = [kept.color.value]
    if kept.style is Style.UNDERLINE:
        names.append("underline")
    if kept.state is AnchorState.MOVED:
        names.append("moved")
    mark = etree.Element("mark")
    mark.set("class", " ".join(names))
    marked.marks.append(mark)
    return mark
