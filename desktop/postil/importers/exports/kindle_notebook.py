"""The notebook of one book, as the Kindle app sends it: HTML whose classes say what is what.

After ``bookTitle`` and ``authors`` there is a ``noteHeading`` for each highlight and note, which says what it
is in the app's language, in which colour and where, and a ``noteText``. A note follows its highlight.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.dom.parse import parse_page
from postil.importers.colors import read_color
from postil.importers.exports.gathering import Gathering
from postil.importers.exports.kindle_clippings import says_note, turned_name
from postil.importers.files import binary_kind, read_file
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from postil.model.annotation import Color
    from postil.model.capture import Capture

_TITLE = re.compile(rb"""<\w+\s[^>]{0,200}class\s*=\s*["']?bookTitle\b""", re.IGNORECASE)
_PARTS = frozenset({"bookTitle", "authors", "noteHeading", "noteText"})
_COLOR = re.compile(r"highlight_(\w+)")
_NUMBER = re.compile(r"\d+")
_REACH = 20
"""A note stands at the end of its highlight, whose heading says where it begins: so much further at most."""


class KindleNotebook:
    """A notebook of the Kindle app."""

    name = "Kindle notebook"
    suffixes: tuple[str, ...] = (".html", ".htm")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - what is in it tells
        """By its classes."""
        if binary_kind(head):
            return 0
        plain = head.replace(b"\0", b"")
        return 1 if _TITLE.search(plain) and b"note" in plain and b"bodyContainer" in plain else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The book, waiting for its text, with what was highlighted in it."""
        title = byline = heading = ""
        color: Color | None = None
        found: list[tuple[ImportedAnnotation, int]] = []
        notes: list[str] = []
        for part, element in _parts(parse_page(decode(read_file(path)).text)):
            words = _words(element)
            if part == "bookTitle":
                title = title or words
            elif part == "authors":
                byline = byline or ", ".join(
                    turned_name(name) for name in re.split(r"[;；]", words) if name.strip()
                )
            elif part == "noteHeading":
                heading, color = words, _color(element)
            elif words and says_note(heading):
                place = _place(heading)
                if found and not found[-1][0].note and 0 <= place - found[-1][1] <= _REACH:
                    found[-1] = (replace(found[-1][0], note=words), found[-1][1])
                else:
                    notes.append(words)
            elif words:
                found.append((ImportedAnnotation(TextQuoteSelector(words), color=color), _place(heading)))
        record = Record(
            title=title or None,
            byline=byline or None,
            note="\n\n".join(notes),
            annotations=tuple(annotation for annotation, _place_of in found),
        )
        gathering = Gathering(path, self.name)
        if title or found or notes:
            gathering.add(record, name=" — ".join(filter(None, (title, byline))))
        return gathering.captures()


def _parts(html: _Element) -> Iterator[tuple[str, _Element]]:
    for element in html.iter():
        names = (element.get("class") or "").split() if isinstance(element.tag, str) else ()
        for name in names:
            if name in _PARTS:
                yield name, element


def _words(element: _Element) -> str:
    """What an element says; where a damaged one holds further parts, only what is its own."""
    pieces = [element.text or ""]
    for child in element:
        if not set((child.get("class") or "").split()) & _PARTS:
            pieces.append("\n" if child.tag == "br" else _words(child))
        pieces.append(child.tail or "")
    return "\n".join(" ".join(line.split()) for line in "".join(pieces).strip().split("\n")).strip()


def _color(heading: _Element) -> Color | None:
    names = (_COLOR.fullmatch(each.get("class") or "") for each in heading.iter("span"))
    return next((read_color(name[1]) for name in names if name), None)


def _place(heading: str) -> int:
    numbers = _NUMBER.findall(heading)
    return int(numbers[-1][:9]) if numbers else 0
