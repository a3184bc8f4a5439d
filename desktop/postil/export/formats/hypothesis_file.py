"""Annotations as the client of Hypothesis exports and imports them: ``{export_date, …, annotations: […]}``.

An annotation of words has a TextQuoteSelector with 32 characters of what stands around them, and a
TextPositionSelector; one of a page has neither. Positions and characters are UTF-16 units, as in JavaScript.
Of what is here, the client takes text, tags, target, uri and document; there is no place for colours, and
none for pages without an address of the web: their address is a urn.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING

from postil.export.formats.json_stream import Json, encoded, write_array
from postil.export.formats.source import stands_unchanged
from postil.export.formats.words import exactly, line, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.export.formats.source import Source
    from postil.model.annotation import Placed

_CONTEXT = 32
"""UTF-16 units of prefix and suffix that the client writes."""
_USER = "acct:reader@postil"
"""The client puts the account of whoever imports in its place."""
_GROUP = "__world__"
_UNIT = 2
"""Bytes of a UTF-16 unit."""


def write_hypothesis(sources: Iterable[Source], file: IO[bytes]) -> None:
    """Write the annotations of all pages."""
    head: Json = {
        "export_date": moment(datetime.now(UTC)),
        "export_userid": _USER,
        "client_version": "postil",
    }
    file.write(encoded(head)[:-1] + b',\n"annotations": ')
    write_array((each for source in sources for each in _annotations(source)), file)
    file.write(b"}\n")


def _annotations(source: Source) -> Iterator[Json]:
    page = source.page
    if page.note.strip() or page.tags:
        yield {
            **_of_page(source, page.id),
            "created": moment(page.added),
            "updated": moment(page.added),
            "text": page.note,
            "tags": list(page.tags),
            "target": [{"source": _address(source)}],
        }
    for placed in source.placed:
        kept = placed.annotation
        yield {
            **_of_page(source, kept.id),
            "created": moment(kept.created),
            "updated": moment(kept.modified),
            "text": kept.note,
            "tags": list(kept.tags),
            "target": [{"source": _address(source), "selector": _selectors(source, placed)}],
        }


def _of_page(source: Source, name: str) -> dict[str, Json]:
    title = line(source.page.title)
    return {
        "id": name,
        "uri": _address(source),
        "user": _USER,
        "group": _GROUP,
        "permissions": {"read": [_USER], "update": [_USER], "delete": [_USER], "admin": [_USER]},
        "document": {"title": [title] if title else []},
    }


def _address(source: Source) -> str:
    return source.address or f"urn:x-postil:page:{source.page.id}"


def _selectors(source: Source, placed: Placed) -> list[Json]:
    quote = placed.annotation.selectors.quote
    selectors: list[Json] = [
        {
            "type": "TextQuoteSelector",
            "exact": quote.exact,
            "prefix": _last_units(exactly(quote.prefix)),
            "suffix": _first_units(exactly(quote.suffix)),
        }
    ]
    if stands_unchanged(placed, source.text):
        start = _units(source.text[: placed.start])
        end = start + _units(source.text[placed.start : placed.end])
        selectors.insert(0, {"type": "TextPositionSelector", "start": start, "end": end})
    return selectors


def _units(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // _UNIT


def _first_units(text: str) -> str:
    """What of a text is within the units of context; half a character is left out."""
    return text.encode("utf-16-le")[: _CONTEXT * _UNIT].decode("utf-16-le", "ignore")


def _last_units(text: str) -> str:
    kept = text[-_CONTEXT:]
    while _units(kept) > _CONTEXT:
        kept = kept[1:]
    return kept
