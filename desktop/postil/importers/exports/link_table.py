"""Links in a table of any tool that is not known: a column of addresses, and what stands beside it.

Readeck takes in such tables (``url, title, state, created, labels``), Omnivore did (``url, state, labels,
saved_at``), and people write them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.importers.csv_rows import read_columns, read_rows
from postil.importers.exports.item_captures import Problem
from postil.importers.exports.link_fields import ADDRESS, Link, link_captures, link_of
from postil.importers.files import binary_kind
from postil.importers.pages.html import web_address
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.csv_rows import Row
    from postil.model.capture import Capture
    from postil.model.record import ImportedAnnotation

_MOST_COLUMNS = 100
_TEXTS = (".txt", ".text")
_SURER_THAN_TEXT = 0.65
_FIRST_ROWS = 3


class LinkTable:
    """Links in a table."""

    name = "Links in a table"
    suffixes: tuple[str, ...] = (".csv", ".tsv")

    def confidence(self, head: bytes, path: Path) -> float:
        """Less sure than any tool's own: by a column of addresses. A text must have nothing else in it."""
        suffix = path.suffix.lower()
        if suffix not in (*self.suffixes, *_TEXTS, "") or binary_kind(head):
            return 0
        columns = read_columns(head)
        if not (set(columns) & set(ADDRESS) and len(columns) <= _MOST_COLUMNS):
            return 0
        if suffix in _TEXTS:
            return _SURER_THAN_TEXT if len(columns) > 1 and _has_addresses(head) else 0
        return 0.4 if "://" in decode(head).text and (suffix or len(columns) > 1) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each address, and each page that stands in the table itself."""
        yield from link_captures(path, self.name, _links(path))


def _links(path: Path) -> Iterator[Link | Problem]:
    for row in read_rows(path):
        link = link_of(_Cells(row), warning=row.problem)
        if link is not None:
            yield link
            continue
        yield Problem(_("Line {line} has no address, and was left out.").format(line=row.line))
        if row.problem:
            yield Problem(row.problem)


def _has_addresses(head: bytes) -> bool:
    """Whether the first rows have addresses where they are named, as lines of prose never do."""
    rows = list(islice(read_rows(head), _FIRST_ROWS))
    return bool(rows) and all(any(web_address(row.text(name)) for name in ADDRESS) for row in rows)


@dataclass(frozen=True, slots=True)
class _Cells:
    row: Row

    def text(self, *names: str) -> str:
        """As ``Fields`` says."""
        return self.row.text(*names)

    def texts(self, *names: str) -> tuple[str, ...]:
        """As ``Fields`` says: a cell is one text."""
        text = self.row.text(*names)
        return (text,) if text else ()

    def annotations(self) -> tuple[ImportedAnnotation, ...]:
        """As ``Fields`` says: a row has none."""
        return ()
