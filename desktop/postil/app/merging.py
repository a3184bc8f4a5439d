"""Merging: several highlights of a page become one, and nothing that was written on them is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.model.annotation import AnchorState
from postil.store import tags as tag_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from postil.model.annotation import Annotation
    from postil.model.selectors import Selectors


def merged(parts: Sequence[Annotation], selectors: Selectors, *, now: datetime) -> Annotation:
    """The first of ``parts`` over what ``selectors`` say, with the notes and tags of all of them.

    Notes come in the order of the text, parted by an empty line; one that says the same as another once.
    """
    ordered = sorted(parts, key=_place)
    notes = dict.fromkeys(part.note.strip() for part in ordered if part.note.strip())
    tags = tag_rows.once_each(tag for part in ordered for tag in part.tags)
    return replace(
        parts[0],
        selectors=selectors,
        state=AnchorState.ANCHORED,
        note="\n\n".join(notes),
        tags=tags,
        created=min(part.created for part in parts),
        modified=now,
        trashed=None,
    )


def _place(part: Annotation) -> tuple[bool, int]:
    position = part.selectors.position
    return position is None, position.start if position is not None else 0
