"""Tables of highlights of no certain tool: a row for each, in columns of the usual names.

Glasp, Weava, Liner, Web Highlights and many others export them so, and people keep their own in spreadsheets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.importers.colors import read_color
from postil.importers.csv_rows import read_columns, read_rows
from postil.importers.exports.gathering import Gathering, distinct
from postil.importers.pages.html import web_address
from postil.importers.times import read_time
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.csv_rows import Row
    from postil.model.capture import Capture

_QUOTE = (
    "highlight text", "highlighted text", "highlight", "highlights", "quote", "quoted text", "selected text",
    "annotated text", "marked text", "passage", "clipping",
)  # fmt: skip
_ADDRESS = (
    "url", "page url", "resource url", "source url", "document url", "article url", "web page", "link",
    "source",
)  # fmt: skip
_TITLE = (
    "title", "page title", "resource title", "document title", "source title", "article title", "book title",
    "resource", "document", "article", "book",
)  # fmt: skip
_NOTE = ("note", "notes", "comment", "comments", "annotation", "my note", "thought", "personal note")
_AUTHOR = ("author", "authors", "book author", "creator")
_COLOR = ("color", "colour", "highlight color", "highlight colour", "color name")
_TAGS = ("tags", "tag", "labels", "topics", "keywords")
_FOLDER = ("folder", "folders", "collection", "collections", "folder name")
_CREATED = (
    "highlighted at", "created at", "created", "date created", "creation date", "date", "date added", "added",
    "timestamp", "time", "highlighted date",
)  # fmt: skip


class HighlightTables:
    """Highlights in a table, with the address or the title of what they are from."""

    name = "Table of highlights"
    suffixes: tuple[str, ...] = (".csv", ".tsv")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the columns tell, not the name
        """By a column of quotes beside one of addresses or titles; tools that are known are surer."""
        columns = frozenset(read_columns(head))
        return 0.6 if columns & set(_QUOTE) and columns & {*_ADDRESS, *_TITLE} else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each address or title."""
        gathering = Gathering(path, self.name)
        for row in read_rows(path):
            if row.text(*_QUOTE) or row.text(*_NOTE) or web_address(row.text(*_ADDRESS)):
                _gather(row, gathering)
            else:
                gathering.warn(
                    row.with_problem(
                        _("Line {line} has no highlight, and was left out.").format(line=row.line)
                    )
                )
        yield from gathering.captures()


def _gather(row: Row, gathering: Gathering) -> None:
    quote, note = row.text(*_QUOTE), row.text(*_NOTE)
    tags = distinct(row.text(*_TAGS).replace(";", ",").split(","))
    annotation = ImportedAnnotation(
        quote=TextQuoteSelector(quote),
        note=note,
        color=read_color(row.text(*_COLOR)),
        tags=tags,
        created=read_time(row.text(*_CREATED)),
    )
    gathering.add(
        Record(
            title=row.text(*_TITLE) or None,
            byline=row.text(*_AUTHOR) or None,
            tags=distinct((row.text(*_FOLDER), *(() if quote or note else tags))),
            note="" if quote else note,
            annotations=(annotation,) if quote else (),
        ),
        address=row.text(*_ADDRESS),
        warning=row.problem,
    )
