"""Times as the database keeps them: ISO 8601 text in UTC with microseconds, which sorts by time."""

from __future__ import annotations

from datetime import UTC, datetime


def to_text(time: datetime) -> str:
    """``2025-01-23T11:02:00.000000+00:00``. A time without a zone raises ValueError."""
    if time.tzinfo is None:
        raise ValueError("a time needs its zone")
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def to_text_or_none(time: datetime | None) -> str | None:
    """The same where there may be no time."""
    return None if time is None else to_text(time)


def from_text(text: str) -> datetime:
    """The aware time that ``to_text`` wrote."""
    return datetime.fromisoformat(text)


def from_text_or_none(text: str | None) -> datetime | None:
    """The same where there may be no time."""
    return None if text is None else datetime.fromisoformat(text)
