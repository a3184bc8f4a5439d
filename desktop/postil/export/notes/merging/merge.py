"""The three-way merge of a note: what was last written, what Postil has now, what the file says now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.export.notes.merging.base import Base

if TYPE_CHECKING:
    from postil.export.notes.document import Document


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


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of a merge."""

    text: str
    """What the file is to say; what it says already where nothing changed."""
    base: Document
    """What the next merge takes as its base: kept with ``base_text``."""
    edits: tuple[BlockEdit, ...] = ()
    kept_both: tuple[str, ...] = ()
    """Keys of the blocks that were changed on both sides, of which the file has both versions."""


def merge(base: Document | None, ours: Document, theirs: str | None) -> Merged:
    """Join ``ours``, the new rendering, with the file as it is now; None where there is no file.

    Only what was last written, and nobody touched since, is replaced or removed.
    """
    if theirs is None or (base is not None and theirs == base.text):
        return Merged(ours.text, Base(ours.front, ours.blocks))
    return Merged(theirs, base or Base())
