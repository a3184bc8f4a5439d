"""Dates in a field: shown as people write them, and read in whatever way they are written."""

from __future__ import annotations

import re
from datetime import datetime

_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?")


def readable_date(published: str) -> str:
    """An ISO 8601 date or moment as it is shown: ``2026-11-14``, ``2026-11-14 08:00 +02:00``."""
    match = _MOMENT.fullmatch(published)
    if match is None:
        return published
    day, clock, zone = match.groups()
    if zone in ("Z", "+00:00", None):
        return day if clock == "00:00" else f"{day} {clock}" + (" UTC" if zone else "")
    return f"{day} {clock} {zone}"


def written_date(text: str) -> str | None:
    """What a person wrote as ISO 8601; None where it is no date.

    A year or a month alone stay that; anything else is a day, with a time where one was written.
    """
    written = " ".join(text.split())
    if _ISO.fullmatch(written):
        return written if _is_day(written) else None
    moment = _MOMENT.fullmatch(written.removesuffix(" UTC") + ("Z" if written.endswith(" UTC") else ""))
    if moment is not None:
        day, clock, zone = moment.groups()
        return _valid(f"{day}T{clock}:00{'+00:00' if zone == 'Z' else zone or ''}")
    return _in_words(written)


def _is_day(text: str) -> bool:
    return len(text) < len("2025-01-23") or _valid(text) is not None


def _valid(text: str) -> str | None:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text


def _in_words(text: str) -> str | None:
    import dateparser  # noqa: PLC0415 - slow to import, and few dates are corrected

    found = dateparser.parse(
        text, settings={"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    )
    return found.date().isoformat() if found is not None else None
