"""Dates as Kindles write them, in the languages that they speak: quickly, since a file has thousands."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.importers.times import read_time

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = (
    ("jan", "januar", "janvier", "ener", "gennaio", "янв", "січ"),
    ("feb", "fév", "fev", "фев", "лют"),
    ("mar", "mär", "maart", "март", "берез"),
    ("apr", "avr", "abr", "апр", "квіт"),
    ("may", "mai", "mag", "maio", "mei", "мая", "май", "трав"),
    ("jun", "juin", "giu", "июн", "черв"),
    ("jul", "juil", "lug", "июл", "лип"),
    ("aug", "aoû", "aou", "ago", "авг", "серп"),
    ("sep", "set", "сен", "верес"),
    ("oct", "okt", "ott", "out", "окт", "жовт"),
    ("nov", "ноя", "листоп"),
    ("dec", "dez", "déc", "dic", "дек", "груд"),
)
"""How the names of the months begin."""
_WORDS = re.compile(r"[^\W\d_]{3,}")
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d\d)(?:[:.m](\d\d))?\s*([ap]\s?\.?\s?m\b)?", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_EASTERN = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_AFTERNOON = re.compile(r"下午|午後|오후|晚上")
_FORENOON = re.compile(r"上午|午前|오전|凌晨")


@lru_cache(maxsize=4096)
def read_kindle_date(text: str) -> datetime | None:
    """The time in ``Added on Monday, January 1, 2024 10:00:00 AM`` and its like; None where there is none."""
    clock = _CLOCK.search(text)
    plain = text if clock is None else text[: clock.start()] + " " + text[clock.end() :]
    for year, month, day in _days(plain):
        try:
            return datetime(year, month, day, *_time(clock, text), tzinfo=UTC)
        except ValueError:
            continue
    return read_time(text.partition(":")[2] or text)


def _days(text: str) -> Iterator[tuple[int, int, int]]:
    eastern = _EASTERN.search(text)
    if eastern is not None:
        yield int(eastern[1]), int(eastern[2]), int(eastern[3])
        return
    year = _YEAR.search(text)
    if year is None:
        return
    rest = text[: year.start()] + " " + text[year.end() :]
    day = _DAY.search(rest)
    for word in _WORDS.findall(rest.casefold()) if day else ():
        for number, names in enumerate(_MONTHS, 1):
            if word.startswith(names) and day is not None:
                yield int(year[1]), number, int(day[1])


def _time(clock: re.Match[str] | None, text: str) -> tuple[int, int, int]:
    if clock is None:
        return 0, 0, 0
    hour = int(clock[1])
    half = (clock[4] or "").lower()[:1]
    if half == "p" or _AFTERNOON.search(text):
        hour = hour % 12 + 12
    elif half == "a" or _FORENOON.search(text):
        hour %= 12
    return hour, int(clock[2]), int(clock[3] or 0)
