"""mymind's export: ``cards.csv`` (``id, type, title, url, content, note, tags, created``), or a ZIP with it.

A card with an address is a page; of the type ``Content`` it quotes from that page. What has no address is a
page of its own: a note, or what was written on a card. Pictures and films beside the table hold no text.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from postil.importers.archive import Archive, is_zip
from postil.importers.archive_names import archive_names
from postil.importers.csv_rows import read_columns, read_rows
from postil.importers.exports.gathering import distinct
from postil.importers.exports.item_captures import Problem, item_capture, with_problems
from postil.importers.files import read_head
from postil.importers.times import read_time
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from postil.importers.csv_rows import Row
    from postil.model.capture import Capture

_TABLE = "cards.csv"
_COLUMNS = frozenset({"id", "type", "title", "url", "content", "note", "tags", "created"})
_SURE = 5
_QUOTING = frozenset({"content", "quote", "highlight", "snippet"})
_TITLE = 80


class Mymind:
    """The cards that a person has at mymind."""

    name = "mymind"
    suffixes: tuple[str, ...] = (".csv", ".zip")

    def confidence(self, head: bytes, path: Path) -> float:
        """By the table in the archive, or the names of its columns."""
        if is_zip(head):
            return 0.8 if _table(archive_names(path)) else 0
        columns = frozenset(read_columns(head))
        return 0.9 if {"id", "type", "content"} <= columns and len(columns & _COLUMNS) >= _SURE else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each card that has words or an address."""
        yield from with_problems(
            _from_zip(path) if is_zip(read_head(path)) else _cards(path, read_rows(path))
        )


def _from_zip(path: Path) -> Iterator[Capture | Problem]:
    with Archive(path) as archive:
        yield from _cards(path, read_rows(archive.read(_table(archive.names))))


def _cards(path: Path, rows: Iterable[Row]) -> Iterator[Capture | Problem]:
    for row in rows:
        if any(row.text(column) for column in ("url", "content", "note", "title")):
            yield _card(path, row)
        else:
            said = _("Line {line}: the card has no words and no address; it was left out.")
            yield Problem(row.with_problem(said.format(line=row.line)))


def _card(path: Path, row: Row) -> Capture:
    address, content = row.text("url", "link"), row.text("content")
    created = read_time(row.text("created", "date"))
    quotes = bool(address and content) and row.text("type", "kind").casefold() in _QUOTING
    words = "" if quotes else content
    return item_capture(
        path,
        Mymind.name,
        Record(
            title=row.text("title") or (_beginning(words) if not address else None),
            tags=distinct(row.text("tags").split(",")),
            note=row.text("note"),
            added=created,
            annotations=(ImportedAnnotation(quote=TextQuoteSelector(content), created=created),)
            if quotes
            else (),
        ),
        part=row.text("id") or f"{row.line}",
        address=address,
        page=words.encode("utf-8", "replace"),
        media_type="text/plain",
        charset="utf-8",
        warnings=(row.problem,) if row.problem else (),
    )


def _beginning(words: str) -> str | None:
    """The first line, for a title."""
    first = words.strip().partition("\n")[0].strip()
    return (f"{first[:_TITLE].rstrip()}…" if len(first) > _TITLE else first) or None


def _table(names: Iterable[str]) -> str:
    return next((name for name in names if posixpath.basename(name).casefold() == _TABLE), "")
