"""What a Kindle keeps of all books in one text: ``My Clippings.txt``.

Each clipping is a title with the author in brackets, a line that says what it is, where and since when, in
the language of the device, and the words; a line of ``=`` ends it::

    The Salt Road (Wren, Ada)
    - Your Highlight on page 12 | Location 180-182 | Added on Monday, 1 January 2024 10:00:00

    The words.
    ==========

A note is known by its word in that language, a bookmark by having no words. A note stands at the end of the
highlight that it is on. A highlight that was made anew, longer or shorter, is there twice: the longer one is
taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.importers.exports.gathering import Gathering
from postil.importers.exports.kindle_dates import read_kindle_date
from postil.importers.files import binary_kind, read_file
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from postil.model.capture import Capture

_BORDER = re.compile(r"^[ \t\ufeff]*={10,}[ \t]*$", re.MULTILINE)
_KNOWN = re.compile(r"\A[\ufeff\s=]*+\S[^\n]*+\n\s*+- [^\n\d]*+\d[^\n]*+\n")
_NOTE = re.compile(
    r"\b(?:note|nota|notiz|notitie|заметка|нотатка|notatka|notunuz|anteckning)\b|メモ|笔记|筆記|메모",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"\s*[(（]([^()（）]*(?:\([^()]*\)[^()]*)*)[)）]\s*$")
_LOCATION = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
_LIMIT = re.compile(r"<[^<>]{10,200}>")
"""What stands for words that the book's publisher does not let be copied."""


@dataclass(frozen=True, slots=True)
class _Clipping:
    """A clipping as it is written."""

    title: str
    byline: str | None
    is_note: bool
    first: int
    last: int
    """Where in the book it begins and ends, in the device's own count."""
    added: datetime | None
    words: str
    note: str = ""


class KindleClippings:
    """The clippings of a Kindle: a capture for each book."""

    name = "Kindle clippings"
    suffixes: tuple[str, ...] = (".txt",)

    def confidence(self, head: bytes, path: Path) -> float:
        """By its lines."""
        if binary_kind(head) or path.suffix.lower() not in (*self.suffixes, ""):
            return 0
        text = decode(head).text.replace("\r\n", "\n")
        return 0.97 if _KNOWN.match(text) and _BORDER.search(text) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The books, each waiting for its text, with what was highlighted in it."""
        gathering = Gathering(path, self.name)
        withheld = 0
        for clippings in _books(decode(read_file(path)).text):
            kept, notes = _settled(clippings)
            withheld += sum(_LIMIT.fullmatch(each.words) is not None for each in kept)
            for each in kept:
                if not _LIMIT.fullmatch(each.words):
                    gathering.add(_record(each, _annotation(each)), name=_name(each), order=each.first)
            for each in notes:
                gathering.add(_record(each, note=each.words), name=_name(each))
        if withheld:
            gathering.warn(
                counted(
                    "One highlight has no words: the book's publisher did not let them be copied.",
                    "{count} highlights have no words: the book's publisher did not let them be copied.",
                    withheld,
                )
            )
        return gathering.captures()


def _books(text: str) -> Iterator[list[_Clipping]]:
    """The clippings of each book, in the order of the file."""
    books: dict[tuple[str, str | None], list[_Clipping]] = {}
    for part in _BORDER.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        clipping = _clipping(part.strip("\n\ufeff \t"))
        if clipping is not None:
            books.setdefault((clipping.title, clipping.byline), []).append(clipping)
    yield from books.values()


def _clipping(part: str) -> _Clipping | None:
    """None for a bookmark, and for what is no clipping."""
    lines = part.split("\n")
    if len(lines) < 3 or not lines[1].lstrip("\ufeff ").startswith("-"):
        return None
    words = "\n".join(line.strip() for line in lines[2:]).strip()
    if not words:
        return None
    title, byline = _title_and_author(lines[0])
    facts = lines[1].strip("\ufeff -").split("|")
    places = facts[:-1] or facts
    found = list(_LOCATION.finditer(places[-1]))
    first = int(found[0][1][:9]) if found else 0
    last = int(found[0][2][:9]) if found and found[0][2] else first
    if last < first:  # older devices write 345-47
        last = int(str(first)[: -len(str(last))] + str(last)) if len(str(last)) < len(str(first)) else first
    is_note = any(map(says_note, places))
    return _Clipping(title, byline, is_note, first, last, read_kindle_date(facts[-1]), words)


def _title_and_author(line: str) -> tuple[str, str | None]:
    line = " ".join(line.replace("\ufeff", "").replace("\u200b", "").split())
    author = _AUTHOR.search(line)
    if author is None or not line[: author.start()].strip():
        return line, None
    names = (turned_name(name) for name in re.split(r"[;；]", author[1]) if name.strip() not in ("", "null"))
    return line[: author.start()].strip(), ", ".join(names) or None


def says_note(heading: str) -> bool:
    """Whether the line above a clipping says that it is a note, in a language that Kindles speak."""
    return _NOTE.search(heading) is not None


def turned_name(name: str) -> str:
    """``Wren, Ada`` as ``Ada Wren``."""
    parts = [part.strip() for part in name.split(",")]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) else name.strip()


def _settled(clippings: Sequence[_Clipping]) -> tuple[list[_Clipping], list[_Clipping]]:
    """The highlights of a book with the notes on them, and the notes that are on none."""
    highlights = _longest(
        sorted((each for each in clippings if not each.is_note), key=lambda each: each.first)
    )
    alone: list[_Clipping] = []
    for note in (each for each in clippings if each.is_note):
        around = [
            (each.last != note.last, each.last - each.first, number)
            for number, each in enumerate(highlights)
            if each.first <= note.first <= each.last
        ]
        if not around:
            alone.append(note)
            continue
        number = min(around)[2]
        highlights[number] = _with_note(highlights[number], note.words)
    return highlights, alone


def _with_note(highlight: _Clipping, note: str) -> _Clipping:
    before = highlight.note.split("\n\n") if highlight.note else []
    return replace(highlight, note="\n\n".join(dict.fromkeys([*before, note])))


def _longest(highlights: Sequence[_Clipping]) -> list[_Clipping]:
    """Of highlights that overlap and of which one holds the other's words, the longer one."""
    kept: list[_Clipping] = []
    for each in highlights:
        for number in range(len(kept) - 1, max(-1, len(kept) - 20), -1):
            other = kept[number]
            if each.first > other.last:
                continue
            if each.words in other.words:
                break
            if other.words in each.words:
                kept[number] = replace(
                    each, first=min(each.first, other.first), added=other.added or each.added
                )
                break
        else:
            kept.append(each)
    return kept


def _annotation(each: _Clipping) -> ImportedAnnotation:
    return ImportedAnnotation(TextQuoteSelector(each.words), note=each.note, created=each.added)


def _record(each: _Clipping, *annotations: ImportedAnnotation, note: str = "") -> Record:
    return Record(title=each.title, byline=each.byline, note=note, added=each.added, annotations=annotations)


def _name(each: _Clipping) -> str:
    return f"{each.title} — {each.byline}" if each.byline else each.title
