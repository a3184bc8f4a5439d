"""What Postil wrote, or has to write, that is in the file already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from postil.export.notes.document import Block
from postil.export.notes.merging.copies import SAYING, copy_of
from postil.export.notes.merging.locate import locate
from postil.export.notes.merging.note_edits import note_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postil.export.notes.merging.base import Base


class Kind(Enum):
    """How a block comes to be in the file."""

    WRITTEN = auto()
    """It was written there."""
    COPY = auto()
    """It is Postil's version of a block, written below the person's."""
    RETURNED = auto()
    """The person had deleted it, and has put it back."""
    NEW = auto()
    """Nothing is known of its having been written."""


@dataclass(frozen=True, slots=True)
class Found:
    """A block, and the lines of the file that it has."""

    block: Block
    kind: Kind
    start: int
    end: int


def find(base: Base, ours: Sequence[Block], lines: list[str], *, adopt: bool) -> list[Found]:
    """The blocks of ``base`` and of ``ours`` that the file has, from its top.

    A block without a marker of which nothing is known is Postil's only where ``adopt`` says so: people
    write headings too.
    """
    ordered = list(_ordered(base))
    strays = list(_strays(base, ours, lines, adopt=adopt))
    every = [*ordered, *strays]
    spans = locate(
        [block for block, _ in ordered],
        lines,
        strays=[block for block, _ in strays],
        copies=frozenset(number for number, (_, kind) in enumerate(every) if kind is Kind.COPY),
    )
    found = [Found(*every[number], span.start, span.end) for number, span in spans.found.items()]
    return sorted(found, key=lambda each: each.start)


def _ordered(base: Base) -> Iterator[tuple[Block, Kind]]:
    copies = {each.key: each for each in base.copies}
    standing = {each.key: each.text for each in base.standing}
    for block in base.blocks:
        copy = copies.get(block.key)
        text = standing.get(block.key, block.text)
        yield replace(block, text=text, note=note_in(text, block)), Kind.WRITTEN
        if copy:
            yield Block(block.key, copy.text, gap=copy.gap), Kind.COPY


def _strays(
    base: Base, ours: Sequence[Block], lines: Sequence[str], *, adopt: bool
) -> Iterator[tuple[Block, Kind]]:
    """Blocks that have no place of theirs in the file, but may be there."""
    known = {each.key for each in (*base.blocks, *base.deleted)}
    new = [each for each in ours if each.key not in known]
    yield from ((each, Kind.RETURNED) for each in base.deleted if each.marker or "\n" in each.text)
    yield from ((each, Kind.NEW) for each in new if each.marker or adopt)
    if any(SAYING in line for line in lines):
        yield from ((Block(each.key, copy_of(each).text, gap=each.gap), Kind.COPY) for each in new)
