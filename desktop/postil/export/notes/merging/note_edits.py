"""What a person made of a note in its file: what stands between the untouched text around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.export.notes.merging.likeness import indent

if TYPE_CHECKING:
    from postil.export.notes.document import Block

_QUOTE = re.compile(r"[ \t>]*>")
_BEGINNING = re.compile(r"[ \t]*(?:([-*+]|\d+[.)])(?!\S)|(\[\^[^\]\s]+\]:))")


@dataclass(frozen=True, slots=True)
class BlockEdit:
    """A note that the person changed in the file, as it is rendered there."""

    key: str
    """The block that the note is part of."""
    before: str
    """As it was last written."""
    after: str
    """As it is in the file now; empty where it was deleted."""
    clashes: bool = False
    """Whether Postil's note has changed in the meantime too."""


def note_edit(base: Block, ours: Block, theirs: str) -> BlockEdit | None:
    """How ``theirs``, the text of the block in the file, has another note; None where it has not."""
    there = note_in(theirs, base)
    if base.note is None or there is None:
        return None
    before = _stretch(base.text, base.note)
    after = _stretch(theirs, there)
    now = None if ours.note is None else _stretch(ours.text, ours.note)
    if after in (before, now):
        return None
    return BlockEdit(base.key, before, after, clashes=now != before)


def note_in(text: str, *models: Block) -> tuple[int, int] | None:
    """Where the note stands in ``text``, which has one of the models' text around it.

    What a person wrote between that and the note in another form, as into the quote that it stands in, is no
    part of it; where nothing is left of its form, it was written anew.
    """
    for model in models:
        if model.note is None:
            continue
        head, tail = model.text[: model.note[0]], model.text[model.note[1] :]
        if len(text) >= len(head) + len(tail) and text.startswith(head) and text.endswith(tail):
            if not head and not tail:
                return 0, len(text)
            return _of_form(text, (len(head), len(text) - len(tail)), model)
    return None


def _of_form(text: str, where: tuple[int, int], model: Block) -> tuple[int, int]:
    """The stretch from its first line that is in the form of the model's note to its last one."""
    assert model.note is not None
    lines = _stretch(model.text, model.note).split("\n")
    line_above = model.text[: model.note[0]].removesuffix("\n").rpartition("\n")[2]
    depth = min(_depth(lines[0]), _depth(line_above))
    width = indent(lines[0])
    found: list[tuple[int, int]] = []
    at = where[0]
    for line in _stretch(text, where).split("\n"):
        is_deep = _depth(line) >= depth if depth else bool(line.strip()) and indent(line) >= width
        if is_deep and (found or _begins_as(line, lines[0])):
            found.append((at, at + len(line)))
        at += len(line) + 1
    return (found[0][0], found[-1][1]) if found else where


def _begins_as(line: str, first: str) -> bool:
    """Whether a line can be the first one of a note that began with ``first``: an item, a footnote."""
    item, now = (_BEGINNING.match(each) for each in (first, line))
    return item is None or (now is not None and now.lastindex == item.lastindex)


def _depth(line: str) -> int:
    """In how many quotes a line stands."""
    found = _QUOTE.match(line)
    return found.group().count(">") if found else 0


def _stretch(text: str, where: tuple[int, int]) -> str:
    return text[where[0] : where[1]]
