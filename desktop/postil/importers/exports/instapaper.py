"""Instapaper's export: ``URL, Title, Selection, Folder``, later also ``Timestamp`` and ``Tags``, a JSON list.

The selection is what the person had marked in the page. A page may have several rows. The page of links that
Instapaper also exports (``instapaper_page``) has addresses, titles and folders alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.errors import ImportFailed
from postil.importers.csv_rows import read_columns, read_rows
from postil.importers.exports.gathering import Gathering, distinct
from postil.importers.exports.instapaper_page import instapaper_links, is_instapaper_page
from postil.importers.files import read_file, read_head
from postil.importers.json_items import read_item
from postil.importers.times import read_time
from postil.model.page import Status
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.csv_rows import Row
    from postil.model.capture import Capture

_COLUMNS = frozenset({"url", "title", "selection", "folder"})
_WITHOUT_SELECTION = frozenset({"url", "title", "folder", "timestamp"})
_SURE = 3
_FOLDERS = {"unread": Status.INBOX, "home": Status.INBOX, "archive": Status.ARCHIVE}
_STARRED = frozenset({"starred", "liked", "likes"})


class Instapaper:
    """The pages that a person saved in Instapaper."""

    name = "Instapaper"
    suffixes: tuple[str, ...] = (".csv", ".html")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the columns tell, not the name
        """By the names of the columns, or the title of the page of links."""
        if is_instapaper_page(head):
            return 0.98
        columns = frozenset(read_columns(head))
        if "selection" in columns and "url" in columns and len(columns & _COLUMNS) >= _SURE:
            return 0.95
        return 0.7 if columns >= _WITHOUT_SELECTION else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each address."""
        gathering = Gathering(path, self.name)
        if is_instapaper_page(read_head(path)):
            for link in instapaper_links(decode(read_file(path)).text):
                record = Record(title=link.title or None)
                gathering.add(_in_folder(record, link.folder), address=link.address)
            yield from gathering.captures()
            return
        for row in read_rows(path):
            if row.text("url") or row.text("selection"):
                _gather(row, gathering)
            else:
                gathering.warn(
                    row.with_problem(_("Line {line} has no address, and was left out.").format(line=row.line))
                )
        yield from gathering.captures()


def _gather(row: Row, gathering: Gathering) -> None:
    selection = row.text("selection")
    added = read_time(row.text("timestamp"))
    record = Record(
        title=row.text("title") or None,
        tags=_tags(row.text("tags")),
        added=added,
        annotations=(
            (ImportedAnnotation(quote=TextQuoteSelector(selection), created=added),) if selection else ()
        ),
    )
    gathering.add(
        _in_folder(record, row.text("folder")),
        address=row.text("url"),
        warning=row.problem,
    )


def _in_folder(record: Record, folder: str) -> Record:
    """The record of a page that is in a folder: three of them say how far it is read, others are tags."""
    known = folder.casefold()
    is_own = folder and known not in _FOLDERS and known not in _STARRED
    return replace(
        record,
        status=_FOLDERS.get(known),
        starred=known in _STARRED,
        tags=distinct((*((folder,) if is_own else ()), *record.tags)),
    )


def _tags(text: str) -> tuple[str, ...]:
    """A JSON list, or names between commas."""
    if text.startswith("["):
        try:
            return read_item(text.encode("utf-8", "replace")).names()
        except ImportFailed:
            text = text.strip("[]")
    return tuple(name.strip(' "') for name in text.split(","))
