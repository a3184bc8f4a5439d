"""Pages as CSL-JSON, the bibliography of Pandoc, Zotero and others
(https://docs.citationstyles.org/en/stable/specification.html, csl-data.json of its schema).
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from postil.export.formats.citation_key import citation_key
from postil.export.formats.json_stream import Json, encoded, write_array
from postil.export.formats.people import people
from postil.export.formats.source import Source
from postil.export.formats.words import date_parts, line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.export.formats.people import Person
    from postil.model.page import Page


def write_csl(sources: Iterable[Source], file: IO[bytes]) -> None:
    """Write an item a page."""
    write_array((_item(source.page) for source in sources), file)
    file.write(b"\n")


def item(page: Page) -> str:
    """The item of one page, as JSON."""
    return encoded(_item(page)).decode()


def _item(page: Page) -> Json:
    address = Source(page).address
    issued = date_parts(page.published)
    saved = page.saved or page.added
    known: dict[str, Json] = {
        "id": citation_key(page),
        "type": "webpage",
        "title": line(page.title),
        "author": [_name(person) for person in people(page.byline)],
        "container-title": line(page.site),
        "issued": {"date-parts": [list(issued)]} if issued else None,
        "accessed": {"date-parts": [[saved.year, saved.month, saved.day]]} if address else None,
        "URL": address,
        "language": line(page.language),
        "abstract": line(page.excerpt),
        "keyword": ", ".join(line(tag).replace(",", " ") for tag in page.tags),
    }
    return {name: value for name, value in known.items() if value}


def _name(person: Person) -> Json:
    if person.is_whole:
        return {"literal": line(person.family)}
    return {"family": line(person.family), "given": line(person.given)}
