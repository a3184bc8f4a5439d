"""What the details panel says of a page: headings, and under each the facts that are known, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from postil.gui import dates, words
from postil.gui.details.origin import origin
from postil.model.annotation import AnchorState
from postil.model.details import Detail
from postil.model.page import Status
from postil.translation import _, in_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from postil.app.details import Facts
    from postil.model.annotation import Color
    from postil.model.article import Evidence
    from postil.model.page import Page

EDIT, VERSIONS, ORIGINAL, TAGS = "page.edit-details", "page.versions", "page.original", "page.tag"
"""Commands that a line leads to."""


@dataclass(frozen=True, slots=True)
class Line:
    """One fact."""

    name: str
    value: str
    command: str = ""
    """What Enter does; nothing where it copies the value."""
    copied: str = ""
    """What is copied, where that is not the value itself."""
    own: bool = False
    """Whether a person corrected it."""
    origin: str = ""
    """Where the page says it, in words; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class Group:
    """Facts under a heading."""

    title: str
    lines: tuple[Line, ...]


def groups(facts: Facts, color_name: Callable[[Color], str], *, speed: int) -> tuple[Group, ...]:
    """Everything that is known of a page; what is not known has no line.

    ``color_name`` says what the person calls a colour, ``speed`` how many words they read in a minute.
    """
    page = facts.page
    made = (
        Group(_("Source"), _source(page, facts.evidence)),
        Group(_("Reading"), _reading(page, speed)),
        Group(_("Dates"), _dates(page, facts.evidence)),
        Group(_("Highlights"), _highlights(facts, color_name)),
        Group(_("Kept"), _kept(facts)),
    )
    return tuple(Group(group.title, tuple(line for line in group.lines if line.value)) for group in made)


def _source(page: Page, evidence: Iterable[Evidence]) -> tuple[Line, ...]:
    def line(name: str, value: str | None, detail: Detail) -> Line:
        found = "" if detail in page.own else origin(evidence, detail.value)
        return Line(name, value or "", EDIT, own=detail in page.own, origin=found)

    other = page.canonical if page.canonical != page.address else None
    return (
        line(_("Title"), page.title, Detail.TITLE),
        line(_("Author"), page.byline, Detail.BYLINE),
        line(_("Site"), words.site(page), Detail.SITE),
        Line(_("Address"), page.address or "", own=Detail.ADDRESS in page.own),
        Line(_("Canonical address"), other or "", origin=origin(evidence, "canonical")),
        line(_("Language"), _language(page.language), Detail.LANGUAGE),
    )


def _reading(page: Page, speed: int) -> tuple[Line, ...]:
    statuses = {
        Status.INBOX: in_context("place", "Inbox"),
        Status.READING: in_context("place", "Reading"),
        Status.ARCHIVE: in_context("place", "Archive"),
    }
    status = in_context("place", "Trash") if page.trashed else statuses[page.status]
    length = words.counted("{count} word", "{count} words", page.words)
    time = words.reading_time(page.words, speed)
    if page.waiting:
        length, time = _("waiting for its page"), ""
    progress = f"{QLocale().toString(round(page.progress * 100))} {QLocale().percent()}"
    return (
        Line(_("Status"), f"{status} ★" if page.starred else status),
        Line(_("Length"), f"{length} · {time}" if time else length),
        Line(_("Read"), progress if page.progress else ""),
        Line(_("Tags"), " ".join(f"#{tag}" for tag in page.tags) or _("none"), TAGS),
    )


def _dates(page: Page, evidence: Iterable[Evidence]) -> tuple[Line, ...]:
    own = Detail.PUBLISHED in page.own
    found = "" if own else origin(evidence, "published")
    return (
        Line(_("Published"), _day(page.published), EDIT, own=own, origin=found),
        Line(_("Changed"), _day(page.modified), origin=origin(evidence, "modified")),
        Line(_("Saved"), _moment(page.saved)),
        Line(_("Added"), _moment(page.added)),
        Line(_("Last opened"), _moment(page.opened)),
        Line(_("Finished"), _moment(page.finished)),
        Line(_("Thrown away"), _moment(page.trashed)),
    )


def _highlights(facts: Facts, color_name: Callable[[Color], str]) -> tuple[Line, ...]:
    states = dict(facts.states)
    total = sum(states.values())
    lost = states.get(AnchorState.NOT_FOUND, 0)
    colors = " · ".join(f"{color_name(color)} {words.number(count)}" for color, count in facts.colors)
    return (
        Line(_("Number"), words.number(total)),
        Line(_("Colours"), colors),
        Line(_("With a note"), words.number(facts.notes) if facts.notes else ""),
        Line(_("To be checked"), _number(states.get(AnchorState.MOVED, 0))),
        Line(_("Waiting") if facts.page.waiting else _("Not found"), _number(lost)),
    )


def _kept(facts: Facts) -> tuple[Line, ...]:
    page = facts.page
    size = _("missing") if facts.original_size is None else QLocale().formattedDataSize(facts.original_size)
    versions = words.counted("{count} text version", "{count} text versions", len(facts.versions))
    return (
        Line(_("Original"), page.original_name, ORIGINAL),
        Line(_("Format"), f"{page.format} · {size}"),
        Line(_("SHA-256"), f"{page.original[:16]}…", copied=page.original),
        Line(_("Versions"), versions, VERSIONS),
        Line(_("Read by"), facts.versions[0].extractor if facts.versions and not page.waiting else ""),
    )


def _language(tag: str | None) -> str:
    """The name of a language in the language of the person, or its tag."""
    if not tag:
        return ""
    locale = QLocale(tag.replace("-", "_"))
    if locale.language() is QLocale.Language.C:
        return tag
    return f"{QLocale.languageToString(locale.language())} ({tag})"


def _day(text: str | None) -> str:
    """An ISO 8601 date, as long as it is known."""
    if not text:
        return ""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return dates.long_date(day)


def _moment(time: datetime | None) -> str:
    return "" if time is None else dates.moment(time)


def _number(count: int) -> str:
    return words.number(count) if count else ""
