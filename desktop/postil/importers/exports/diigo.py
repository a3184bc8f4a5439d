"""Diigo's export: ``title, url, tags, description, comments, annotations, created_at``.

The annotations of a page stand in one cell, ``Highlight:`` before each quote and ``Sticky note:`` before each
note that is stuck on the page. The same address may have several rows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.plain import plain_text
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

_COLUMNS = frozenset({"url", "annotations"})
_SIGNS = frozenset({"title", "tags", "description", "comments", "created at"})
_SURE = 3
_LABEL = re.compile(r"(?:^|(?<=\s))(Highlight|Sticky notes?)\s*:", re.IGNORECASE)
_TAG = re.compile(r'"([^"]+)"|([^\s,"]+)')
_NO_TAG = "no_tag"


class Diigo:
    """The pages that a person has at Diigo, with what was marked in them."""

    name = "Diigo"
    suffixes: tuple[str, ...] = (".csv",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the columns tell, not the name
        """By the names of the columns."""
        columns = frozenset(read_columns(head))
        return 0.9 if columns >= _COLUMNS and len(columns & _SIGNS) >= _SURE else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each address."""
        gathering = Gathering(path, self.name)
        for row in read_rows(path):
            if row.text("url") or row.text("title"):
                _gather(row, gathering)
            else:
                gathering.warn(
                    row.with_problem(_("Line {line} has no address, and was left out.").format(line=row.line))
                )
        yield from gathering.captures()


def _gather(row: Row, gathering: Gathering) -> None:
    created = read_time(row.text("created at"))
    before, *labelled = _LABEL.split(row.text("annotations"))
    said = [
        (label.casefold(), _words(words))
        for label, words in zip(labelled[::2], labelled[1::2], strict=True)
        if _words(words)
    ]
    notes = (row.text("description"), row.text("comments"), before)
    stuck = (words for label, words in said if label != "highlight")
    gathering.add(
        Record(
            title=_words(row.text("title")) or None,
            tags=_tags(row.text("tags")),
            note="\n\n".join(filter(None, (*map(_words, notes), *stuck))),
            added=created,
            annotations=tuple(
                ImportedAnnotation(quote=TextQuoteSelector(words), created=created)
                for label, words in said
                if label == "highlight"
            ),
        ),
        address=row.text("url"),
        warning=row.problem,
    )


def _words(text: str) -> str:
    """The words of a cell, which may be HTML."""
    return plain_text(text) if "<" in text or "&" in text else text.strip()


def _tags(text: str) -> tuple[str, ...]:
    """Between commas; or between spaces, in quotation marks where they have some."""
    names = text.split(",") if "," in text else (found[1] or found[2] for found in _TAG.finditer(text))
    return tuple(name for name in distinct(name.strip(' "') for name in names) if name != _NO_TAG)
