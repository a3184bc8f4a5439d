"""The three-way merge of a note: what was last written, what Postil has now, what the file says now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.export.notes.document import Document
from postil.export.notes.merging.base import Base
from postil.export.notes.merging.body import body_of
from postil.export.notes.merging.deciding import decide
from postil.export.notes.merging.finding import find
from postil.export.notes.merging.front_matter import front_lines, is_same_page, merge_front
from postil.export.notes.merging.lines import File, Line, words_of

if TYPE_CHECKING:
    from postil.export.notes.document import Block
    from postil.export.notes.merging.note_edits import BlockEdit

_MOST_ROUNDS = 4


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
    if theirs is None:
        return Merged(ours.text, Base(front=ours.front, blocks=ours.blocks))
    kept = _base(base)
    file = File.read(theirs)
    if base is not None and not kept.copies and not kept.is_moved and _is_untouched(kept, file):
        return _anew(kept, ours, file)
    merged = _joined(kept, ours, file, is_known=base is not None)
    return _settled(merged, ours) if merged.kept_both else merged


def _base(document: Document | None) -> Base:
    if isinstance(document, Base):
        return document
    return Base() if document is None else Base(front=document.front, blocks=document.blocks)


def _is_untouched(base: Base, file: File) -> bool:
    """Whether the file is as it was written, but for the ends of its lines."""
    has_one_end = len({line.end for line in file.lines}) == 1
    return has_one_end and file.is_ended and [line.text for line in file.lines] == words_of(base.text)[:-1]


def _anew(base: Base, ours: Document, file: File) -> Merged:
    """Write ours, but for what the person deleted."""
    deleted = {each.key for each in base.deleted}
    blocks = tuple(each for each in ours.blocks if each.key not in deleted)
    front = merge_front(base.front, ours.front, base.front, deleted=base.deleted_fields)
    document = Document(front.text, blocks)
    lines = [Line(words, file.end) for words in words_of(document.text)[:-1]]
    text = document.text if file.end == "\n" else file.written(lines)
    return Merged(
        text if not file.has_bom else file.written(lines),
        Base(front=ours.front, blocks=blocks, deleted=base.deleted, deleted_fields=front.deleted),
    )


def _settled(merged: Merged, ours: Document) -> Merged:
    """Merge again until that changes nothing: below a block that clashes there may be text like it."""
    for _ in range(_MOST_ROUNDS):
        again = _joined(_base(merged.base), ours, File.read(merged.text), is_known=True)
        if (again.text, again.base) == (merged.text, merged.base):
            break
        merged = again
    return merged


def _joined(base: Base, ours: Document, file: File, *, is_known: bool) -> Merged:
    words = [line.text for line in file.lines]
    head = front_lines(words)
    theirs = "\n".join(words[:head])
    front = merge_front(base.front, ours.front, theirs, deleted=base.deleted_fields)
    adopt = not is_known and _has_traces(ours, theirs, words[head:])
    decided = decide(
        base,
        ours.blocks,
        file.lines[head:],
        found=find(base, ours.blocks, words[head:], adopt=adopt),
        end=file.end,
    )
    order = [each.key for each in ours.blocks if each.key in decided.written]
    body = body_of(decided.parts, decided.last, has_front=bool(front.text), end=file.end)
    top = list(file.lines[:head]) if front.text == theirs else _front_lines(front.text, file.end)
    gap = next((each.gap for each in ours.blocks), "\n\n")
    if front.text != theirs:
        body = _parted(body, gap, file.end, has_front=bool(front.text))
    return Merged(
        file.written([*top, *body]),
        Base(
            front=ours.front,
            blocks=tuple(decided.written.values()),
            deleted=tuple(decided.deleted),
            deleted_fields=front.deleted,
            copies=tuple(decided.copies[key] for key in decided.written if key in decided.copies),
            standing=tuple(decided.standing.values()),
            is_moved=list(decided.written) != order,
        ),
        tuple(decided.edits),
        tuple(key for key in decided.written if key in decided.copies),
    )


def _front_lines(front: str, end: str) -> list[Line]:
    return [Line(words, end) for words in words_of(front)] if front else []


def _parted(body: list[Line], gap: str, end: str, *, has_front: bool) -> list[Line]:
    """The body below front matter that came or went."""
    if has_front:
        return [*([Line("", end)] * (len(gap) - 1)), *body] if body and body[0].text.strip() else body
    first = next((number for number, line in enumerate(body) if line.text), len(body))
    return body[first:]


def _has_traces(ours: Document, front: str, words: list[str]) -> bool:
    """Whether the file was once Postil's, though nothing is known of it."""
    text = "\n".join(words)
    return any(_is_marked(each, text) for each in ours.blocks) or is_same_page(ours.front, front)


def _is_marked(block: Block, text: str) -> bool:
    return bool(block.marker) and block.marker in text
