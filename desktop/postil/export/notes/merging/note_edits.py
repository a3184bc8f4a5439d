"""What a person made of a note in its file: what stands between the untouched text around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.export.notes.document import Block


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
    """Where the note stands in ``text``, which has one of the models' text around it."""
    for model in models:
        if model.note is None:
            continue
        head, tail = model.text[: model.note[0]], model.text[model.note[1] :]
        if len(text) >= len(head) + len(tail) and text.startswith(head) and text.endswith(tail):
            return len(head), len(text) - len(tail)
    return None


def _stretch(text: str, where: tuple[int, int]) -> str:
    return text[where[0] : where[1]]
