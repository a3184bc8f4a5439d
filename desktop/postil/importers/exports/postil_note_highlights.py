"""The highlights of a note that Postil wrote: quotes with what stands below them, in the form of any preset.

Plain notes have the block id, a line of colour, style and tags, and the note as a list item below the quote.
For Obsidian the quote is a callout, whose title has the colour and the tags, and which holds the note. For
Pandoc an anchor and a citation end the quote, and the note is a footnote. Any other words below a highlight
are taken for words of its note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.dom.note_lines import note_of
from postil.dom.note_text import note_html
from postil.dom.plain import plain_text
from postil.importers.colors import read_color
from postil.importers.exports.gathering import distinct
from postil.model.annotation import Color, Style
from postil.model.export_target import NotePreset
from postil.model.record import ImportedAnnotation
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADING = re.compile(r"#{1,6}\s+.*")
_BLOCK = re.compile(r"\^hl-([\w-]+)\s*")
_CALLOUT = re.compile(r"\[!quote\|(\w+)\][+-]?[ \t]*(.*)")
_NOTE_CALLOUT = re.compile(r"> ?\[!note\].*")
_CITATION = re.compile(r"\[—\]\{#hl-([\w-]+) \.(\w+)\}.*")
_FOOTNOTE = re.compile(r"\[\^hl-[\w-]+\]:")
_LINK = re.compile(r"\[[^\]]*\]\(postil://page/[\w-]+(?:#hl-([\w-]+))?\)")
_JOINER = "\u2060"
_BETWEEN = " · "


def words_of(markdown: str) -> str:
    """The words of some Markdown, a line for each block."""
    return without_joiners(plain_text(note_html(markdown)))


def without_joiners(text: str) -> str:
    """The text without the invisible signs that part what programs would act on."""
    return text.replace(_JOINER, "")


def read_highlights(lines: Sequence[str]) -> Iterator[ImportedAnnotation]:
    """The highlights of a section: each from its quote to the next quote or heading."""
    quote: list[str] = []
    below: list[str] = []
    for line in lines:
        if line.startswith(">") and not below:
            quote.append(line[1:].removeprefix(" "))
        elif line.startswith(">") or _HEADING.fullmatch(line):
            yield from _highlight(quote, below)
            quote, below = ([line[1:].removeprefix(" ")] if line.startswith(">") else []), []
        elif quote and (line.strip() or below):
            below.append(line)
    yield from _highlight(quote, below)


def highlight(
    quote: Sequence[str], *, color: Color | None, looks: Sequence[str], note: str, name: str
) -> Iterator[ImportedAnnotation]:
    """A highlight of the lines of a quote, if it has any words; ``looks`` are its style and its tags."""
    words = words_of("\n".join(quote))
    if words:
        yield ImportedAnnotation(
            quote=TextQuoteSelector(words),
            note=note,
            color=color,
            style=Style.UNDERLINE if "underlined" in looks else Style.HIGHLIGHT,
            tags=distinct(part[1:] for part in looks if part.startswith("#")),
            id=f"postil:{name}" if name else "",
        )


@dataclass(slots=True)
class _Parts:
    """What is known of a highlight while its lines are read."""

    name: str = ""
    color: Color | None = None
    looks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take_looks(self, parts: Sequence[str]) -> None:
        self.looks = [part for part in parts if not _LINK.fullmatch(part)]
        linked = next((found[1] for part in parts if (found := _LINK.fullmatch(part))), None)
        self.name = self.name or linked or ""


def _highlight(quote: Sequence[str], below: Sequence[str]) -> Iterator[ImportedAnnotation]:
    parts = _Parts()
    callout = _CALLOUT.fullmatch(quote[0]) if quote else None
    if callout is not None:
        quote = _out_of_callout(parts, callout, quote[1:])
    else:
        quote = _without_citation(parts, quote)
    rest = _read_below(parts, below)
    parts.notes += [_note(rest)] if rest else []
    yield from highlight(
        quote,
        color=parts.color,
        looks=parts.looks,
        note="\n\n".join(filter(None, parts.notes)),
        name=parts.name,
    )


def _out_of_callout(parts: _Parts, callout: re.Match[str], inner: Sequence[str]) -> Sequence[str]:
    """The quote's own lines, from those in a callout."""
    parts.color = read_color(callout[1])
    parts.take_looks(callout[2].split(_BETWEEN))
    at = next((at for at, line in enumerate(inner) if _NOTE_CALLOUT.fullmatch(line)), None)
    if at is None:
        return inner
    parts.notes.append(note_of("\n".join(f"> {line}" for line in inner[at + 1 :]), NotePreset.OBSIDIAN))
    return inner[:at]


def _without_citation(parts: _Parts, quote: Sequence[str]) -> Sequence[str]:
    for at, line in enumerate(quote):
        cited = _CITATION.fullmatch(line)
        if cited is not None:
            parts.name, parts.color = cited[1], read_color(cited[2])
            return quote[:at]
    return quote


def _read_below(parts: _Parts, below: Sequence[str]) -> list[str]:
    """Take the block id, the looks and the footnote; the lines that are none of these are left."""
    rest: list[str] = []
    footnote: list[str] | None = None
    has_looks = bool(parts.looks)
    for line in below:
        block = _BLOCK.fullmatch(line)
        color = read_color(line.split(_BETWEEN)[0].partition(":")[0]) if not rest else None
        if footnote is not None and (not line.strip() or line[:1] in (" ", "\t")):
            footnote.append(line)
        elif footnote is None and _FOOTNOTE.match(line):
            footnote = [line]
        elif block is not None and not rest and parts.name in ("", block[1]):
            parts.name = block[1]
        elif color is not None and not has_looks:
            has_looks, parts.color = True, parts.color or color
            parts.take_looks(line.split(_BETWEEN)[1:])
        elif line.strip() or rest:
            rest.append(line)
    if footnote is not None:
        parts.notes.append(note_of("\n".join(footnote), NotePreset.PANDOC))
    return rest


def _note(lines: Sequence[str]) -> str:
    """A note that was written as a list item, as it was before."""
    return note_of("\n".join(lines).strip("\n"), NotePreset.PLAIN)
