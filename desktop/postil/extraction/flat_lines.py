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

_BULLET = re.compile(r"^(?:[•●◦▪▫■□‣⁃∙·○]\s*|(?:[*+\-►▸▶➤➢→✓✔✗❖◆◇♦★☆☐☑»]|\[[ xX]\])\s+)(?=\S)")
FENCED = "```"
"""The mark of lines between fences, and the fence."""
_FENCE = re.compile(r"^```[\w+#.-]*$")
RULE = re.compile(r"^(?:[-=_~#*•·]\s?){2,}$")
"""A line across the page, or three stars between two scenes."""
_DASH = re.compile(r"^[–—]\s+(?=\S)")
_NUMBER = re.compile(r"^(?:\(?(?:\d{1,3}|[a-z])[.)]\s+|\d{1,2}[、．]\s*|[①-⑳]\s*)(?=\S)")
_QUOTE = re.compile(r"^>(?:\s?>)*(?:\s|$|(?=\w))")
_HYPHENS = ("-", "\u2010", "\u00ad")
_AND = re.compile(
    r"^(?:und|oder|bzw|sowie|bis|and|or|to|et|ou|y|o|e|en|of|och|eller|og|oraz|i|lub)\b", re.IGNORECASE
)
"""After these a hyphen at a line's end stands for the rest of a word: ``Nord-`` ``und Südufer``."""
_BEGINS_ANEW = re.compile(
    r"^(?:\[?\d{4}-\d\d-\d\d|\[?\d{1,2}:\d\d(?!\d)|[A-Z][a-z]{2}\s+\d{1,2}\s\d\d:|#{1,6}\s|https?://|```)"
)
"""Records of a log, headings, addresses, fences of code: no rest of a paragraph."""
_SPACED_DASH = re.compile(r"(?:^|[,.!?…\s])[–—]\s")
_LONG = 60
"""A line this long may be a wrapped paragraph's only full one (code points)."""
_SHORTEST_RULE = 3
_SPACED = 12
"""A text is spaced if a blank line stands before one of so many lines."""
_INDENTED = 0.45
"""If more of a group's lines are indented than this, it is not first lines that are."""
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
    """``•`` an item of a list, ``1`` of a numbered list, ``>`` a quotation, ``FENCED`` code; or empty."""
    indent: int = 0
    """Columns before it."""
    gap: int = 0
    """Blank lines before it."""
    number: int = 0
    """The line of the file it begins at, from 0."""
    depth: int = 0
    """How many quotations it stands in: 2 for a quotation in a quotation."""


def read_lines(text: str) -> tuple[Line, ...]:
    """The blocks of ``text`` in order. No visible character is lost but the marks of lists and quotes."""
    lines = _with_dashed_lists(_with_headings(list(_lines(text))))
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
    raw_lines = normal.split("\n")
    code = _fenced(raw_lines)
    for number, raw in enumerate(raw_lines):
        line = _code_line(raw, number) if number in code else _line(raw, number, gap)
        if line is None:
            gap += 1
        else:
            yield replace(line, gap=gap)
            gap = 0


def _line(raw: str, number: int, gap: int) -> Line | None:
    """A line of text; None for a blank one, also within a quotation."""
    broken = raw.rstrip().endswith("\u00ad")
    expanded = _INVISIBLE.sub("", raw.replace("\u00a0", " ").expandtabs(_TAB)).rstrip()
    content = expanded.lstrip()
    quote = _QUOTE.match(content)
    if not content or (quote and not content[quote.end() :].strip() and gap == 0 and number):
        return None
    mark, text = ("", content) if RULE.match(content) else _marked(content)
    depth = quote[0].count(">") if mark == ">" and quote else 0
    return Line(
        f"{text}-" if broken else text, mark, len(expanded) - len(content), number=number, depth=depth
    )


def _code_line(raw: str, number: int) -> Line | None:
    """A line of code; None for a blank one, and for a fence."""
    expanded = raw.expandtabs(_TAB).rstrip()
    content = expanded.lstrip()
    if not content or _FENCE.match(content):
        return None
    return Line(content, FENCED, len(expanded) - len(content), number=number)


def _fenced(lines: Sequence[str]) -> frozenset[int]:
    """The lines of code between fences, and the fences. A fence without another one is none."""
    fences = [number for number, line in enumerate(lines) if _FENCE.match(line.strip())]
    pairs = zip(fences[0::2], fences[1::2], strict=False)
    return frozenset(number for first, last in pairs for number in range(first, last + 1))


def _marked(content: str) -> tuple[str, str]:
    for pattern, mark in ((_QUOTE, ">"), (_BULLET, "•")):
        match = pattern.match(content)
        if match and content[match.end() :].strip():
            return mark, content[match.end() :].strip()
    match = _NUMBER.match(content)
    return ("1", content) if match else ("", content)


