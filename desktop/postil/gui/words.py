"""Numbers, times and keys in the words that people read."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from postil.gui import dates
from postil.model.page import site_of
from postil.model.reading_time import WORDS_A_MINUTE, reading_minutes
from postil.translation import _, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.model.page import Page

_LONGEST_TITLE = 48
_MAC_NAMES = {"Ctrl": "⌘", "Alt": "⌥", "Shift": "⇧", "Meta": "⌃"}
_NAMES = {
    "Return": "Enter",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "PgDown": "Page Down",
    "PgUp": "Page Up",
}


def counted(one: str, many: str, number: int, **others: object) -> str:
    """``counted("{count} page", "{count} pages", 2310)`` is ``2,310 pages``, in the person's language.

    ``others`` fill the sentence's other places.
    """
    return plural(one, many, number).format(count=QLocale().toString(number), **others)


def of_pages(pages: Sequence[Page], titled: str, one: str, many: str) -> str:
    """A sentence about pages: ``titled`` names the page where it is one, else their number is told.

    ``of_pages(pages, _("“{title}” archived"), "{count} page archived", "{count} pages archived")``.
    """
    if len(pages) != 1:
        return counted(one, many, len(pages))
    title = pages[0].title
    short = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1].rstrip() + "…"
    return titled.format(title=short)


def number(value: float) -> str:
    """``2,310`` or ``33.6``, as the locale has it."""
    return QLocale().toString(value)


def reading_time(words: int, speed: int = WORDS_A_MINUTE) -> str:
    """``5 min`` at ``speed`` words a minute; empty where nothing is known of the length."""
    minutes = reading_minutes(words, speed)
    return _("{count} min").format(count=number(minutes)) if minutes else ""


def source(page: Page) -> str:
    """Where a page is from: its site, or else the host of its address, or else what kind of file it was."""
    return site(page) or page.format


def site(page: Page) -> str:
    """The name of the site, or else the host of the address; empty where neither is known."""
    return page.site or site_of(page.canonical or page.address)


def page_date(page: Page, today: date) -> str:
    """When the page was published, or else saved, or else added, as briefly as can be."""
    published = _date_of(page.published)
    if published is not None:
        return dates.short_date(published, today)
    return dates.short_date((page.saved or page.added).astimezone().date(), today)


def days_left(days: int) -> str:
    """``29 days left``, ``Last day``."""
    return counted("{count} day left", "{count} days left", days) if days else _("Last day")


def key_caps(key: str) -> tuple[tuple[str, ...], ...]:
    """A key sequence as the caps to show: ``G, I`` is ((``G``,), (``I``,))."""
    return tuple(tuple(_cap(part) for part in _parts(press)) for press in key.split(", "))


def key_text(key: str) -> str:
    """A key sequence in one line: ``Ctrl+K``, ``G I``."""
    return " ".join("+".join(caps) for caps in key_caps(key))


def _parts(press: str) -> list[str]:
    # "Ctrl++" is Ctrl and the sign +; a lone "+" is the sign.
    *held, last = press.removesuffix("+").split("+") if press.endswith("+") else press.split("+")
    return [part for part in (*held, last) if part] + (["+"] if press.endswith("+") else [])


def _cap(part: str) -> str:
    if sys.platform == "darwin" and part in _MAC_NAMES:
        return _MAC_NAMES[part]
    return _NAMES.get(part, part)


def _date_of(published: str | None) -> date | None:
    if not published:
        return None
    try:
        return datetime.fromisoformat(published).date()
    except ValueError:
        return None
