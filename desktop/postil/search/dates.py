"""Days and spans of days, as people write them in a query.

::

    day    = YYYY | YYYY-MM | YYYY-MM-DD          a whole year, month or day
    span   = day | [end] ".." [end]               both ends belong to it
           | "today" | "yesterday" | "week" | "month" | "year"      the current one
           | ("<" | ">") number ("d" | "w" | "m" | "y")             younger, older than that
           | ("<" | ">") day                                        before, after that
    end    = day | "*"                            the star is an end that is open
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGE = re.compile(r"([<>])(\d{1,5})([dwmy])")
_UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}


class Reversed(ValueError):
    """A span ends before it begins."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day, both included."""

    first: date
    last: date


def span(text: str, today: date) -> Span:
    """The days that ``text`` means; raises ValueError where it means none, Reversed where it runs backwards.

    >>> span("2026-02", date(2026, 5, 1))
    Span(first=datetime.date(2026, 2, 1), last=datetime.date(2026, 2, 28))
    """
    text = text.strip().lower()
    named = _named(text, today)
    if named is not None:
        return named
    age = _AGE.fullmatch(text)
    if age:
        then = _back(today, int(age[2]) * _UNITS[age[3]])
        return Span(then, date.max) if age[1] == "<" else Span(date.min, _back(then, 1))
    if ".." in text:
        return _between(*text.split("..", 1))
    if text[:1] in ("<", ">"):
        day = _whole(text[1:])
        return Span(date.min, _back(day.first, 1)) if text[0] == "<" else Span(_next(day.last), date.max)
    return _whole(text)


def day_of(text: str | None) -> date | None:
    """The first day of an ISO 8601 date of any precision; None where it is none."""
    match = _DAY.match(text or "")
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None


def _between(first: str, last: str) -> Span:
    first, last = first.strip("*"), last.strip("*")
    if not first and not last:
        raise ValueError("a span needs a day")
    found = Span(_whole(first).first if first else date.min, _whole(last).last if last else date.max)
    if found.first > found.last:
        raise Reversed("the span ends before it begins")
    return found


def _named(text: str, today: date) -> Span | None:
    if text == "today":
        return Span(today, today)
    if text == "yesterday":
        return Span(_back(today, 1), _back(today, 1))
    if text == "week":
        return Span(_back(today, today.weekday()), today)
    if text == "month":
        return Span(today.replace(day=1), today)
    if text == "year":
        return Span(today.replace(month=1, day=1), today)
    return None


def _whole(text: str) -> Span:
    match = _DAY.fullmatch(text)
    if not match:
        raise ValueError("not a day")
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not MINYEAR <= year < MAXYEAR:
        raise ValueError("not a year")
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if day is not None:
        return Span(date(year, month, day), date(year, month, day))
    following = date(year + month // 12, month % 12 + 1, 1) if 1 <= month <= 12 else None
    if following is None:
        raise ValueError("not a month")
    return Span(date(year, month, 1), following - timedelta(days=1))


def _back(day: date, days: int) -> date:
    return day - timedelta(days=min(days, day.toordinal() - 1))


def _next(day: date) -> date:
    return day + timedelta(days=1)
