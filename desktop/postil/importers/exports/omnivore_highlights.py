r"""The highlights of a page as Omnivore writes them to ``highlights/{slug}.md``.

Each is a quote, then its labels on a line, then its note; a note on the whole page has no quote. Blank lines
stand between all of them, so that only the spaces at the ends of lines, which the exporter leaves, tell
whether words after a quote are its note or the page's::

    > the words, first paragraph
    > second paragraph

    #label #another one

    the note

Within a quote, lines after the first may have no ``>``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from postil.model.record import ImportedAnnotation
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SIGN = re.compile(r"^[ ]{0,3}>(?: >)*(?: |$|(?=[^\s>]))")
_LABELS = re.compile(r"#\S[^\n]*")
_LABEL = re.compile(r"(?:^|\s)#(?=\S)")
_LONG_GAP = 3
"""Blank lines after a note on the page; after everything else there is one."""


@dataclass(frozen=True, slots=True)
class PageHighlights:
    """What is in one file."""

    note: str
    """On the whole page."""
    annotations: tuple[ImportedAnnotation, ...]


@dataclass(slots=True)
class _Block:
    """Lines that no blank line parts."""

    lines: list[str]
    gap: int = 0
    """Blank lines after it."""

    @property
    def is_quote(self) -> bool:
        return self.lines[0].lstrip(" ").startswith(">")

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(slots=True)
class _Found:
    """A quote and what follows it up to the next one."""

    quote: _Block | None
    following: list[_Block] = field(default_factory=list)


def read_highlights(text: str) -> PageHighlights:
    """The highlights and the notes on the page, in the order of the file. Never fails."""
    page_notes: list[str] = []
    annotations: list[ImportedAnnotation] = []
    for found in _groups(text):
        if found.quote is None:
            page_notes += [block.text for block in found.following]
            continue
        labels, notes, others = _parted(found.quote, found.following)
        page_notes += [block.text for block in others]
        quote = _words(found.quote)
        note = "\n\n".join(block.text.strip() for block in notes)
        if quote:
            annotations.append(
                ImportedAnnotation(quote=TextQuoteSelector(quote), note=note, tags=tuple(labels))
            )
        elif note:
            page_notes.append(note)
    return PageHighlights("\n\n".join(filter(None, map(str.strip, page_notes))), tuple(annotations))


def _groups(text: str) -> Iterator[_Found]:
    found = _Found(None)
    for block in _blocks(text):
        if block.is_quote:
            yield found
            found = _Found(block)
        else:
            found.following.append(block)
    yield found


def _blocks(text: str) -> Iterator[_Block]:
    block: _Block | None = None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.strip() and (block is None or block.gap):
            if block is not None:
                yield block
            block = _Block([line])
        elif line.strip() and block is not None:
            block.lines.append(line)
        elif block is not None:
            block.gap += 1
    if block is not None:
        block.gap += block.gap > 1  # at the end of the file, no line follows the gap
        yield block


def _parted(
    quote: _Block, following: Sequence[_Block]
) -> tuple[list[str], Sequence[_Block], Sequence[_Block]]:
    """What follows a quote: its labels, its note, and a note on the page."""
    labels: list[str] = []
    if following and len(following[0].lines) == 1 and _LABELS.fullmatch(following[0].text.strip()):
        parts = _LABEL.split(following[0].text.strip())
        labels = [" ".join(part.split()) for part in parts if part.strip()]
        quote, following = following[0], following[1:]
    if not any(block.gap >= _LONG_GAP for block in following):
        return labels, following, ()
    ended = [place for place, block in enumerate(following, 1) if block.lines[-1].endswith(" ")]
    if ended:
        return labels, following[: ended[-1]], following[ended[-1] :]
    own = () if quote.lines[-1].endswith("  ") or labels else _before_gap(following)
    return labels, own, following[len(own) :]


def _before_gap(blocks: Sequence[_Block]) -> Sequence[_Block]:
    """Where nothing tells which note is whose: what stands before the first long gap is the highlight's."""
    before = list(takewhile(lambda block: block.gap < _LONG_GAP, blocks))
    return blocks[: len(before) + 1]


def _words(quote: _Block) -> str:
    return "\n".join(_SIGN.sub("", line).rstrip() for line in quote.lines).strip()
