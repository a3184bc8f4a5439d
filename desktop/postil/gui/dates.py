"""Dates and times as the person's locale writes them, as long or as brief as the place wants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale

from postil.translation import _

if TYPE_CHECKING:
    from datetime import date, datetime

# A part of a date that is left out, with what stands beside it: ``dddd, d MMMM``, ``yyyy 'р'.``, ``yyyy年``.
_WEEKDAY = re.compile(r"[,،\s]*d{3,4}(?:ที่)?[,،、.\s]*")
_YEAR = re.compile(r"[,،/\s]*(?:'[^']*'\s*)?y{2,4}\.?\s*(?:'[^']*'[.,]*|年|년)?[,،/\s]*")
_DAY = re.compile(r"[,،\s]*(?<![a-z'])d{1,2}(?![a-z'])\.?(?:日|일)?")


def long_date(day: date) -> str:
    """``12 March 2026``, ``March 12, 2026``, ``12 березня 2026 р.``, as the locale has it; no weekday."""
    return QLocale().toString(_qt(day), _pattern())


def month(day: date) -> str:
    """``March 2026``, ``березень 2026``, ``2026年3月``, as the locale has it."""
    pattern = _pattern()
    if pattern.startswith("y"):
        return QLocale().toString(_qt(day), _DAY.sub("", pattern))
    # Alone, the name of a month is another word than after its day in many languages.
    return f"{QLocale().standaloneMonthName(day.month)} {day.year}"


def short_date(day: date, today: date) -> str:
    """``Today``, ``Yesterday``, ``12 Mar``, ``12 Mar 2024``, or as the locale has it."""
    ago = (today - day).days
    if ago in (0, 1):
        return (_("Today"), _("Yesterday"))[ago]
    pattern = _pattern().replace("MMMM", "MMM")
    if day.year == today.year:
        pattern = _YEAR.sub("", pattern)
    return QLocale().toString(_qt(day), pattern)


def moment(time: datetime) -> str:
    """``12 Mar 2024, 14:05`` in the person's time zone, or as the locale has it."""
    locale = QLocale()
    then = QDateTime.fromSecsSinceEpoch(int(time.timestamp()))
    day = locale.toString(then.date(), _pattern().replace("MMMM", "MMM"))
    clock = locale.toString(then.time(), QLocale.FormatType.ShortFormat)
    return _("{day}, {time}").format(day=day, time=clock)


def _pattern() -> str:
    """The locale's way to write a date in full, without the day of the week."""
    return _WEEKDAY.sub("", QLocale().dateFormat(QLocale.FormatType.LongFormat)).strip()


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
