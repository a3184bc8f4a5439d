"""Dates as machines and people write them, to ISO 8601 as precise as they are written.

A date needs year, month and day: nothing is guessed from "yesterday", from a year alone, or from
``03/04/2025`` where the language does not say which of the two is the month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_FIRST_YEAR = 1900
_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:T|\s+|\s*,\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?(?!\d)",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?$")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_CJK = re.compile(r"(?<!\d)(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?")
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d])(?![./-]\d)")
_WORD = r"[^\W\d_]{3,12}"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª|°)?[\s-]*(?:of\s|de\s|d['’])?\s*({_WORD})[.,]?[\s-]*(?:de\s|del\s)?\s*(\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"({_WORD})[.,]?\s*(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(\d{{4}})(?!\d)", re.IGNORECASE
)
_WITH_YEAR = re.compile(r"\d{4}|\d[./]\s?\d{1,2}[./]\s?\d\d")
"""What every text with a whole date has."""
_TIME = re.compile(
    r"^(?:[\s,;|·•–—-]|\b(?:at|um|à|às|alle|kl|klo|om|о|об|в|godz|a\s+las)\b\.?|\(?[^\W\d_]{2,12}\)?[,.]?\s(?=\d)){0,4}\s*"
    r"(\d{1,2})[:.h](\d{2})(?::(\d{2}))?(?![\d%]|\.\d)\s*([ap])?(?:\.?m\b\.?)?"
    r"(?:\s*\(?(Z|UTC|GMT)?\s*([+-]\d{1,2}(?::?\d{2})?)?\b\)?)?",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"(?<![\d:.])(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?(?:\.?m\b\.?)?[\s,;|·•–—-]*(?:on\s+)?$",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH_BEFORE_DAY = frozenset({"en-us", "en-ca", "en-ph", "es-us"})


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text, from ``start`` to ``end`` (code points)."""

    start: int
    end: int
    iso: str


def to_iso(text: str, *, language: str | None = None, latest: datetime | None = None) -> str | None:
    """A date that a machine or a person wrote as a value of its own; None if it is not a whole date.

    ``latest`` is the moment after which it cannot be (when the page was saved); else now.
    """
    text = text.strip()
    if len(text) > 100:
        return None
    if _EPOCH.match(text):
        seconds = int(text[:10])
        moment = datetime.fromtimestamp(seconds, UTC)
        return _checked(moment.strftime("%Y-%m-%dT%H:%M:%SZ"), latest) if seconds > 10**8 else None
    compact = _COMPACT.match(text)
    if compact:
        year, month, day, hour, minute, second, zone = compact.groups()
        return _checked(_joined((year, month, day), (hour, minute, second), zone), latest)
    found = find_date(text, language=language, latest=latest)
    return found.iso if found else None


def find_date(text: str, *, language: str | None = None, latest: datetime | None = None) -> FoundDate | None:
    """The first whole date in ``text``, with the time that stands beside it.

    ``language`` is the text's (BCP 47); its region tells whether ``03/04/2025`` is in March or April.
    """
    if not _WITH_YEAR.search(text):
        return None
    found = [
        (match.start(), match.end(), day)
        for pattern, read in (
            (_ISO, _read_iso),
            (_CJK, _read_year_first),
            (_NUMERIC, _read_numeric),
            (_MONTH_FIRST, _read_month_first),
            (_DAY_FIRST, _read_day_first),
        )
        for match in pattern.finditer(text)
        if (day := read(match, language))
    ]
    for start, end, day in sorted(found, key=lambda item: item[0]):
        if "T" in day:
            start_of_all, end_of_all, iso = start, end, day
        else:
            start_of_all, end_of_all, iso = _with_time(text, start, end, day)
        checked = _checked(iso, latest)
        if checked:
            return FoundDate(start_of_all, end_of_all, checked)
    return None


def _read_iso(match: re.Match[str], _language: str | None) -> str | None:
    year, month, day, hour, minute, second, zone = match.groups()
    return _joined((year, month, day), (hour, minute, second), zone)


def _read_year_first(match: re.Match[str], _language: str | None) -> str | None:
    return _joined((match[1], match[2], match[3]))


