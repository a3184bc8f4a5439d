"""A plain text into blocks: paragraphs, list items, headings; lines that were wrapped are joined.

Programs that dump pages write either a block a line, or blank lines between blocks with ``•`` or ``*``
before the items of lists; mail programs and old exports wrap lines at a fixed width.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BULLET = re.compile(r"^(?:[•●◦▪■‣⁃∙·○]\s*|[*+-]\s+)(?=\S)")
_NUMBER = re.compile(r"^\(?(\d{1,3}|[a-z])[.)]\s+(?=\S)")
_QUOTE = re.compile(r"^>+\s?")
_BEGINS_ANEW = re.compile(
    r"^(?:\[?\d{4}-\d\d-\d\d|\[?\d{1,2}:\d\d(?!\d)|[A-Z][a-z]{2}\s+\d{1,2}\s\d\d:|#{1,6}\s|https?://|```)"
)
"""Records of a log, headings, addresses, fences of code: no rest of a paragraph."""
_LONG = 60
"""A line this long may be a wrapped paragraph's only full one (code points)."""
_SPACED = 12
"""A text is spaced if a blank line stands before one of so many lines."""
_TAB = 4
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u200e\u200f]")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？；;:：](?:[\"'”’»)\]」』*_]|\[\d+\])*$")
_SHORTEST_WIDTH, _LONGEST_WIDTH = 40, 132
"""Columns at which programs wrap."""
_LEAST_LINES = 4
"""Below this many full lines a width is chance."""


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the text: a paragraph, an item, a heading, or a line of a verse."""

    text: str
    mark: str = ""
    """``•`` for an item of a list, ``1`` for one of a numbered list, ``>`` for a quotation, else empty."""
    indent: int = 0
    """Columns before it."""
    gap: int = 0
    """Blank lines before it."""
    number: int = 0
    """The line of the file it begins at, from 0."""


def read_lines(text: str) -> tuple[Line, ...]:
    """The blocks of ``text`` in order. No visible character is lost but the marks of lists and quotes."""
    lines = list(_lines(text))
    width = wrap_width(tuple(len(line.text) + line.indent for line in lines))
    return tuple(_joined(lines, width))


def wrap_width(lengths: Sequence[int]) -> int | None:
    """The column that the text is wrapped at, or None: almost nothing is longer, much is as long."""
    full = [length for length in lengths if length > 0]
    if len(full) < _LEAST_LINES:
        return None
    width = int(quantiles(full, n=50)[-1])
    if not _SHORTEST_WIDTH <= width <= _LONGEST_WIDTH or max(full) > 2.5 * width:
        return None
    near = sum(width - 14 <= length <= width for length in full)
    return width if near >= _LEAST_LINES and near >= 0.3 * len(full) else None


def _lines(text: str) -> Iterator[Line]:
    gap = 0
    normal = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\f", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
    )
    for number, raw in enumerate(normal.split("\n")):
        expanded = _INVISIBLE.sub("", raw.replace("\u00a0", " ").expandtabs(_TAB)).rstrip()
        content = expanded.lstrip()
        if not content:
            gap += 1
            continue
        mark, content = _marked(content)
        yield Line(content, mark, len(expanded) - len(expanded.lstrip()), gap, number)
        gap = 0


def _marked(content: str) -> tuple[str, str]:
    for pattern, mark in ((_QUOTE, ">"), (_BULLET, "•")):
        match = pattern.match(content)
        if match and match.end() < len(content):
            return mark, content[match.end() :].strip()
    match = _NUMBER.match(content)
    return ("1", content) if match else ("", content)


def _joined(lines: list[Line], width: int | None) -> Iterator[Line]:
    """Each block as one line: what was wrapped is joined again."""
    spaced = sum(line.gap > 0 for line in lines) * _SPACED >= len(lines)
    for group in _groups(lines):
        first = previous = group[0]
        pieces = [first.text]
        is_even = _is_even(group)
        for line in group[1:]:
            if _continues(previous, line, width=width, is_even=is_even, spaced=spaced):
                _append(pieces, line.text)
            else:
                yield replace(first, text="".join(pieces))
                first, pieces = line, [line.text]
            previous = line
        yield replace(first, text="".join(pieces))


def _groups(lines: list[Line]) -> Iterator[list[Line]]:
    """Runs of lines without a blank one between them."""
    number = 0

    def run(line: Line) -> int:
        nonlocal number
        number += 1 if line.gap else 0
        return number

    for _, members in groupby(lines, key=run):
        yield list(members)


def _is_even(group: list[Line]) -> bool:
    """Whether all lines but the last are about as long: wrapped text, not verse."""
    lengths = [len(line.text) for line in group[:-1]]
    return len(lengths) >= 2 and min(lengths) >= 0.7 * max(lengths) and max(lengths) >= 20


def _continues(previous: Line, line: Line, *, width: int | None, is_even: bool, spaced: bool) -> bool:
    """Whether ``line`` is the rest of the sentence or the word that ``previous`` breaks off."""
    if (
        _BEGINS_ANEW.match(line.text)
        or line.mark not in ("", ">")
        or (line.mark == ">") != (previous.mark == ">")
    ):
        return False
    if previous.text.endswith("-") and previous.text[-2:-1].isalpha() and line.text[:1].islower():
        return True
    if width is not None:
        first_word = line.text.split(maxsplit=1)[0]
        length = previous.indent + len(previous.text) + (2 if previous.mark == "•" else 0)
        return length <= width + 2 and length + 1 + len(first_word) > width - 2
    begins_small = line.text[:1].islower()
    is_long = spaced and len(previous.text) >= _LONG
    return (
        begins_small
        and not _ENDS_SENTENCE.search(previous.text)
        and (is_even or is_long or previous.text.endswith(","))
    )


def _append(pieces: list[str], rest: str) -> None:
    """Add a line to the pieces of a paragraph, with what belongs between the two."""
    last = pieces[-1]
    if last.endswith("-") and last[-2:-1].isalpha() and rest[:1].islower():
        pieces[-1] = last[:-1]
        pieces.append(rest)
    elif last[-1:] > "\u2e7f" and rest[:1] > "\u2e7f" and not ("\uac00" <= last[-1] <= "\ud7af"):
        pieces.append(rest)  # Chinese and Japanese have no spaces between words
    else:
        pieces.append(f" {rest}")
