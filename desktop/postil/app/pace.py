"""How fast work goes, and how long what is left of it takes, from how much was left before."""

from __future__ import annotations

from collections import deque

from postil.translation import _, counted

_REMEMBERED_SECONDS = 30.0
_LEAST_SECONDS = 3.0
"""A shorter time says nothing: the first batch may be an easy one."""


_MINUTE = 60
_LONG_MINUTES = 89
"""More minutes are told as hours."""


class Pace:
    """Watches how much is left. Times are seconds of any one clock."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def restart(self) -> None:
        """Begin again: the work stood still, and that says nothing of its pace."""
        self._seen.clear()

    def note(self, left: int, now: float) -> None:
        """So much is left now. Where it is more than before, other work came, and all begins again.

        Where nobody knows how much there is, what was done counts below zero: only the rate is known then.
        """
        if self._seen and left > self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now, left))
        while now - self._seen[0][0] > _REMEMBERED_SECONDS:
            self._seen.popleft()

    @property
    def rate(self) -> float:
        """Things a second of late; 0 where that is not known yet."""
        if not self._seen:
            return 0.0
        (begun, before), (now, left) = self._seen[0], self._seen[-1]
        return (before - left) / (now - begun) if now - begun >= _LEAST_SECONDS else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long it takes at this pace; None where that is not known yet."""
        rate = self.rate
        left = self._seen[-1][1] if self._seen else 0
        return left / rate if rate and left >= 0 else None


def in_words(pace: Pace) -> str:
    """``24 a second · about 3 minutes left``, or the part of it that is known."""
    if not pace.rate:
        return ""
    left = pace.seconds_left
    rate = counted("{count} a second", "{count} a second", max(1, round(pace.rate)))
    return rate if left is None else f"{rate} · {_time_left(left)}"


def _time_left(seconds: float) -> str:
    minutes = round(seconds / _MINUTE)
    if not minutes:
        return _("less than a minute left")
    if minutes <= _LONG_MINUTES:
        return counted("about {count} minute left", "about {count} minutes left", minutes)
    return counted("about {count} hour left", "about {count} hours left", round(minutes / _MINUTE))
