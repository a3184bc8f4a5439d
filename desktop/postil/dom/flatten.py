"""An article's tree to its canonical text, with a map of offsets back to the nodes.

This text is what highlights are anchored in, what search reads and what the reader draws: all
three use this one walk, so an offset means the same place everywhere. Offsets count code points.

The rules: white space is collapsed as HTML does, except in ``pre``; blocks and ``br`` are parted by
one line feed, the cells of a row by one tab; an image is one U+FFFC, a formula is its ``alttext``;
list markers and quotation marks of ``q`` are not text. No line begins or ends with a space.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from postil.dom.elements import BLOCKS

if TYPE_CHECKING:
    from lxml.etree import _Element

OBJECT = "\ufffc"
"""Stands for an image in the canonical text (OBJECT REPLACEMENT CHARACTER)."""

Slot = Literal["text", "tail", "object"]
_SPACES = re.compile(r"[\t\r\n\f\v][ \t\r\n\f\v]*+| [ \t\r\n\f\v]++")
"""White space but for single spaces, which stay."""


@dataclass(slots=True)
class Run:
    """A stretch of the canonical text that one node gave."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset after its last code point."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Flat:
    """A canonical text and where each node of the tree stands in it."""

    text: str
    _runs: dict[tuple[_Element, Slot], Run]
    _spans: dict[_Element, tuple[int, int]]

    def run(self, element: _Element, slot: Slot) -> Run | None:
        """What the element's own text, its tail, or the element as an object gave; None for nothing."""
        return self._runs.get((element, slot))

    def span(self, element: _Element) -> tuple[int, int]:
        """Start and end of all that the element gave; empty, at the next text, where it gave nothing."""
        return self._spans[element]


def flatten(root: _Element) -> Flat:
    """The canonical text of the tree under ``root`` (whose own tail does not count)."""
    return _Flattener().flatten(root)


class _Flattener:
    """Gathers runs with what parts each from the one before; offsets are counted once all are known."""

    def __init__(self) -> None:
        self._keys: list[tuple[_Element, Slot]] = []
        self._texts: list[str] = []
        self._separators: list[str] = []
        self._separator = ""
        self._at_space = True
        self._ranges: dict[_Element, tuple[int, int]] = {}
        """The first run that an element may have given, and the first one after it."""

    def flatten(self, root: _Element) -> Flat:
        self._walk(root)
        self._break("\n")
        runs, text = self._runs()
        starts = [run.start for run in runs if run.text]
        ends = [run.end for run in runs if run.text]
        before = list(itertools.accumulate((bool(run.text) for run in runs), initial=0))
        spans = {}
        for element, (first, after) in self._ranges.items():
            i, j = before[first], before[after]
            following = starts[i] if i < len(starts) else len(text)
            spans[element] = (starts[i], ends[j - 1]) if i < j else (following, following)
        return Flat(text, {key: run for key, run in zip(self._keys, runs, strict=True) if run.text}, spans)

    def _runs(self) -> tuple[list[Run], str]:
        runs: list[Run] = []
        pieces: list[str] = []
        length = 0
        separator = ""
        for text, own in zip(self._texts, self._separators, strict=True):
            separator = _stronger(separator, own)
            if text and length and separator:
                pieces.append(separator)
                length += 1
            runs.append(Run(length, text))
            if text:
                pieces.append(text)
                length += len(text)
                separator = ""
        return runs, "".join(pieces)

    def _walk(self, root: _Element) -> None:
        """Go through the tree; the stack holds what is still to be entered or left."""
        stack: list[tuple[_Element, bool, bool]] = [(root, False, False)]
        while stack:
            element, pre, leaving = stack.pop()
            if leaving:
                self._break(_boundary(element))
                self._ranges[element] = (self._ranges[element][0], len(self._texts))
            else:
                self._ranges[element] = (len(self._texts), len(self._texts))
                inside_pre = pre or element.tag == "pre"
                if self._enter(element, pre=inside_pre):
                    stack.append((element, pre, True))
                    stack += ((child, inside_pre, False) for child in reversed(element))
                    continue
                self._ranges[element] = (self._ranges[element][0], len(self._texts))
            if element is not root:
                self._text(element, "tail", element.tail, pre=pre)

    def _enter(self, element: _Element, *, pre: bool) -> bool:
        """Take what comes before the element's children; False where these do not count."""
        tag = element.tag
        if tag == "img":
            self._append(element, "object", OBJECT)
        elif tag == "math":
            self._append(element, "object", _SPACES.sub(" ", element.get("alttext") or "").strip() or OBJECT)
        elif tag == "br":
            self._break("\n")
        elif isinstance(tag, str):
            self._break(_boundary(element))
            self._text(element, "text", element.text, pre=pre)
            return True
        return False

    def _text(self, element: _Element, slot: Slot, text: str | None, *, pre: bool) -> None:
        if not text:
            return
        if pre:
            if self._separator or not self._texts:
                text = text.lstrip("\n")
        else:
            text = _SPACES.sub(" ", text)
            if self._at_space:
                text = text.lstrip(" ")
        self._append(element, slot, text)

    def _append(self, element: _Element, slot: Slot, text: str) -> None:
        if not text:
            return
        self._keys.append((element, slot))
        self._texts.append(text)
        self._separators.append(self._separator)
        self._separator = ""
        self._at_space = text[-1] in " \n\t"

    def _break(self, separator: str) -> None:
        """End the line or the cell here: the space at its end does not count."""
        if not separator:
            return
        if not self._separator:
            self._trim()
        self._separator = _stronger(self._separator, separator)
        self._at_space = True

    def _trim(self) -> None:
        for index in range(len(self._texts) - 1, -1, -1):
            self._texts[index] = self._texts[index].rstrip(" \n\t\r")
            if self._texts[index] or self._separators[index]:
                return


def _stronger(separator: str, other: str) -> str:
    return "\n" if "\n" in (separator, other) else separator or other


def _boundary(element: _Element) -> str:
    if element.tag in ("td", "th"):
        return "\t"
    return "\n" if element.tag in BLOCKS else ""
