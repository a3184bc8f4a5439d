"""Dates told from the day a page was saved: "3 hours ago" under the headline."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from postil.extraction.claims import Claim
from postil.extraction.headline import element_text
from postil.model.article import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from postil.extraction.headline import Headline, Near

_NEAR = 20
"""Elements between the headline and such a date."""
_LONGEST = 40
"""Such a line is not longer (code points)."""
_AGO = re.compile(
    r"\d.*(?:\bago\b|\bgeleden\b|\bsedan\b|\bsiden\b|\bfa\b|\btemu\b|\bназад\b|\bтому\b|\bönce\b|前|전)"
    r"|(?:\bvor\b|\bil y a\b|\bhace\b|\bhá\b|\bpřed\b|قبل|منذ).*\d"
    r"|^(?:yesterday|gestern|hier|ayer|ontem|ieri|gisteren|wczoraj|вчера|вчора|昨天|昨日)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*(?:published|posted|updated|written)\W+", re.IGNORECASE)
_DAYS = 7
"""Further back it is no day any more: "3 months ago"."""


def relative_date(
    headline: Headline | None, near: Sequence[Near], *, language: str | None, saved: datetime | None
) -> Claim | None:
    """The day of a line such as "3 hours ago", counted back from ``saved``; None where that is not known."""
    if headline is None or saved is None:
        return None
    for place in near:
        if abs(place.distance) > _NEAR:
            continue
        text = element_text(place.element)
        if len(text) > _LONGEST or not _AGO.search(text) or headline.is_elsewhere(place.element):
            continue
        day = _counted_back(text, language, saved)
        if day:
            return Claim(day, Source.SHOWN, str(place.element.tag))
    return None


def _counted_back(text: str, language: str | None, saved: datetime) -> str | None:
    import dateparser  # noqa: PLC0415 - slow to import, and few pages need it

    try:
        moment = dateparser.parse(
            _LABEL.sub("", text),
            languages=[(language or "en").partition("-")[0].lower()],
            settings={"RELATIVE_BASE": saved.replace(tzinfo=None), "PARSERS": ["relative-time"]},
        )
    except ValueError:
        return None  # a language that it does not know
    if moment is None:
        return None
    past = saved.replace(tzinfo=None) - moment
    return moment.date().isoformat() if timedelta(0) <= past <= timedelta(days=_DAYS) else None
