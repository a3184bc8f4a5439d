"""The pages that an export speaks of, gathered from rows and items that come in any order.

Most exports have a row for each highlight, or list a page once for each folder it is in. What they say of one
page becomes one capture, whose record has all of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from postil.errors import ImportFailed
from postil.importers.files import file_name
from postil.importers.pages.html import web_address
from postil.model.addresses import address_key
from postil.model.capture import Capture
from postil.model.record import Record
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from postil.model.record import ImportedAnnotation

_Value = TypeVar("_Value")

_MOST_WARNINGS = 100
"""Sentences about broken rows that a page tells; of those that are more, only how many."""


@dataclass(slots=True)
class _Gathered:
    """What was said of one page."""

    part: str
    address: str | None
    records: list[Record] = field(default_factory=list)
    annotations: list[tuple[float, ImportedAnnotation]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    page: bytes = b""
    media_type: str = "text/html"


class Gathering:
    """Takes what an export says, row by row, and gives its pages in the order of their first rows."""

    def __init__(self, path: Path, format_name: str) -> None:
        self._path = path
        self._format = format_name
        self._pages: dict[str, _Gathered] = {}
        self._last: _Gathered | None = None
        self._homeless: list[str] = []

    def add(
        self,
        record: Record,
        *,
        address: str = "",
        name: str = "",
        order: float | None = None,
        page: bytes = b"",
        media_type: str = "text/html",
        warning: str = "",
    ) -> None:
        """Take what one row says of a page.

        The page is known by its ``address``; where that is none of the web, by ``name``, its title and
        author if that is not said. ``order`` says where in the text the row's highlights stand, after those
        of a smaller number; what has none comes last. ``page`` is the page itself where the export has it:
        its article alone.
        """
        web = web_address(address)
        if not (web or name or address or record.title):
            record = replace(record, title=_("Highlights"))
        part = address_key(web) or name or address or " — ".join(filter(None, (record.title, record.byline)))
        gathered = self._pages.get(part)
        if gathered is None:
            gathered = self._pages[part] = _Gathered(part, web)
        gathered.records.append(record)
        place = math.inf if order is None else order
        gathered.annotations += ((place, each) for each in record.annotations)
        if page and not gathered.page:
            gathered.page, gathered.media_type = page, media_type
        self._last = gathered
        if warning:
            self.warn(warning)

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def warn(self, sentence: str) -> None:
        """Say what is wrong with a row: with the page that was spoken of last."""
        (self._last.warnings if self._last else self._homeless).append(sentence)

    def captures(self) -> Iterator[Capture]:
        """The pages. Raises ImportFailed where there is none."""
        if not self._pages:
            raise ImportFailed(self._homeless[0] if self._homeless else _("There is nothing in this export."))
        for place, gathered in enumerate(self._pages.values()):
            if place == 0:
                gathered.warnings[:0] = self._homeless
            yield Capture(
                content=b"",
                media_type=gathered.media_type,
                format=self._format,
                name=file_name(self._path),
                page=gathered.page,
                address=gathered.address,
                warnings=_told(gathered.warnings),
                container=self._path,
                part=gathered.part,
                clean=bool(gathered.page),
                waiting=not gathered.page,
                record=_together(gathered),
            )


def _together(gathered: _Gathered) -> Record:
    """All that the records of a page say."""
    records = gathered.records
    if len(records) == 1:
        return records[0]
    ordered = sorted(gathered.annotations, key=lambda each: each[0])
    progress = [record.progress for record in records if record.progress is not None]
    return Record(
        title=_first(record.title for record in records),
        byline=_first(record.byline for record in records),
        site=_first(record.site for record in records),
        language=_first(record.language for record in records),
        published=_first(record.published for record in records),
        excerpt=_first(record.excerpt for record in records),
        status=_first(record.status for record in records),
        starred=any(record.starred for record in records),
        tags=distinct(tag for record in records for tag in record.tags),
        note="\n\n".join(dict.fromkeys(record.note for record in records if record.note)),
        added=_chosen(min, (record.added for record in records)),
        opened=_chosen(max, (record.opened for record in records)),
        finished=_chosen(max, (record.finished for record in records)),
        progress=max(progress, default=None),
        annotations=tuple(dict.fromkeys(each for _place, each in ordered)),
    )


def distinct(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags without white space around them, each once in any letter case, in order."""
    found: dict[str, str] = {}
    for tag in tags:
        name = " ".join(tag.split())
        if name:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def page_note(own: str, highlights: Iterable[tuple[str, str]]) -> str:
    """The person's ``own`` note on a page, with the notes of ``highlights`` that have no words to stand at.

    Of each of these, its words and its note.
    """
    stray = (note for words, note in highlights if not words.strip())
    return "\n\n".join(dict.fromkeys(filter(None, (own, *stray))))


def _first(values: Iterable[_Value | None]) -> _Value | None:
    return next((value for value in values if value), None)


def _chosen(
    choose: Callable[[Iterable[datetime]], datetime], moments: Iterable[datetime | None]
) -> datetime | None:
    known = [moment for moment in moments if moment]
    return choose(known) if known else None


def _told(warnings: list[str]) -> tuple[str, ...]:
    more = len(warnings) - _MOST_WARNINGS
    if more <= 0:
        return tuple(warnings)
    said = counted(
        "Something is wrong with one more row.", "Something is wrong with {count} more rows.", more
    )
    return (*warnings[:_MOST_WARNINGS], said)
