"""An article's tree to its canonical text, with a map of offsets back to the nodes.

This text is what highlights are anchored in, what search reads and what the reader draws: all
three use this one walk, so an offset means the same place everywhere. Offsets count code points.

The rules: white space is collapsed as HTML does, except in ``pre``; blocks and ``br`` are parted by
one line feed, the cells of a row by one tab; an image is one U+FFFC, a formula is its ``alttext``;
list markers and quotation marks of ``q`` are not text. No line begins or ends with a space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from postil.dom.elements import BLOCKS

if TYPE_CHECKING:
    from lxml.etree import _Element

OBJECT = "\ufffc"
"""Stands for an image in the canonical text (OBJECT REPLACEMENT CHARACTER)."""

Slot = Literal["text", "tail", "object"]
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


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
    def __init__(self) -> None:
        self._keys: list[tuple[_Element, Slot]] = []
        self._runs: list[Run] = []
        self._pieces: list[str] = []
        self._length = 0
        self._separator = ""
        self._at_space = True
        self._spans: dict[_Element, tuple[int, int]] = {}

    def flatten(self, root: _Element) -> Flat:
        self._walk(root, pre=False)
        self._break("\n")
        runs = {key: run for key, run in zip(self._keys, self._runs, strict=True) if run.text}
        return Flat("".join(self._pieces), runs, self._spans)

    def _walk(self, element: _Element, *, pre: bool) -> None:
        tag = element.tag
        first_run = len(self._runs)
        if tag == "img":
            self._append(element, "object", OBJECT)
        elif tag == "math":
            self._append(element, "object", _SPACES.sub(" ", element.get("alttext") or "").strip() or OBJECT)
        elif tag == "br":
            self._break("\n")
        elif isinstance(tag, str):
            self._walk_content(element, pre=pre)
        self._spans[element] = self._span_since(first_run)

    def _walk_content(self, element: _Element, *, pre: bool) -> None:
        boundary = _boundary(element)
        self._break(boundary)
        inside_pre = pre or element.tag == "pre"
        self._text(element, "text", element.text, pre=inside_pre)
        for child in element:
            self._walk(child, pre=inside_pre)
            self._text(child, "tail", child.tail, pre=inside_pre)
        self._break(boundary)

    def _text(self, element: _Element, slot: Slot, text: str | None, *, pre: bool) -> None:
        if not text:
            return
        if pre:
            if self._at_line_start():
                text = text.lstrip("\n") if self._separator else text.removeprefix("\n")
            self._append(element, slot, text)
            return
        text = _SPACES.sub(" ", text)
        if self._at_space:
            text = text.lstrip(" ")
        self._append(element, slot, text)

    def _at_line_start(self) -> bool:
        return bool(self._separator) or self._length == 0

    def _append(self, element: _Element, slot: Slot, text: str) -> None:
        if not text:
            return
        if self._separator and self._length:
            self._pieces.append(self._separator)
            self._length += 1
        self._separator = ""
        self._keys.append((element, slot))
        self._runs.append(Run(self._length, text))
        self._pieces.append(text)
        self._length += len(text)
        self._at_space = text[-1] in " \n\t"

    def _break(self, separator: str) -> None:
        if not separator:
            return
        self._trim()
        if separator == "\n" or not self._separator:
            self._separator = separator
        self._at_space = True

    def _trim(self) -> None:
        """Take the white space off the end of the line that ends here."""
        while self._runs and not self._separator:
            run = self._runs[-1]
            kept = run.text.rstrip(" \n\t\r")
            cut = len(run.text) - len(kept)
            if not cut:
                return
            run.text = kept
            self._pieces[-1] = kept
            self._length -= cut
            if kept or len(self._pieces) < 2 or self._pieces[-2] in ("\n", "\t"):
                return
            self._keys.pop()
            self._runs.pop()
            self._pieces.pop()

    def _span_since(self, first_run: int) -> tuple[int, int]:
        if first_run < len(self._runs):
            return self._runs[first_run].start, self._length
        following = self._length + (1 if self._separator and self._length else 0)
        return following, following


def _boundary(element: _Element) -> str:
    if element.tag in ("td", "th"):
        return "\t"
    return "\n" if element.tag in BLOCKS else ""
