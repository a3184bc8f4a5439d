"""The lines of a note below its front matter, put together from what stays, what goes and what comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.export.notes.merging.likeness import fence_of, indent, starts_anew
from postil.export.notes.merging.lines import Line, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.export.notes.document import Block
    from postil.export.notes.merging.base import Copy


@dataclass(frozen=True, slots=True)
class Text:
    """Lines to be written, and what parts them from what is above."""

    key: str
    """Of the block that they are."""
    lines: tuple[Line, ...]
    gap: str

    @classmethod
    def of(cls, block: Block | Copy, end: str) -> Text:
        """A block, or a copy of one, with the line ends of the file."""
        return cls(block.key, tuple(Line(words, end) for words in words_of(block.text)), block.gap)


@dataclass(slots=True)
class Part:
    """A stretch of the file: the person's own text, a block, or a copy of Postil's version of one."""

    lines: tuple[Line, ...]
    key: str = ""
    """Of the block; empty for the person's own text."""
    is_copy: bool = False
    is_gone: bool = False
    """Whether it is not to be written any more."""
    gap: str = ""
    """What parts the block from what is above it; what was written there, where it is gone."""
    old_gap: str = ""
    """What parted it when it was last written; empty where that is not known."""
    needs_gap: bool = False
    """Whether the lines above may not be parted from it yet."""
    above: list[Text] = field(default_factory=list)
    """New blocks that come before it."""
    below: list[Text] = field(default_factory=list)
    """New blocks that come after it, and after what the person wrote about it."""


def body_of(parts: Sequence[Part], last: Sequence[Text], *, has_front: bool, end: str) -> list[Line]:
    """The lines of ``parts``, with new blocks where they belong, and ``last`` at the end."""
    writing = _Writing(has_front, end)
    waiting: list[Text] = []
    for part in _without_gone(parts, has_front=has_front):
        if not part.key:
            cut = _end_of_remarks(part.lines, waiting[0]) if waiting else 0
            writing.write(part.lines[:cut])
            writing.add(waiting)
            writing.write(part.lines[cut:], parted=True)
            waiting = []
            continue
        writing.add([*waiting, *part.above])
        if part.needs_gap or waiting or part.above:
            writing.part(part.gap)
        writing.write(part.lines)
        waiting = part.below
    writing.add_at_end([*waiting, *last])
    return writing.lines


@dataclass(slots=True)
class _Writing:
    """The lines that are written so far."""

    has_front: bool
    end: str
    lines: list[Line] = field(default_factory=list)
    _owed: str = ""
    """The gap of the block that was added last, while nothing follows it."""

    def write(self, lines: Sequence[Line], *, parted: bool = False) -> None:
        """Write lines as they are; parted from a block that was just added."""
        if not lines:
            return
        if parted and self._owed and lines[0].text.strip():
            self.part(self._owed)
        self._owed = ""
        self.lines += lines

    def add(self, texts: Sequence[Text]) -> None:
        """Write blocks that the file did not have."""
        for text in texts:
            self.part(text.gap)
            self.lines += text.lines
            self._owed = text.gap

    def add_at_end(self, texts: Sequence[Text]) -> None:
        """Write blocks below the last line that says something; blank ones stay the last."""
        blank = 0
        while texts and blank < len(self.lines) and not self.lines[-1 - blank].text.strip():
            blank += 1
        tail = self.lines[len(self.lines) - blank :]
        if self.has_front or blank < len(self.lines):
            del self.lines[len(self.lines) - blank :]
            self.add(texts)
            self.lines += tail
        else:
            self.add(texts)

    def part(self, gap: str) -> None:
        """Have as many blank lines at the end as the gap asks for, unless the file begins here."""
        wanted = len(gap) - 1
        blank = 0
        while blank < len(self.lines) and blank < wanted and not self.lines[-1 - blank].text.strip():
            blank += 1
        if self.has_front or blank < len(self.lines):
            self.lines += [Line("", self.end)] * (wanted - blank)


def _without_gone(parts: Sequence[Part], *, has_front: bool) -> list[Part]:
    """The parts that stay, with the person's text on both sides of what is gone as one."""
    kept: list[Part] = []
    below = _next_kept(parts)
    is_first = False
    for number, part in enumerate(parts):
        if part.is_gone:
            is_first = not has_front and not any(each.lines for each in kept)
            _close_up(kept, part, below[number])
        elif part.key:
            _widen(kept, part)
            kept.append(part)
            is_first = False
        else:
            lines = _without_blanks(part.lines) if is_first else part.lines
            if kept and not kept[-1].key:
                kept[-1].lines += lines
            else:
                kept.append(Part(lines))
            is_first = is_first and not lines
    return kept


def _next_kept(parts: Sequence[Part]) -> list[Part | None]:
    """For each part the next one below it that stays."""
    below: list[Part | None] = []
    following: Part | None = None
    for part in reversed(parts):
        below.append(following)
        following = following if part.is_gone else part
    return below[::-1]


def _close_up(kept: Sequence[Part], gone: Part, below: Part | None) -> None:
    """Take away the blank lines above what is gone, where others part what is above from what is below."""
    if below and below.key:
        below.needs_gap = True
    if not kept or kept[-1].key or not (below is None or below.key or _is_blank(below.lines)):
        return
    lines = kept[-1].lines
    blank = 0
    while blank < min(len(gone.gap) - 1, len(lines)) and not lines[-1 - blank].text:
        blank += 1
    kept[-1].lines = lines[: len(lines) - blank]


def _widen(kept: list[Part], part: Part) -> None:
    """Part a block from what is above as Postil does it now, where it was as Postil did it before."""
    if not part.old_gap or part.old_gap == part.gap or not kept or not part.lines:
        return
    between = () if kept[-1].key else kept[-1].lines
    if all(not line.text for line in between) and len(between) == len(part.old_gap) - 1:
        if kept[-1].key:
            kept.append(Part(()))
        kept[-1].lines = (Line("", part.lines[0].end),) * (len(part.gap) - 1)


def _is_blank(lines: Sequence[Line]) -> bool:
    return not lines or not lines[0].text


def _without_blanks(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    first = next((number for number, line in enumerate(lines) if line.text), len(lines))
    return lines[first:]


def _end_of_remarks(lines: Sequence[Line], new: Text) -> int:
    """Where what a person wrote below a block ends: at a heading or a rule of theirs, or with their text.

    A new item of a list comes before text that is no part of the list.
    """
    end = 0
    width = indent(new.lines[0].text)
    fence = ""
    for number, line in enumerate(lines):
        mark = fence_of(line.text)
        is_left = line.text.strip() and indent(line.text) < width
        if not fence and (starts_anew(line.text) or is_left):
            break
        if mark and (not fence or mark.startswith(fence)):
            fence = "" if fence else mark
        if line.text.strip():
            end = number + 1
    return end
