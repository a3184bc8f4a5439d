"""The table that Readwise takes in (readwise.io/import_bulk): a row for each highlight.

Its columns are ``Highlight, Title, Author, URL, Note, Location, Date``. Tags stand at the beginning of the
note, ``.water .old-trades``, as its readers write them: a tag is one word there, so what parts words or
levels of a tag becomes a hyphen. There is no place for colours, for notes and tags of whole pages, and for
when a highlight was changed.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import IO, TYPE_CHECKING

from postil.export.formats.csv_table import write_table
from postil.export.formats.source import quoted
from postil.export.formats.words import line, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.export.formats.source import Source
    from postil.model.annotation import Annotation

_HEADER = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_IMAGE = "[image]"
_NO_PART_OF_TAGS = re.compile(r"[^\w-]+|^[\d_-]+")
_JOINER = "\u2060"
"""Before a note of its own that begins as a tag does (WORD JOINER: it is not seen)."""


def write_readwise(sources: Iterable[Source], file: IO[bytes]) -> None:
    """Write the highlights of all pages."""
    write_table(_HEADER, (row for source in sources for row in _rows(source)), file)


def _rows(source: Source) -> Iterator[tuple[str, ...]]:
    page = source.page
    for place, kept in enumerate(source.highlights, 1):
        yield (
            lines(quoted(kept, image=_IMAGE)),
            line(page.title),
            line(page.byline),
            source.address or "",
            _note(kept),
            str(place),
            kept.created.astimezone(UTC).isoformat(" ", "seconds"),
        )


def _note(kept: Annotation) -> str:
    tags = [f".{name}" for tag in kept.tags if (name := _NO_PART_OF_TAGS.sub("-", tag).strip("-"))]
    note = lines(kept.note).strip()
    if note.startswith("."):
        note = _JOINER + note
    return "\n".join(part for part in (" ".join(tags), note) if part)
