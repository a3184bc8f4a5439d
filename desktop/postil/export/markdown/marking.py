"""Highlights marked in an article's tree: each stretch of a line that they cover is one element.

A stretch goes around whole links and emphasis where it covers them, and into them where it does not. What
cannot be marked in part (code, formulas, raised letters) is marked as a whole within a longer stretch, or
not at all; lines of code and images never are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.elements import BLOCKS
from postil.export.markdown.fragment import empty_copy, whole_copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from postil.dom.flatten import Flat, Slot

MARK = "postil-mark"
"""The element of a stretch: no article has it of its own."""
_WHOLE_OR_NOT = frozenset({"code", "kbd", "samp", "math", "sub", "sup", "ruby", "img"})
_NEVER = frozenset({"pre", "img", "br"})


def with_marks(root: _Element, flat: Flat, spans: Iterable[tuple[int, int]]) -> _Element:
    """A copy of the tree with the spans of its canonical text marked; those that overlap are one."""
    return _Marker(flat, tuple(_joined(flat.text, spans))).copy(root)


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans in their order, joined where they touch, without signs at their ends that end in a word.

    Of those a reader of Markdown would not see that a mark begins or ends there.
    """
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    for first, last in joined:
        span = _without_signs(text, first, last)
        if span[0] < span[1]:
            yield span


def _without_signs(text: str, start: int, end: int) -> tuple[int, int]:
    while 0 < start < end and text[start - 1].isalnum() and not _is_word(text[start]):
        start += 1
    while start < end < len(text) and text[end].isalnum() and not _is_word(text[end - 1]):
        end -= 1
    return start, end


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter.isspace()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text or an element of a line, and whether it is covered."""

    content: str | _Element
    covered: bool


@dataclass(frozen=True, slots=True)
class _Marker:
    """Copies a tree with its marks."""

    flat: Flat
    spans: tuple[tuple[int, int], ...]

    def copy(self, element: _Element) -> _Element:
        if element.tag == "pre" or self._is_outside(element):
            return whole_copy(element)
        shell = empty_copy(element)
        pieces = list(self._pieces(element))
        at = 0
        while at < len(pieces):
            after = at
            while after < len(pieces) and pieces[after].covered:
                after += 1
            if after > at and _has_words(pieces[at:after]):
                mark = etree.SubElement(shell, MARK)
                for piece in pieces[at:after]:
                    _append(mark, piece.content)
            else:
                after = max(after, at + 1)
                for piece in pieces[at:after]:
                    _append(shell, piece.content)
            at = after
        return shell

    def _is_outside(self, element: _Element) -> bool:
        first, last = self.flat.span(element)
        return not any(start < last and first < end for start, end in self.spans)

    def _pieces(self, element: _Element) -> Iterator[_Piece]:
        yield from self._texts(element, "text")
        for child in element:
            if self._is_covered(child):
                yield _Piece(whole_copy(child), covered=True)
            elif child.tag in _WHOLE_OR_NOT or child.get("role") == "doc-noteref":
                yield _Piece(whole_copy(child), covered=False)
            else:
                yield _Piece(self.copy(child), covered=False)
            yield from self._texts(child, "tail")

    def _is_covered(self, child: _Element) -> bool:
        if child.tag in BLOCKS or child.tag in _NEVER:
            return False
        if any(each.tag in BLOCKS or each.tag in _NEVER for each in child.iter()):
            return False
        first, last = self.flat.span(child)
        if first == last:
            return any(start < first < end for start, end in self.spans)
        return any(start <= first and last <= end for start, end in self.spans)

    def _texts(self, element: _Element, slot: Slot) -> Iterator[_Piece]:
        run = self.flat.run(element, slot)
        if run is None:
            return
        at = run.start
        for start, end in self.spans:
            first, last = max(start, at), min(end, run.end)
            if first >= last:
                continue
            if at < first:
                yield _Piece(run.text[at - run.start : first - run.start], covered=False)
            yield _Piece(run.text[first - run.start : last - run.start], covered=True)
            at = last
        if at < run.end:
            yield _Piece(run.text[at - run.start :], covered=False)


def _has_words(pieces: list[_Piece]) -> bool:
    return any(not isinstance(each.content, str) or each.content.strip() for each in pieces)


def _append(parent: _Element, content: str | _Element) -> None:
    if not isinstance(content, str):
        parent.append(content)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + content
    else:
        parent.text = (parent.text or "") + content
