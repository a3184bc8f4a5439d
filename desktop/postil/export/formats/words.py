"""Words of pages and of people as files can hold them: nothing that commands a program or breaks a file."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from postil.export.markdown.escaping import one_line

if TYPE_CHECKING:
    from datetime import datetime

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What turns the order of the letters after it, also of those that stand behind the words."""
_NO_CHARACTERS = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
"""Controls but for tab, line feed and carriage return; halves of characters; what is none by definition."""
_MOMENT = re.compile(r"^(\d{4}-\d\d-\d\d)T.*$")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9])")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def line(text: str | None) -> str:
    """``text`` on one line, without what cannot be seen and does something."""
    return " ".join(_TURNS.sub("", _NO_CHARACTERS.sub("", one_line(text or ""))).split())


def lines(text: str) -> str:
    """``text`` of several lines, parted by line feeds, without what cannot be seen and does something."""
    return _TURNS.sub("", exactly(_LINE_BREAKS.sub("\n", text)))


def exactly(text: str) -> str:
    """``text`` as it is, without the code points that a file of Unicode text may not have."""
    return _NO_CHARACTERS.sub("", text)


def moment(when: datetime) -> str:
    """A time in UTC: ``2026-11-22T09:30:00Z``."""
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def origin(byline: str | None, site: str | None, published: str | None) -> tuple[str, ...]:
    """What is said of where a page comes from: author, site and day, each once and on one line.

    >>> origin("Ann Miller", "Ann Miller", "2024-03-05T08:30:00Z")
    ('Ann Miller', '2024-03-05')
    """
    day = _MOMENT.sub(r"\1", line(published))
    return tuple(dict.fromkeys(filter(None, (line(byline), line(site), day))))


def date_parts(date: str | None) -> tuple[int, ...]:
    """Year, month and day of an ISO date, as far as it says them; none where it is no date."""
    found = _DATE.match(date or "")
    if found is None:
        return ()
    year, month, day = (int(part or 0) for part in found.groups())
    if not year:
        return ()
    if not 1 <= month <= len(_DAYS):
        return (year,)
    return (year, month, day) if 1 <= day <= _DAYS[month - 1] else (year, month)
