"""Instapaper's export: ``URL, Title, Selection, Folder``, later also ``Timestamp`` and ``Tags``, a JSON list.

The selection is what the person had marked in the page. A page may have several rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.csv_rows import read_columns, read_rows
from postil.importers.exports.gathering import Gathering, distinct
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
_FOLDERS = {"unread": Status.INBOX, "home": Status.INBOX, "archive": Status.ARCHIVE}
_STARRED = frozenset({"starred", "liked", "likes"})


class Instapaper:
    """The pages that a person saved in Instapaper."""

    name = "Instapaper"
    suffixes: tuple[str, ...] = (".csv",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the columns tell, not the name
        """By the names of the columns."""
        columns = frozenset(read_columns(head))
        return 0.95 if len(columns & _COLUMNS) >= 3 and "selection" in columns and "url" in columns else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each address."""
        gathering = Gathering(path, self.name)
        for row in read_rows(path):
            if row.text("url") or row.text("selection"):
                _gather(row, gathering)
            else:
                gathering.warn(row.problem or _("Line {line}: there is no address.").format(line=row.line))
        yield from gathering.captures()


def _gather(row: Row, gathering: Gathering) -> None:
    folder, selection = row.text("folder"), row.text("selection")
    known = folder.casefold()
    is_own = folder and known not in _FOLDERS and known not in _STARRED
    added = read_time(row.text("timestamp"))
    gathering.add(
        Record(
            title=row.text("title") or None,
            status=_FOLDERS.get(known),
            starred=known in _STARRED,
            tags=distinct((*((folder,) if is_own else ()), *_tags(row.text("tags")))),
            added=added,
            annotations=(
                (ImportedAnnotation(quote=TextQuoteSelector(selection), created=added),) if selection else ()
            ),
        ),
        address=row.text("url"),
        warning=row.problem,
    )


def _tags(text: str) -> tuple[str, ...]:
    """A JSON list, or names between commas."""
    if text.startswith("["):
        try:
            return read_item(text.encode("utf-8", "replace")).names()
        except ImportFailed:
            text = text.strip("[]")
    return tuple(name.strip(' "') for name in text.split(","))
