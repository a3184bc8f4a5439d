"""What becomes of each block: it is merged, kept, removed, or added."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from postil.export.notes.document import Block
from postil.export.notes.merging.base import Standing
from postil.export.notes.merging.blocks import join
from postil.export.notes.merging.body import Part, Text
from postil.export.notes.merging.copies import copy_of
from postil.export.notes.merging.finding import Found, Kind
from postil.export.notes.merging.lines import Line, words_of
from postil.export.notes.merging.note_edits import BlockEdit, note_edit, note_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postil.export.notes.merging.base import Base, Copy


@dataclass(slots=True)
class Decided:
    """What becomes of the blocks of a file."""

    parts: list[Part] = field(default_factory=list)
    """The file from its first line to its last."""
    last: list[Text] = field(default_factory=list)
    """New blocks that come at its end."""
    written: dict[str, Block] = field(default_factory=dict)
    """The blocks that the file has then, in its order, as the next merge takes them for its base."""
    deleted: list[Block] = field(default_factory=list)
    copies: dict[str, Copy] = field(default_factory=dict)
    standing: dict[str, Standing] = field(default_factory=dict)
    edits: list[BlockEdit] = field(default_factory=list)


def decide(
    base: Base, ours: Sequence[Block], lines: Sequence[Line], *, found: Sequence[Found], end: str
) -> Decided:
    """Say of every block what becomes of it. ``found`` are those that are in the file, from its top."""
    deciding = _Deciding(base, {each.key: each for each in ours}, lines, found, end)
    deciding.decide()
    deciding.settle_copies()
    deciding.bury()
    deciding.place()
    return deciding.decided


class _Deciding:
    def __init__(
        self, base: Base, ours: dict[str, Block], lines: Sequence[Line], found: Sequence[Found], end: str
    ) -> None:
        self.decided = Decided()
        self._base = base
        self._ours = ours
        self._lines = tuple(lines)
        self._found = found
        self._end = end
        self._before = {each.key: each for each in base.blocks}
        self._shown = {each.key: each.shown for each in base.copies}
        self._unsettled = {each.block.key for each in found if each.kind is Kind.COPY}
        self._parts: dict[str, Part] = {}
        """The blocks that the file has and keeps."""

    def decide(self) -> None:
        """Go through the file, and say what becomes of each block in it."""
        done = 0
        for each in self._found:
            self._keep(done, each.start)
            part = Part(self._lines[each.start : each.end], each.block.key, gap=each.block.gap)
            part.is_copy = each.kind is Kind.COPY
            self.decided.parts.append(part)
            if not part.is_copy:
                self._decide(each, part)
            done = each.end
        self._keep(done, len(self._lines))

    def settle_copies(self) -> None:
        """Bring copies up to date, take those away that say nothing new, and add those that are due."""
        parts: list[Part] = []
        due = dict(self.decided.copies)
        for part in self.decided.parts:
            if part.is_copy:
                due.pop(part.key, None)
        for part in self.decided.parts:
            parts.append(part)
            if part.is_copy:
                self._settle(part)
            elif part.key in due and not part.is_gone:
                copy = due[part.key]
                lines = Text.of(copy, self._end).lines
                parts.append(Part(lines, part.key, is_copy=True, gap=copy.gap, needs_gap=True))
        self.decided.parts = parts

    def bury(self) -> None:
        """Remember what the person deleted."""
        found = {each.block.key for each in self._found if each.kind is not Kind.COPY}
        gone = [self._agreed(each) for each in self._base.blocks if each.key not in found]
        self.decided.deleted = [
            *(each for each in self._base.deleted if each.key not in self._parts),
            *(replace(each, text=each.text or self._shown.get(each.key, each.key)) for each in gone),
        ]

    def place(self) -> None:
        """Give each new block its place: after what precedes it in the note, or else before what follows."""
        deleted = {each.key for each in self.decided.deleted}
        below = self._places_below()
        first = next((self._parts[key] for key in self._ours if key in self._parts), None)
        place = first.above if first else self.decided.last
        for key, block in self._ours.items():
            if key in self._parts:
                place = below[key]
            elif key not in deleted:
                place.append(Text.of(block, self._end))
                self.decided.written[key] = block
        self.decided.written = {key: self.decided.written[key] for key in self._order()}

    def _order(self) -> Iterator[str]:
        """The keys of the blocks as they come in the file."""
        for part in self.decided.parts:
            if part.key and not part.is_gone:
                yield from (each.key for each in part.above)
                yield from () if part.is_copy else (part.key,)
                yield from (each.key for each in part.below)
        yield from (each.key for each in self.decided.last)

    def _keep(self, start: int, end: int) -> None:
        """Keep lines of the person's own."""
        if start < end:
            self.decided.parts.append(Part(self._lines[start:end]))

    def _decide(self, found: Found, part: Part) -> None:
        key = found.block.key
        theirs = [line.text for line in part.lines]
        if key in self._ours:
            self._merge(found, part, theirs)
        elif found.kind is Kind.WRITTEN and _words(self._agreed(found.block)) == theirs:
            part.is_gone = True
        else:
            part.key = ""

    def _merge(self, found: Found, part: Part, theirs: list[str]) -> None:
        """Join the three versions of one block."""
        ours = self._ours[part.key]
        base = (
            replace(found.block, text="", note=None) if found.kind is Kind.NEW else self._agreed(found.block)
        )
        joined = join(_words(base), _words(ours), theirs)
        edit = note_edit(base, ours, "\n".join(theirs))
        if edit:
            self.decided.edits.append(edit)
        if joined.clashes:
            self.decided.copies[part.key] = copy_of(ours)
        part.lines = tuple(
            part.lines[line] if isinstance(line, int) else Line(line, self._end) for line in joined.lines
        )
        part.old_gap, part.gap = part.gap, ours.gap
        self._parts[part.key] = part
        text = "\n".join(joined.base)
        merged = Block(part.key, text, ours.marker, note_in(text, ours, base), ours.gap)
        self.decided.written[part.key] = merged if joined.clashes else ours
        now = "\n".join(line.text for line in part.lines).strip("\n")
        if now and words_of(now) != _words(self.decided.written[part.key]):
            self.decided.standing[part.key] = Standing(part.key, now)

    def _agreed(self, block: Block) -> Block:
        """The block as both sides had it: a copy that the person deleted or changed was seen by them."""
        shown = self._shown.get(block.key)
        if shown is None or block.key in self._unsettled:
            return self._before.get(block.key, block)
        ours = self._ours.get(block.key, block)
        return replace(block, text=shown, note=note_in(shown, ours, block))

    def _settle(self, part: Part) -> None:
        copy = self.decided.copies.get(part.key)
        if copy:
            if [line.text for line in part.lines] != words_of(copy.text):
                part.lines = Text.of(copy, self._end).lines
        elif any(each.block.key == part.key and each.kind is not Kind.COPY for each in self._found):
            part.is_gone = True
        else:
            part.key = ""
            part.is_copy = False

    def _places_below(self) -> dict[str, list[Text]]:
        """Where what follows a block is written: below it, or below its copy where that comes next."""
        places = {key: part.below for key, part in self._parts.items()}
        last = ""
        for part in self.decided.parts:
            if part.is_copy and part.key == last and not part.is_gone:
                places[part.key] = part.below
            elif part.key and not part.is_gone:
                last = part.key
            elif any(line.text.strip() for line in part.lines):
                last = ""
        return places


def _words(block: Block) -> list[str]:
    return words_of(block.text) if block.text else []
