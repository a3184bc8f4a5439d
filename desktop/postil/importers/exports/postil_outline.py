"""A note that Postil wrote for Logseq: properties, then an outline whose blocks are highlights and headings.

What is lost on the way: which paragraphs of a whole article were one list. A page's note and highlights,
their notes, colours, styles and tags come back as they were.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.dom.note_lines import note_of
from postil.importers.colors import read_color
from postil.importers.exports.postil_note_highlights import highlight
from postil.model.export_target import NotePreset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from postil.model.record import ImportedAnnotation

IS_OUTLINE = re.compile(r"\A(?:[\w-]+::[^\n]*\n)*?postil:: [\w-]+[ \t]*(?:\n|\Z)")
_PROPERTY = re.compile(r"\s*([\w-]+)::(?: (.*))?")
_BLOCK = re.compile(r"(\t*)- ?(.*)")
_TITLE = re.compile(r"#{1,6}\s+(.*)")
_LINK = re.compile(r"\[[^\]]*\]\(postil://page/[\w-]+#hl-([\w-]+)\)")
_NAME = re.compile(r"\[\[(.*?)\]\]|([^,\[\]]+)")
_SECTIONS = ("Highlights", "Not found in the text", "Article")


@dataclass(slots=True)
class _Block:
    """A block of the outline with its own lines, and those of the blocks within it."""

    level: int
    lines: list[str]
    within: list[str] = field(default_factory=list)
    """As they stand in the file."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What an outline says, each part as it was before."""

    fields: Mapping[str, str | list[str]]
    note: str
    highlights: tuple[ImportedAnnotation, ...]
    article: str


def read_outline(text: str) -> Outline:
    """The parts of a note for Logseq."""
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if _BLOCK.fullmatch(line)), len(lines))
    sections: dict[str, list[str]] = {"": []}
    current = sections[""]
    for line in lines[first:]:
        title = _TITLE.fullmatch(line.removeprefix("- ")) if line.startswith("- ") else None
        if title is not None and title[1] in _SECTIONS and title[1] not in sections:
            current = sections[title[1]] = []
        else:
            current.append(line)
    marked = [*sections.get("Highlights", ()), *sections.get("Not found in the text", ())]
    return Outline(
        fields=_fields(lines[:first]),
        note=note_of("\n".join(sections[""]), NotePreset.LOGSEQ, page=True),
        highlights=tuple(_highlights(marked)),
        article=_article(sections.get("Article", ())),
    )


def _fields(lines: Sequence[str]) -> dict[str, str | list[str]]:
    fields: dict[str, str | list[str]] = {}
    for line in lines:
        found = _PROPERTY.fullmatch(line)
        if found is not None:
            value = found[2] or ""
            fields[found[1]] = list(_names(value)) if found[1] == "tags" else value
    fields.pop("link", None)
    return fields


def _names(value: str) -> Iterator[str]:
    """The names that a property refers to: ``water, [[old trades]]``."""
    found = ((match[1] or match[2] or "").strip() for match in _NAME.finditer(value))
    return (name for name in found if name)


def _highlights(lines: Sequence[str]) -> Iterator[ImportedAnnotation]:
    for block in _blocks(lines):
        properties = {
            found[1]: found[2] or "" for line in block.lines if (found := _PROPERTY.fullmatch(line))
        }
        if "hl-color" not in properties:
            continue
        quote = [line[1:].removeprefix(" ") for line in block.lines if line.startswith(">")]
        linked = _LINK.search(properties.get("link", ""))
        underlined = ["underlined"] if properties.get("hl-style") == "underline" else []
        yield from highlight(
            quote,
            color=read_color(properties["hl-color"]),
            looks=[*underlined, *(f"#{name}" for name in _names(properties.get("tags", "")))],
            note=note_of("\n".join(block.within), NotePreset.LOGSEQ) if block.within else "",
            name=linked[1] if linked else "",
        )


def _blocks(lines: Sequence[str]) -> list[_Block]:
    """The blocks that are headings or highlights; what stands within a highlight is left together."""
    blocks: list[_Block] = []
    for line in lines:
        start = _BLOCK.fullmatch(line)
        inside = blocks and "hl-color" in blocks[-1].lines[0]
        if start is not None and not (inside and len(start[1]) > blocks[-1].level):
            blocks.append(_Block(len(start[1]), [start[2]]))
        elif blocks and (blocks[-1].within or start is not None):
            blocks[-1].within.append(line)
        elif blocks:
            blocks[-1].lines.append(line.strip())
    return blocks


def _article(lines: Sequence[str]) -> str:
    """The paragraphs of an article that stands in an outline."""
    paragraphs: list[list[str]] = []
    for line in lines:
        start = _BLOCK.fullmatch(line)
        if start is not None:
            paragraphs.append(["  " * max(0, len(start[1]) - 1) + start[2]])
        elif paragraphs:
            paragraphs[-1].append(line.removeprefix("\t").removeprefix("  "))
    return "\n\n".join("\n".join(each) for each in paragraphs)
