"""Pages saved by the SingleFile extension: all in one HTML file, with a comment that says from where.

The comment stands first in ``html``::

    Page saved with SingleFile
     url: https://harbour.example/ledger
     saved date: Sat Nov 21 2026 16:56:05 GMT+0000 (Coordinated Universal Time)

Older versions wrote ``Archive processed by SingleFile``; newer ones do where a person asks for it. A line
``info:`` with the person's own words may follow.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.importers.base import HEAD
from postil.importers.files import begins_as_markup, file_name, read_file
from postil.importers.pages.html import web_address
from postil.model.capture import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEADERS = (b"Page saved with SingleFile", b"Archive processed by SingleFile")
_COMMENT = re.compile(r"<!--\s*(?:Page saved with|Archive processed by) SingleFile\b(.*?)-->", re.DOTALL)
_ADDRESS = re.compile(r"^\s*url:\s*(\S+)", re.MULTILINE)
_SAVED = re.compile(
    r"saved date:\s*\w{3}\s+(\w{3})\s+(\d{1,2})\s+(\d{4})\s+(\d\d):(\d\d):(\d\d)\s+GMT([+-])(\d\d)(\d\d)"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class SingleFile:
    """A page with everything in one file, as the SingleFile extension saves it."""

    name = "SingleFile"
    suffixes: tuple[str, ...] = (".html", ".htm")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the comment tells, not the name
        """Certain where the comment is."""
        plain = head.replace(b"\0", b"")  # somebody wrote it anew, in UTF-16
        return 1 if any(header in plain for header in _HEADERS) and begins_as_markup(head) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The page with its address and the time it was saved."""
        content = read_file(path)
        address, saved = singlefile_facts(decode(content[:HEAD]).text)
        yield Capture(
            content=content,
            media_type="text/html",
            format=self.name,
            name=file_name(path),
            address=address,
            saved=saved,
        )


def singlefile_facts(markup: str) -> tuple[str | None, datetime | None]:
    """From where and when a page was saved (aware UTC), as far as the comment in ``markup`` says."""
    comment = _COMMENT.search(markup, 0, HEAD)
    facts = comment[1] if comment else ""
    address = _ADDRESS.search(facts)
    return web_address(address[1]) if address else None, _saved(facts)


def _saved(facts: str) -> datetime | None:
    found = _SAVED.search(facts)
    if found is None or found[1] not in _MONTHS:
        return None
    day, year, hour, minute, second = (int(found[group]) for group in (2, 3, 4, 5, 6))
    offset = timedelta(hours=int(found[8]), minutes=int(found[9]))
    try:
        zone = timezone(-offset if found[7] == "-" else offset)
        moment = datetime(year, _MONTHS.index(found[1]) + 1, day, hour, minute, second, tzinfo=zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):  # the 31st of February, the year 0
        return None
