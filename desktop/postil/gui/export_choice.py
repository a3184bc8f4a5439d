"""What was chosen in the last export: where to and how, kept as one setting for the next time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from postil.model.export_target import HighlightMarks, Images, Layout, NoteContents, NotePreset, NoteShape

if TYPE_CHECKING:
    from enum import Enum

E = TypeVar("E", bound="Enum")

MARKDOWN = "markdown"
"""Of the things that are written, the notes that live in folders."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """Everything that an export asks. Empty words stand for what was never chosen."""

    format: str = MARKDOWN
    """What is written: notes as Markdown, or the id of another format."""
    target: str = ""
    """The id of the export target; empty for a folder that is written to once."""
    folder: str = ""
    layout: Layout = Layout.PAGE
    shape: NoteShape = NoteShape()  # noqa: RUF009 - frozen, like this


def written(choice: ExportChoice) -> str:
    """The choice as the setting has it: JSON."""
    shape = choice.shape
    return json.dumps(
        {
            "format": choice.format,
            "target": choice.target,
            "folder": choice.folder,
            "layout": choice.layout.value,
            "preset": shape.preset.value,
            "template": str(shape.template) if shape.template is not None else "",
            "contents": shape.contents.value,
            "marks": shape.marks.value,
            "images": shape.images.value,
        },
        ensure_ascii=False,
    )


def read(kept: str) -> ExportChoice:
    """The choice that a setting has; what cannot be read in it is as at the first time."""
    try:
        found = json.loads(kept) if kept else {}
    except (ValueError, RecursionError):
        found = {}
    values = found if isinstance(found, dict) else {}
    template = _word(values, "template")
    return ExportChoice(
        _word(values, "format") or MARKDOWN,
        _word(values, "target"),
        _word(values, "folder"),
        _one_of(Layout, values.get("layout"), Layout.PAGE),
        NoteShape(
            _one_of(NotePreset, values.get("preset"), NotePreset.PLAIN),
            Path(template) if template else None,
            _one_of(NoteContents, values.get("contents"), NoteContents.HIGHLIGHTS),
            _one_of(HighlightMarks, values.get("marks"), HighlightMarks.EQUALS),
            _one_of(Images, values.get("images"), Images.LINKED),
        ),
    )


def _word(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _one_of(kind: type[E], value: object, otherwise: E) -> E:
    return next((each for each in kind if each.value == value), otherwise)
