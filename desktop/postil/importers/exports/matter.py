"""Matter's export: a ZIP with ``_matter_history.csv``, ``_matter_highlights.csv`` and pages; or one of these.

The history has ``Title, Author, Publisher, URL, Tags, Word Count, In Queue, Favorited, Read, Last Interaction
Date, File Id``; older ones lack some of these. The file id is the name of the page's entry. The highlights
know their page by its title and author.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.archive import Archive, is_zip
from postil.importers.archive_names import archive_names
from postil.importers.csv_rows import read_columns, read_rows
from postil.importers.exports.gathering import distinct
from postil.importers.exports.item_captures import Problem, item_capture, with_problems
from postil.importers.files import read_head
from postil.importers.mime import decoded_words
from postil.importers.times import read_time
from postil.model.page import Status
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from postil.importers.csv_rows import Row
    from postil.model.capture import Capture

_HISTORY = "_matter_history.csv"
_HIGHLIGHTS = "_matter_highlights.csv"
_OF_HISTORY = frozenset({"file id", "in queue", "favorited", "last interaction date", "highlight count"})
_OF_HIGHLIGHTS = frozenset({"text", "title", "highlighted date"})
_TAGS = re.compile("[;,]")


class Matter:
    """The library that a person has at Matter."""

    name = "Matter"
    suffixes: tuple[str, ...] = (".zip", ".csv")

    def confidence(self, head: bytes, path: Path) -> float:
        """By the names in the archive, or of the columns."""
        if is_zip(head):
            return (
                0.95
                if _entry(archive_names(path), _HISTORY) or _entry(archive_names(path), _HIGHLIGHTS)
                else 0
            )
        columns = frozenset(read_columns(head))
        is_history = "url" in columns and len(columns & _OF_HISTORY) >= 2
        return 0.95 if is_history or columns >= _OF_HIGHLIGHTS else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each row of the history, then those of which only highlights are there."""
        head = read_head(path)
        if is_zip(head):
            yield from with_problems(self._from_zip(path))
        elif frozenset(read_columns(head)) >= _OF_HIGHLIGHTS:
            yield from with_problems(_Reading(path, _Highlights(read_rows(path)), _no_page).unlisted())
        else:
            yield from with_problems(_Reading(path, _Highlights(()), _no_page).history(read_rows(path)))

    def _from_zip(self, path: Path) -> Iterator[Capture | Problem]:
        with Archive(path) as archive:
            history = _entry(archive.names, _HISTORY)
            marked = _entry(archive.names, _HIGHLIGHTS)
            folder = posixpath.dirname(history or marked)

            def page(name: str) -> bytes:
                entry = posixpath.join(folder, name)
                return archive.read(entry) if name and entry in archive else b""

            highlights = _Highlights(read_rows(archive.read(marked)) if marked else ())
            reading = _Reading(path, highlights, page)
            yield from reading.history(read_rows(archive.read(history)) if history else ())
            yield from reading.unlisted()


class _Highlights:
    """The highlights of an export by what they say of their page; each is given once."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._of_page: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            self._of_page.setdefault(_page_key(row), []).append(row)

    def take(self, row: Row) -> list[Row]:
        """The highlights of the page that a row of the history is about."""
        return self._of_page.pop(_page_key(row), [])

    def rest(self) -> Iterator[list[Row]]:
        """Those that were not taken, page by page."""
        yield from self._of_page.values()


class _Reading:
    """One export. ``page`` gives what an entry holds; nothing where there is none."""

    def __init__(self, path: Path, highlights: _Highlights, page: Callable[[str], bytes]) -> None:
        self._path = path
        self._highlights = highlights
        self._page = page

    def history(self, rows: Iterable[Row]) -> Iterator[Capture | Problem]:
        """The pages that the history lists."""
        for row in rows:
            if row.text("url") or row.text("title"):
                yield self._capture(row, self._highlights.take(row))
            else:
                yield Problem(
                    row.with_problem(_("Line {line} has no address, and was left out.").format(line=row.line))
                )

    def unlisted(self) -> Iterator[Capture | Problem]:
        """The pages of which there are highlights only."""
        for rows in self._highlights.rest():
            yield self._capture(rows[0], rows)

    def _capture(self, row: Row, highlights: list[Row]) -> Capture:
        warnings = [each.problem for each in (row, *highlights) if each.problem]
        page = b""
        try:
            page = self._page(row.text("file id"))
        except ImportFailed as error:
            warnings.append(str(error))
        capture = item_capture(
            self._path,
            Matter.name,
            _record(row, highlights),
            part=row.text("file id", "url") or " — ".join(filter(None, _page_key(row))),
            address=row.text("url"),
            page=page,
            warnings=tuple(dict.fromkeys(warnings)),
        )
        return replace(capture, charset="utf-8") if page else capture


def _record(row: Row, highlights: list[Row]) -> Record:
    is_read = row.says_yes("read")
    moment = read_time(row.text("last interaction date"))
    return Record(
        title=row.text("title") or None,
        byline=decoded_words(row.text("author")) or None,
        site=decoded_words(row.text("publisher")) or None,  # of newsletters, as it stands in the letter
        status=_status(row, is_read=is_read),
        starred=row.says_yes("favorited"),
        tags=distinct(_TAGS.split(row.text("tags"))),
        note="\n\n".join(
            note for each in highlights if not each.text("text") and (note := each.text("note"))
        ),
        added=read_time(row.text("saved date", "date added")),
        opened=moment,
        finished=moment if is_read else None,
        annotations=tuple(_highlight(each) for each in highlights if each.text("text", "highlight")),
    )


def _status(row: Row, *, is_read: bool) -> Status | None:
    if row.says_yes("in queue", "saved"):
        return Status.INBOX
    return Status.ARCHIVE if is_read or row.text("in queue", "saved") else None


def _highlight(row: Row) -> ImportedAnnotation:
    return ImportedAnnotation(
        quote=TextQuoteSelector(row.text("text", "highlight")),
        note=row.text("note", "notes", "comment"),
        tags=distinct(_TAGS.split(row.text("highlight tags"))),
        created=read_time(row.text("highlighted date", "date")),
    )


def _page_key(row: Row) -> tuple[str, str]:
    return row.text("title").casefold(), row.text("author").casefold()


def _entry(names: Iterable[str], ending: str) -> str:
    """The entry that is called so, in whatever folder; not what a Mac writes beside it."""
    found = (name for name in names if posixpath.basename(name).casefold() == ending)
    return next((name for name in found if "__MACOSX" not in name), "")


def _no_page(_name: str) -> bytes:
    return b""
