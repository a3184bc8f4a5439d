"""Layouts: into which files the notes of a library go, told before any text is read.

A document has an id that stays the same, by which its file is found under any name: the page's own, or
for several pages one made of the tag, the day or the target that brings them together.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.export.filenames import file_stem
from postil.model.export_target import Layout

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from postil.model.ids import AnnotationId, PageId

EVERYTHING = "Highlights"
"""What one file for everything is called where nobody gave it a name."""
UNTAGGED = "Untagged"
"""What the file of pages without a tag is called."""


@dataclass(frozen=True, slots=True)
class ListedHighlight:
    """A highlight as layouts see it."""

    id: AnnotationId
    created: datetime
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page as layouts see it: enough to say into which files it goes."""

    id: PageId
    title: str
    added: datetime
    tags: tuple[str, ...] = ()
    highlights: tuple[ListedHighlight, ...] = ()
    """Of layouts by tag or day; the others do not look at them."""
    noted: bool = False
    """Whether there is a note on the whole page."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a page is in a document."""

    page: PageId
    highlights: frozenset[AnnotationId] | None = None
    """None for all of them."""
    note: bool = True
    """With the note on the whole page."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A document that belongs into the folder."""

    id: str
    title: str
    parts: tuple[Part, ...]
    shared: bool = False
    """Whether it is of several pages: the title is its own, not a page's."""
    joins: bool = False
    """Whether it goes into a file of that name that the person has already."""
    folders: bool = False
    """Whether ``/`` in its title parts folders, as in tags."""

    @property
    def name(self) -> tuple[str, ...]:
        """Folders and the name of a new file, without its ending."""
        parts = self.title.split("/") if self.folders else (self.title,)
        return tuple(map(file_stem, parts))


def plan(
    pages: Iterable[ListedPage],
    layout: Layout,
    *,
    name: str = EVERYTHING,
    key: str = "",
    zone: tzinfo | None = None,
) -> tuple[Planned, ...]:
    """The documents of these pages. ``name`` and ``key`` are those of the one file, where they are
    not the usual ones. Days are of ``zone``, which is that of this computer unless told otherwise.
    """
    if layout is Layout.PAGE:
        return tuple(Planned(page.id, page.title, (Part(page.id),)) for page in pages)
    if layout is Layout.ONE_FILE:
        parts = tuple(Part(page.id) for page in pages)
        mark = f"all-{key}" if key else "all"
        return (Planned(mark, name, parts, shared=True),) if parts else ()
    return _by_tag(pages) if layout is Layout.TAG else _by_day(pages, zone)


def _by_tag(pages: Iterable[ListedPage]) -> tuple[Planned, ...]:
    """A page is in the files of its own tags, and some of its highlights in those of theirs."""
    names: dict[str, str] = {}
    parts: dict[str, list[Part]] = defaultdict(list)
    untagged: list[Part] = []
    for page in pages:
        own = {tag.casefold(): tag for tag in page.tags}
        others: dict[str, set[AnnotationId]] = defaultdict(set)
        for highlight in page.highlights:
            for tag in highlight.tags:
                if tag.casefold() not in own:
                    others[tag.casefold()].add(highlight.id)
                    names.setdefault(tag.casefold(), tag)
        for key, tag in own.items():
            names.setdefault(key, tag)
            parts[key].append(Part(page.id))
        for key, highlights in others.items():
            parts[key].append(Part(page.id, frozenset(highlights), note=False))
        if not own:
            untagged += _rest(page)
    planned = [
        Planned(f"tag-{_mark(key)}", names[key], tuple(parts[key]), shared=True, folders=True)
        for key in sorted(parts)
    ]
    if untagged:
        planned.append(Planned("untagged", UNTAGGED, tuple(untagged), shared=True))
    return tuple(planned)


def _rest(page: ListedPage) -> list[Part]:
    """What no tag brings into a file: everything, or the highlights without one, and the note."""
    if not any(highlight.tags for highlight in page.highlights):
        return [Part(page.id)]
    untagged = frozenset(each.id for each in page.highlights if not each.tags)
    return [Part(page.id, untagged)] if untagged or page.noted else []


def _by_day(pages: Iterable[ListedPage], zone: tzinfo | None) -> tuple[Planned, ...]:
    """The note on a whole page, which has no time, is with its first highlight, or where it was added."""
    parts: dict[str, list[Part]] = defaultdict(list)
    for page in pages:
        days: dict[str, set[AnnotationId]] = defaultdict(set)
        for highlight in page.highlights:
            days[_day(highlight.created, zone)].add(highlight.id)
        first = min(days, default=None)
        for day, highlights in sorted(days.items()):
            parts[day].append(Part(page.id, frozenset(highlights), note=day == first))
        if first is None:
            parts[_day(page.added, zone)].append(Part(page.id))
    return tuple(
        Planned(f"day-{day}", day, tuple(parts[day]), shared=True, joins=True) for day in sorted(parts)
    )


def _day(time: datetime, zone: tzinfo | None) -> str:
    return time.astimezone(zone).date().isoformat()


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
