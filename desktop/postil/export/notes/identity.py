"""A document's id in its file: a property by which it is found again under any name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.export.notes.document import Block
from postil.export.notes.files import document_id
from postil.export.notes.frontmatter import ID_KEY
from postil.model.export_target import NotePreset

if TYPE_CHECKING:
    from postil.export.notes.document import Document

_BELOW = "\n---"
_PROPERTIES = "properties"
"""The key of the block that has the id, where a preset knows no front matter."""
_PROPERTY = re.compile(r"[\w/-]+::(?:\s|$)")


def with_id(document: Document, name: str, preset: NotePreset) -> Document:
    """The document with that id; one whose template says it stays as it is."""
    if document_id(document.text) == name:
        return document
    if preset is NotePreset.LOGSEQ:
        property_line, first = f"{ID_KEY}:: {name}", next(iter(document.blocks), None)
        if first is not None and _is_properties(first):
            joined = replace(first, text=f"{first.text}\n{property_line}")
            return replace(document, blocks=(joined, *document.blocks[1:]))
        return replace(document, blocks=(Block(_PROPERTIES, property_line, gap=""), *document.blocks))
    line = f'{ID_KEY}: "{name}"'
    if not document.front:
        return replace(document, front=f"---\n{line}{_BELOW}")
    kept = [each for each in document.front.split("\n") if not each.startswith(f"{ID_KEY}:")]
    return replace(document, front="\n".join(kept).removesuffix(_BELOW) + f"\n{line}{_BELOW}")


def without_id(document: Document) -> Document:
    """The document as it is added to a file of the person's own: only what it has to say."""
    skipped = 1 if document.blocks and _is_properties(document.blocks[0]) else 0
    return replace(document, front="", blocks=document.blocks[skipped:])


def _is_properties(block: Block) -> bool:
    return all(_PROPERTY.match(line) for line in block.text.split("\n"))