def _read_numeric(match: re.Match[str], language: str | None) -> str | None:
    first, mark, second, third = match.groups()
    if len(first) == 4:
        return _joined((first, second, third)) if len(third) <= 2 else None
    if len(first) > 2 or (len(third) == 2 and mark == "-"):
        return None
    year = third if len(third) == 4 else f"20{third}"
    if mark == "." or int(first) > 12:
        return _joined((year, second, first))
    if int(second) > 12:
        return _joined((year, first, second))
    tag = (language or "").lower()
    if first.zfill(2) == second.zfill(2) or tag in _MONTH_BEFORE_DAY:
        return _joined((year, first, second))
    return None if tag in ("", "en") else _joined((year, second, first))


def _read_month_first(match: re.Match[str], language: str | None) -> str | None:
    return _named(match[2], match[1], match[3], language)


def _read_day_first(match: re.Match[str], language: str | None) -> str | None:
    return _named(match[1], match[2], match[3], language)


def _named(day: str, month: str, year: str, language: str | None) -> str | None:
    number = _MONTHS.get(month.lower())
    if number is None:
        number = _month_of(month.lower(), (language or "").partition("-")[0].lower())
    return _joined((year, str(number), day)) if number else None


def load_months() -> None:
    """Load what knows the months of other languages than English: that takes as long as several pages."""
    _month_of("mai", "fr")


@lru_cache(maxsize=512)
def _month_of(word: str, language: str) -> int | None:
    if language in ("", "en"):
        return None
    import dateparser  # noqa: PLC0415 - slow to import, and most pages are dated in numbers or in English

    try:
        moment = dateparser.parse(
            f"1 {word} 2001", languages=[language], settings={"REQUIRE_PARTS": ["month", "day", "year"]}
        )
    except ValueError:
        return None  # a language that it does not know
    return moment.month if moment and (moment.day, moment.year) == (1, 2001) else None


def _with_time(text: str, start: int, end: int, day: str) -> tuple[int, int, str]:
    """The span and the moment, where a time of the day stands behind or before the date."""
    after = _TIME.match(text[end : end + 60])
    if after:
        time = _clock(after[1], after[2], after[3], after[4])
        if time:
            zone = (after[6] or ("Z" if after[5] else None)) if (after[5] or after[6]) else None
            return start, end + len(after[0].rstrip()), _joined_time(day, time, zone)
    before = _TIME_BEFORE.search(text[max(0, start - 30) : start])
    if before:
        time = _clock(before[1], before[2], before[3], before[4])
        if time:
            return start - len(before[0]), end, _joined_time(day, time, None)
    return start, end, day


def _clock(
    hour: str, minute: str, second: str | None, half: str | None
) -> tuple[str, str, str | None] | None:
    number = int(hour)
    if half:
        number = number % 12 + (12 if half.lower() == "p" else 0)
    if number > 23 or int(minute) > 59 or int(second or 0) > 59:
        return None
    return f"{number:02}", minute, second


def _joined(
    parts: tuple[str, str, str],
    time: tuple[str | None, str | None, str | None] = (None, None, None),
    zone: str | None = None,
) -> str | None:
    year, month, day = (int(part) for part in parts)
    try:
        written = date(year, month, day).isoformat()
    except ValueError:
        return None
    hour, minute, second = time
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return written
    return _joined_time(written, (hour.zfill(2), minute, second), zone)


def _joined_time(day: str, time: tuple[str, str, str | None], zone: str | None) -> str:
    hour, minute, second = time
    written = f"{day}T{hour}:{minute}" + (f":{second}" if second else "")
    if not zone:
        return written
    if zone.upper() in ("Z", "UTC", "GMT"):
        return written + "Z"
    digits = re.sub(r"\D", "", zone)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{written}{zone[0]}{int(hours):02}:{minutes}"


def _checked(iso: str | None, latest: datetime | None) -> str | None:
    """``iso`` if it lies between the first year and ``latest`` (two days are left for time zones)."""
    if not iso:
        return None
    limit = (latest or datetime.now(UTC)).date() + timedelta(days=2)
    day = date.fromisoformat(iso[:10])
    return iso if day.year >= _FIRST_YEAR and day <= limit and iso[:10] != "1970-01-01" else None
