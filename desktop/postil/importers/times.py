"""Times as other tools write them, to aware UTC.

Numbers count seconds, milliseconds, microseconds or nanoseconds since 1970: their size tells which. Texts are
ISO 8601, the dates of mail and HTTP, JavaScript's ``Date.toString()``, digits only (``20240305083000``), days
with slashes or dots, or what a person would read as a date. A time without a zone is taken as UTC.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

_LANGUAGES = [
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru", "cs", "sk", "sv", "da", "nb", "fi", "hu",
    "ro", "bg", "el", "tr", "ja", "zh", "ko", "ar", "he", "id", "vi",
]  # fmt: skip
"""Those in which a month is understood. Each one more makes what is no date slower to refuse."""
_EARLIEST = 1000
"""A year: what lies before it stands for no time at all, as Go's year 1 does."""
_LATEST = 2200
_LONGEST = 80
_FEWEST_SECONDS = 10**8
"""Numbers below it are no times of a reading tool (it was 1973), but years, counts and nothing."""
_UNITS = ((10**11, 1), (10**14, 10**3), (10**17, 10**6), (10**20, 10**9))
"""Below the first of each pair, a number has that many units in a second."""

_NUMBER = re.compile(r"\d{9,20}(?:\.\d{1,9})?")
_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(\d{3})?)?Z?")
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:\s*T\s*|\s*,?\s+)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,6})\d*)?)?"
    r"(?:\s*([ap])\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?(?::?\d\d)?)?)?(?:\s*\[[\w/+-]+\])?",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"(\d{1,4})([/.])(\d{1,2})\2(\d{4}|\d{1,2})"
    r"(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*(?:([ap])\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"\w{3} (\w{3}) (\d{1,2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC)([+-]\d{4})?.*", re.IGNORECASE
)
_MAIL = re.compile(
    r"(?:\w{3,9}, ?)?\d{1,2}[ -]\w{3}[ -]\d{4} \d\d:\d\d(?::\d\d)?"
    r"(?: ?(?![AaPp]\.?[Mm])(?:\w{1,5}|[+-]\d{4}).*)?"
    r"|\w{3} \w{3} +\d{1,2} \d\d:\d\d:\d\d(?: \w{3})? \d{4}"
)
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{3}|[年년]")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_time(value: object, *, day_first: bool = False) -> datetime | None:
    """The time that a field holds, whatever is in it; None where that is no time. Never raises.

    ``day_first`` says how the tool writes dates with slashes, where both numbers could be the month.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_number(value)
    if not isinstance(value, str):
        return None
    text = " ".join(value.strip(" \t\r\n'\"").split())
    if not text or len(text) > _LONGEST:
        return None
    return _from_text(text, day_first)


def published_on(moment: datetime | None) -> str | None:
    """When a page was published, as a record says it: a day, or a moment where that is known."""
    if moment is None:
        return None
    precise = moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= _EARLIEST else ""
    return precise.removesuffix("T00:00:00Z") or None


@lru_cache(maxsize=4096)
def _from_text(text: str, day_first: bool) -> datetime | None:  # noqa: FBT001 - a key of the cache
    digits = _DIGITS.fullmatch(text)
    if digits and (len(digits[0].rstrip("Z")) > 13 or len(digits[0].rstrip("Z")) == 8):
        year, month, day, *clock = digits.groups()
        return _joined((year, month, day), tuple(clock[:3]), clock[3])
    if _NUMBER.fullmatch(text):
        return _from_number(float(text))
    iso = _ISO.fullmatch(text)
    if iso:
        year, month, day, hour, minute, second, fraction, half, zone = iso.groups()
        return _joined((year, month, day), (_of_day(hour, half), minute, second), fraction, zone)
    parted = _PARTED.fullmatch(text)
    if parted:
        return _from_parted(parted, day_first)
    script = _SCRIPT.fullmatch(text)
    if script and script[1].lower() in _MONTHS:
        month = str(_MONTHS.index(script[1].lower()) + 1)
        return _joined((script[3], month, script[2]), (script[4], script[5], script[6]), zone=script[7])
    return _from_mail(text) or _from_words(text)


def _from_number(number: float) -> datetime | None:
    if not math.isfinite(number) or number < _FEWEST_SECONDS:
        return None
    units = next((units for most, units in _UNITS if number < most), None)
    if units is None:
        return None
    try:
        return _checked(datetime.fromtimestamp(number / units, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _from_parted(found: re.Match[str], day_first: bool) -> datetime | None:  # noqa: FBT001 - as it came
    first, mark, second, third, hour, minute, seconds, half, zone = found.groups()
    if len(first) > 2:
        year, month, day = first, second, third
    else:
        year = third if len(third) == 4 else f"20{third.zfill(2)}"
        turned = int(first) > 12 or (int(second) <= 12 and (day_first or mark == "."))
        day, month = (first, second) if turned else (second, first)
    return _joined((year, month, day), (_of_day(hour, half), minute, seconds), zone=zone)


def _of_day(hour: str | None, half: str | None) -> str | None:
    """The hour of the day, of one before or after noon."""
    return str(int(hour) % 12 + (12 if half.lower() == "p" else 0)) if hour and half else hour


def _joined(
    day: tuple[str, str, str],
    clock: tuple[str | None, ...],
    fraction: str | None = None,
    zone: str | None = None,
) -> datetime | None:
    year, month, date = map(int, day)
    hour, minute, second = (int(part or 0) for part in clock)
    micro = int((fraction or "0").ljust(6, "0"))
    try:
        moment = datetime(year, month, date, hour % 24, minute, min(second, 59), micro, tzinfo=_zone(zone))
        return _checked(moment.astimezone(UTC) + timedelta(days=hour // 24))
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> timezone:
    digits = re.sub(r"\D", "", text or "")
    if not digits:
        return UTC
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0), seconds=int(digits[4:6] or 0))
    return timezone(-offset if text and text[0] == "-" else offset)


def _from_mail(text: str) -> datetime | None:
    """``Tue, 05 Mar 2024 08:30:00 GMT``, and ``Tue Mar  5 08:30:00 2024``."""
    if not _MAIL.fullmatch(text):
        return None
    try:
        moment = parsedate_to_datetime(text)
        return _checked((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC))
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _from_words(text: str) -> datetime | None:
    """``March 5, 2024 8:30 PM``; in other languages, too, where the month cannot be of two."""
    if not _YEAR.search(text) or not _DAY.search(text) or not _WORD.search(text):
        return None
    import dateparser  # noqa: PLC0415 - slow to import, and most tools write numbers

    try:
        moment = dateparser.parse(
            text,
            languages=_LANGUAGES,
            settings={
                "REQUIRE_PARTS": ["day", "month", "year"],
                "TIMEZONE": "UTC",
                "RETURN_AS_TIMEZONE_AWARE": True,
                "PARSERS": ["absolute-time"],
            },
        )
        return _checked(moment.astimezone(UTC)) if moment else None
    except Exception:  # noqa: BLE001 - it reads any text of a file, and fails in many ways
        return None


def _checked(moment: datetime) -> datetime | None:
    return moment if _EARLIEST <= moment.year <= _LATEST else None
