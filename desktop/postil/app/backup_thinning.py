"""Which of many backups are kept: the days behind us close together, what is long ago far apart.

Of each of the last days, weeks and months that have a backup, the newest one stays. What is dropped once
would never be wanted later: thinning after each backup, or once after many, leaves the same.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

DAYS = 7
WEEKS = 4
MONTHS = 12
"""So many days, weeks and months that have a backup keep one."""


def kept(times: Collection[datetime]) -> frozenset[datetime]:
    """Those of the backups made at these times that stay; the newest is always among them."""
    newest_first = sorted(times, reverse=True)
    return (
        _newest_of_each(newest_first, DAYS, _day)
        | _newest_of_each(newest_first, WEEKS, _week)
        | _newest_of_each(newest_first, MONTHS, _month)
    )


def _newest_of_each(
    newest_first: list[datetime], most: int, span: Callable[[datetime], tuple[int, ...]]
) -> frozenset[datetime]:
    found: dict[tuple[int, ...], datetime] = {}
    for time in newest_first:
        if len(found) == most:
            break
        found.setdefault(span(time.astimezone(UTC)), time)
    return frozenset(found.values())


def _day(time: datetime) -> tuple[int, ...]:
    return (time.year, time.month, time.day)


def _week(time: datetime) -> tuple[int, ...]:
    return time.isocalendar()[:2]


def _month(time: datetime) -> tuple[int, ...]:
    return (time.year, time.month)
