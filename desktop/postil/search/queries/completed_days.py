"""The days that a value of ``added:``, ``published:`` or ``read:`` may go on to be."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

YEARS = 30
"""So many years back are offered."""


def days(typed: str, today: date) -> Iterator[str]:
    """Values that begin with what was typed, the likeliest first; none lies in the future.

    >>> list(days("2026-1", date(2026, 11, 22)))
    ['2026-11', '2026-10']
    """
    first, joint, last = typed.rpartition("..")
    begun = _dates(last, today) if joint else _spans(last, today)
    return (first + joint + value for value in begun if value.startswith(last) and value != last)


_NAMED = ("today", "yesterday", "week", "month", "year")
_AGES = ("<7d", "<30d", "<1y", ">1y")
_UNITS = ("d", "w", "m", "y")


def _spans(typed: str, today: date) -> Iterator[str]:
    """Named spans, ages, and dates."""
    yield from _NAMED
    if not typed:
        yield "<30d"
        yield f"{today:%Y}"
        yield f"{today:%Y-%m}"
    elif re.fullmatch(r"[<>]\d{1,4}", typed):
        yield from (typed + unit for unit in _UNITS)
    elif typed[0] in "<>":
        yield from _AGES
    else:
        yield from _dates(typed, today)


def _dates(typed: str, today: date) -> Iterator[str]:
    """Years, the months of a year once it is there, the days of a month."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})?)?.*", typed)
    if match is None:
        yield from (str(year) for year in range(today.year, max(0, today.year - YEARS), -1))
        return
    year = int(match[1])
    months = range(12, 0, -1) if year < today.year else range(today.month, 0, -1)
    if year > today.year or year == 0:
        return
    if match[2] is None:
        yield from (f"{year:04}-{month:02}" for month in months)
    elif int(match[2]) in months:
        this = (year, int(match[2])) == (today.year, today.month)
        last = today.day if this else monthrange(year, int(match[2]))[1]
        yield from (f"{year:04}-{match[2]}-{day:02}" for day in range(last, 0, -1))
