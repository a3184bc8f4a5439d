"""Highlights of KOReader, as its exporter writes them to JSON: of one book, or of all (``documents``).

The fields are those of its ``exporter.koplugin``: an entry has ``text``, ``note``, ``time`` in seconds,
``color``, ``drawer`` (how it is drawn), ``page`` and ``chapter``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.importers.colors import read_color
from postil.importers.exports.gathering import Gathering
from postil.importers.json_items import read_item
from postil.importers.json_shape import shape_of
from postil.model.annotation import Style
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.json_items import Item
    from postil.model.capture import Capture

_UNDERLINED = "underscore"
_MARKS = frozenset({"created_on", "number_of_pages", "md5sum"})
_MOST_ENTRIES = 100_000


class KOReader:
    """The highlights of KOReader: a capture for each book."""

    name = "KOReader"
    suffixes: tuple[str, ...] = (".json",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - what is in it tells
        """By the fields of a book and of its entries."""
        shape = shape_of(head)
        entry = shape.within("entries")
        if "entries" in shape.fields and (shape.fields & _MARKS or {"drawer", "time"} <= entry):
            return 1
        return 1 if {"entries", "title"} <= shape.within("documents") else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The books, each waiting for its text."""
        item = read_item(path)
        gathering = Gathering(path, self.name)
        for book in item.items("documents") or (item,):
            _add(book, gathering)
        return gathering.captures()


def _add(book: Item, gathering: Gathering) -> None:
    title, byline = book.line("title"), ", ".join(book.text("author", "authors").splitlines())
    entries = book.items("entries")[:_MOST_ENTRIES]
    annotations = tuple(koreader_annotation(each) for each in entries if each.text("text"))
    notes = [each.text("note") for each in entries if not each.text("text") and each.text("note")]
    if title or annotations or notes:
        record = Record(
            title=title or book.line("file").rpartition("/")[2] or None,
            byline=byline or None,
            note="\n\n".join(notes),
            annotations=annotations,
        )
        gathering.add(record, name=" — ".join(filter(None, (record.title, record.byline))))


def koreader_annotation(entry: Item) -> ImportedAnnotation:
    """The highlight that an entry is; its text is not empty."""
    return ImportedAnnotation(
        TextQuoteSelector(entry.text("text")),
        note=entry.text("note"),
        color=read_color(entry.text("color")),
        style=Style.UNDERLINE if entry.text("drawer") == _UNDERLINED else Style.HIGHLIGHT,
        created=entry.time("time", "datetime"),
        modified=entry.time("datetime_updated"),
    )