def _with_headings(lines: list[Line]) -> list[Line]:
    """Lines that are underlined by ``===`` or ``---`` as headings of the other kind: ``# `` and ``## ``."""
    whole: list[Line] = []
    for place, line in enumerate(lines):
        above = whole[-1] if whole else None
        stands_alone = place < 2 or lines[place - 1].gap > 0
        if (
            above
            and stands_alone
            and not line.gap
            and not above.mark
            and _is_underline(line.text, above.text)
        ):
            hashes = "#" if line.text[0] == "=" else "##"
            whole[-1] = replace(above, text=f"{hashes} {above.text}")
        else:
            whole.append(line)
    return whole


def _is_underline(text: str, heading: str) -> bool:
    """Whether a line is a rule about as long as the heading above it, or of at least three signs."""
    same = set(text) in ({"="}, {"-"}) and len(text) >= _SHORTEST_RULE
    return (
        same and any(map(str.isalnum, heading)) and not heading.startswith("#") and len(heading) < _LONG + 40
    )


def _with_dashed_lists(lines: list[Line]) -> list[Line]:
    """Lines that begin with long dashes are a list if several follow each other and none is a sentence.

    Otherwise they are what somebody says.
    """
    whole: list[Line] = []
    for group in _groups(lines):
        for dashed, members in groupby(
            group, key=lambda line: not line.mark and bool(_DASH.match(line.text))
        ):
            run = list(members)
            if dashed and len(run) > 1 and not any(_is_said(line.text) for line in run):
                run = [replace(line, mark="•", text=_DASH.sub("", line.text)) for line in run]
            whole += run
    return whole


def _is_said(text: str) -> bool:
    return bool(_ENDS_SENTENCE.search(text)) or len(_SPACED_DASH.findall(text)) > 1 or text.endswith(",")


def _joined(lines: list[Line], width: int | None) -> Iterator[Line]:
    """Each block as one line: what was wrapped is joined again."""
    spaced = sum(line.gap > 0 for line in lines) * _SPACED >= len(lines)
    for group in _groups(lines):
        first = previous = group[0]
        pieces = [first.text]
        is_even = _is_even(group)
        edge = _paragraph_edge(group)
        for line in group[1:]:
            if line.indent <= edge and _continues(
                previous, line, width=width, is_even=is_even, spaced=spaced
            ):
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


def _paragraph_edge(group: list[Line]) -> int:
    """The indent beyond which a line begins a paragraph, where books' way of marking them is used."""
    indents = [line.indent for line in group]
    least = min(indents)
    deeper = sum(indent > least for indent in indents)
    marked = any(line.mark for line in group)
    return max(indents) if marked or deeper > len(group) * _INDENTED else least


def _is_even(group: list[Line]) -> bool:
    """Whether all lines but the last are about as long: wrapped text, not verse."""
    lengths = [len(line.text) for line in group[:-1]]
    return len(lengths) >= 2 and min(lengths) >= 0.7 * max(lengths) and max(lengths) >= 20


def _continues(previous: Line, line: Line, *, width: int | None, is_even: bool, spaced: bool) -> bool:
    """Whether ``line`` is the rest of the sentence or the word that ``previous`` breaks off."""
    if _BEGINS_ANEW.match(line.text) or line.mark not in ("", ">") or line.depth != previous.depth:
        return False
    if _is_broken_word(previous.text, line.text):
        return True
    if width is not None:
        first_word = line.text.split(maxsplit=1)[0]
        length = previous.indent + len(previous.text) + (2 if previous.mark == "•" else 0)
        return length <= width + 2 and length + 1 + len(first_word) > width - 2
    begins_small = line.text[:1].islower()
    is_long = (spaced or line.depth > 0) and len(previous.text) >= _LONG
    return (
        begins_small
        and not _ENDS_SENTENCE.search(previous.text)
        and (is_even or is_long or previous.text.endswith(","))
    )


def _is_broken_word(text: str, rest: str) -> bool:
    return text.endswith(_HYPHENS) and text[-2:-1].isalpha() and rest[:1].islower()


def _append(pieces: list[str], rest: str) -> None:
    """Add a line to the pieces of a paragraph, with what belongs between the two."""
    last = pieces[-1]
    if _is_broken_word(last, rest) and not _AND.match(rest):
        pieces[-1] = last[:-1]
        pieces.append(rest)
    elif last[-1:] > "\u2e7f" and rest[:1] > "\u2e7f" and not ("\uac00" <= last[-1] <= "\ud7af"):
        pieces.append(rest)  # Chinese and Japanese have no spaces between words
    else:
        pieces.append(f" {rest}")
