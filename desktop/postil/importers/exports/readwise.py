"""Readwise: its export of highlights, and the table by which it takes in those of other tools.

The export has the columns ``Highlight, Book Title, Book Author, Amazon Book ID, Note, Color, Tags, Location
Type, Location, Highlighted at, Document tags``; older ones have fewer. The table for taking in has
``Highlight, Title, Author, URL, Note, Location, Date``, and many tools write it. A note may begin with its
tags: ``.tag``, and ``.h1`` for what is a heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.importers.colors import read_color
from postil.importers.csv_rows import read_columns, read_rows
from postil.importers.exports.gathering import Gathering, distinct
from postil.importers.times import read_time
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.csv_rows import Row
    from postil.model.capture import Capture

_OWN = frozenset({"amazon book id", "location type", "highlighted at", "document tags", "book author"})
_TAKEN_IN = frozenset({"title", "book title", "author", "url", "note", "location", "date"})
_ACTION = re.compile(r"\.(?!c\d)([^\W\d_][\w-]*)(?=\s|\Z)\s*")
"""A tag at the beginning of a note; ``.c1`` and ``.c2`` join highlights and are none."""
_NO_TAG = "\u2060."
"""How Postil begins a note that would begin as a tag does."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Readwise:
    """Highlights as Readwise exports them, or takes them in."""

    name = "Readwise"
    suffixes: tuple[str, ...] = (".csv",)

    def confidence(self, head: bytes, path: Path) -> float:
        """By the names of the columns; that of highlights need not have others beside it."""
        columns = frozenset(read_columns(head))
        if "highlight" not in columns:
            return 0
        if len(columns & _OWN) >= 2:
            return 0.95
        is_alone = len(columns) == 1 and path.suffix.lower() in self.suffixes
        return 0.75 if columns & _TAKEN_IN or is_alone else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each book and article, with its highlights in the order of the text."""
        gathering = Gathering(path, self.name)
        for row in read_rows(path):
            _gather(row, gathering)
        yield from gathering.captures()


def _gather(row: Row, gathering: Gathering) -> None:
    quote = row.text("highlight", "text")
    written = row.text("note", "personal note")
    note, actions = _read_note(written) if quote else (written, ())
    if not quote and not note:
        gathering.warn(
            row.with_problem(_("Line {line} has no highlight, and was left out.").format(line=row.line))
        )
        return
    created = read_time(row.text("highlighted at", "date", "date of highlight"))
    tags = (each.strip().lstrip(".") for each in row.text("tags").split(","))
    annotation = ImportedAnnotation(
        quote=TextQuoteSelector(quote),
        note=note,
        color=read_color(row.text("color", "colour")),
        tags=distinct((*tags, *actions)),
        created=created,
    )
    title, book = row.text("book title", "title"), row.text("amazon book id")
    gathering.add(
        Record(
            title=title or None,
            byline=row.text("book author", "author") or None,
            tags=distinct(row.text("document tags").split(",")),
            note="" if quote else note,
            annotations=(annotation,) if quote else (),
        ),
        address=row.text("url", "source url", "book url"),
        name=f"amazon:{book}" if book and not title else "",
        order=_place(row.text("location")),
        warning=row.problem,
    )


def _read_note(note: str) -> tuple[str, tuple[str, ...]]:
    """A note without the tags that it begins with, and these."""
    tags: list[str] = []
    while found := _ACTION.match(note):
        tags.append(found[1])
        note = note[found.end() :]
    if note.startswith(_NO_TAG):
        note = note[1:]
    return note, tuple(tags)


def _place(location: str) -> float | None:
    """Where in the book a highlight stands: its page, its Kindle location, or which one it is."""
    found = _NUMBER.search(location)
    return float(found[0]) if found else None
