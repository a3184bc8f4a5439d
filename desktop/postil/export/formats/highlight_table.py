"""Highlights as a table for spreadsheets: a row for each, with all that is known of it and of its page.

Tags are parted by commas, times are UTC. A page whose highlights are none, but which has a note, has a row
without a quote.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from postil.export.formats.csv_table import write_table
from postil.export.formats.source import quoted
from postil.export.formats.words import line, lines, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.export.formats.source import Source

_HEADER = (
    "Quote", "Note", "Color", "Style", "Tags", "Created", "Modified", "State", "Title", "Author", "Site",
    "URL", "Published", "Page note", "Page tags", "Highlight ID", "Page ID",
)  # fmt: skip
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it, Excel takes UTF-8 for the character set of the system."""
_IMAGE = "[image]"


def write_highlight_table(sources: Iterable[Source], file: IO[bytes]) -> None:
    """Write the highlights of all pages."""
    file.write(_BYTE_ORDER_MARK)
    write_table(_HEADER, (row for source in sources for row in _rows(source)), file)


def _rows(source: Source) -> Iterator[tuple[str, ...]]:
    page = source.page
    about = (
        line(page.title),
        line(page.byline),
        line(page.site),
        source.address or "",
        line(page.published),
        lines(page.note).strip(),
        _listed(page.tags),
    )
    for kept in source.highlights:
        yield (
            lines(quoted(kept, image=_IMAGE)),
            lines(kept.note).strip(),
            kept.color.value,
            kept.style.value,
            _listed(kept.tags),
            moment(kept.created),
            moment(kept.modified),
            kept.state.value,
            *about,
            kept.id,
            page.id,
        )
    if not source.placed:
        yield (*("",) * 8, *about, "", page.id)


def _listed(tags: tuple[str, ...]) -> str:
    return ", ".join(line(tag).replace(",", ";") for tag in tags)
