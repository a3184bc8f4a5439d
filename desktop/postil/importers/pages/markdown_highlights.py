"""Highlights in a Markdown text: ``==words==`` (Obsidian, Readeck) and ``<mark>`` with its colour.

Each becomes an annotation; its signs are taken out of the text, so that it is painted, changed and removed
like any other. A comment right behind it (``==words== %%my note%%``) is its note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.importers.colors import read_color
from postil.importers.pages.obsidian import COMMENT, SIGN
from postil.model.record import ImportedAnnotation
from postil.model.selectors import CONTEXT, TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from postil.model.annotation import Color

_MARK = re.compile(r"<(/?)mark\b([^>]*)>", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;\"']{1,80})", re.IGNORECASE)
_CLASS = re.compile(r"""\bclass\s*=\s*["']?([^"'>]{1,200})""", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_SAID = frozenset({"text", "code_inline", "math_inline", "math_inline_double"})


@dataclass(slots=True)
class _Highlight:
    start: int
    color: Color | None
    end: int = 0
    note: str = ""


@dataclass(slots=True)
class _Line:
    """The words of a block, and what of them is highlighted."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    said: int = 0
    """Where the last of the words ends."""
    open: list[_Highlight] = field(default_factory=list)
    done: list[_Highlight] = field(default_factory=list)

    def say(self, words: str) -> None:
        self.pieces.append(words)
        if words.strip():
            self.said = self.length + len(words.rstrip())
        self.length += len(words)

    def begin(self, color: Color | None) -> None:
        last = self.done[-1] if self.done else None
        if last is not None and last.end == self.length and last.color is color and not last.note:
            self.open.append(self.done.pop())  # its pieces stood on both sides of a link
        else:
            self.open.append(_Highlight(self.length, color))

    def finish(self) -> None:
        if self.open:
            ended = self.open.pop()
            ended.end = self.length
            self.done.append(ended)

    def comment(self, words: str) -> bool:
        """Whether a comment is the note of the highlight right before it."""
        if not self.done or self.open or not words or self.said > self.done[-1].end:
            return False
        self.done[-1].note = "\n\n".join(filter(None, (self.done[-1].note, words)))
        return True


def take_highlights(tokens: Sequence[Token]) -> tuple[ImportedAnnotation, ...]:
    """The highlights in a text, in its order. Marks written as HTML are taken out of the tokens."""
    lines = [_read_line(token.children) for token in tokens if token.children]
    total = sum(line.length for line in lines) or 1
    found: list[ImportedAnnotation] = []
    before = 0
    for line in lines:
        words = "".join(line.pieces)
        for each in sorted(line.done, key=lambda one: one.start):
            exact = words[each.start : each.end]
            if exact.strip():
                found.append(_annotation(words, each, share=(before + each.start) / total))
        before += line.length
    return tuple(found)


def _annotation(words: str, found: _Highlight, *, share: float) -> ImportedAnnotation:
    exact = words[found.start : found.end]
    start = found.start + len(exact) - len(exact.lstrip())
    end = start + len(exact.strip())
    quote = TextQuoteSelector(
        words[start:end], words[max(0, start - CONTEXT) : start], words[end : end + CONTEXT]
    )
    return ImportedAnnotation(quote, note=found.note, color=found.color, share=share)


def _read_line(children: list[Token]) -> _Line:
    line = _Line()
    for child in children:
        if child.type in _SAID:
            line.say(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            line.say(" " if child.type == "softbreak" else "\n")
        elif child.type == "footnote_ref":
            line.say(f"[{int(child.meta.get('id', 0)) + 1}]")
        elif child.type == SIGN:
            line.begin(None) if child.nesting > 0 else line.finish()
        elif child.type == COMMENT:
            line.comment(child.content)
        elif child.type == "html_inline":
            _read_tag(child, line)
    while line.open:
        line.finish()
    return line


def _read_tag(token: Token, line: _Line) -> None:
    mark = _MARK.fullmatch(token.content)
    if mark is None:
        if _LINE_BREAK.match(token.content):
            line.say("\n")
        return
    token.content = ""
    if mark[1]:
        line.finish()
        return
    background = _BACKGROUND.search(mark[2])
    names = _CLASS.search(mark[2])
    line.begin((background and read_color(background[1])) or (names and read_color(names[1])) or None)
