"""The blocks of a Markdown text: paragraphs, headings, lists, tables, fences, each by a name of its own."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from postil.export.notes.written import Markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE = re.compile(r"[> ]*(`{3,}|~{3,})(.*)")
_HIGHLIGHT_MARKS = re.compile(r"==|</?mark>")


class Paragraph(Markdown):
    """A block of a text."""

    __slots__ = ()

    @property
    def key(self) -> str:
        """The name of its managed part."""
        return paragraph_key(self)


def paragraphs(text: str) -> Iterator[str]:
    """The blocks of a text in their order."""
    return (text[start:end] for start, end in stretches(text))


def paragraph_key(text: str) -> str:
    """A name made of the words alone, so that it stays the same when highlights come and go."""
    words = " ".join(_HIGHLIGHT_MARKS.sub("", text).split())
    return f"text {hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()[:12]}"


def stretches(text: str, *, whole: tuple[int, int] | None = None) -> Iterator[tuple[int, int]]:
    """Where the blocks of a text begin and end: they are parted at blank lines.

    Not within a fence, before what belongs to an item above, and within the stretch ``whole``.
    """
    fence = ""
    begin = at = end = 0
    is_open = False
    for line in text.split("\n"):
        is_blank = not line.strip()
        is_inner = bool(fence) or line[:1] in (" ", "\t") or (whole is not None and whole[0] < at < whole[1])
        if not is_blank and is_open and not is_inner and text[end:at].count("\n") > 1:
            yield begin, end
            is_open = False
        if not is_blank:
            begin, is_open = (begin if is_open else at), True
            end = at + len(line.rstrip())
        fence = _fence_after(fence, line)
        at += len(line) + 1
    if is_open:
        yield begin, end


def _fence_after(fence: str, line: str) -> str:
    """The fence that is open after a line, where ``fence`` was before it; empty for none."""
    found = _FENCE.match(line)
    if found is None:
        return fence
    if not fence:
        return found[1]
    closes = found[1].startswith(fence) and not found[2].strip()
    return "" if closes else fence
