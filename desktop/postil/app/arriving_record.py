"""What another tool had written down of a page, and what becomes of it on the page here.

Tags are added and none is taken off. A note is added below the one that is there, unless that says it
already. A star is given and never taken. What the page says of itself, or the person, goes before what the
tool said; only of a page that was cleaned by the tool, it says little itself. When a page was added, how far
it was read and where it stands is only taken over for a page that is new: what the person did here stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from postil.dom.note_text import note_tags
from postil.errors import TagError
from postil.extraction.version import EXTRACTOR
from postil.model.page import Page, Status
from postil.store import pages
from postil.store import tags as tag_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from postil.app.conversion_wire import Conversion
    from postil.model.article import Metadata
    from postil.model.kept_capture import KeptCapture
    from postil.model.page import TextVersion
    from postil.model.record import Record
    from postil.store.connection import Connection

_FIELDS = ("title", "byline", "site", "language", "published", "excerpt")
"""What a record may say of a page that the page says itself, too."""


@dataclass(frozen=True, slots=True)
class Own:
    """What a person gave a page."""

    tags: tuple[str, ...]
    note: str
    starred: bool


def own_of(page: Page) -> Own:
    """What a person gave a page until now."""
    return Own(page.tags, page.note, page.starred)


def own_with(own: Own, record: Record) -> Own:
    """The same with what the record brings."""
    note = joined_note(own.note, record.note)
    tags = tag_rows.once_each((*own.tags, *clean_tags(record.tags), *note_tags(record.note)))
    return Own(tags, note, own.starred or record.starred)


def set_own(tx: Connection, page: Page, own: Own) -> None:
    """Give a page these tags, this note and this star."""
    tag_rows.set_of_page(tx, page.id, own.tags)
    pages.set_note(tx, page.id, own.note)
    pages.set_starred(tx, page.id, own.starred)


def own_turned(now: Own, was: Own, to: Own) -> Own:
    """What a person has given a page ``now``, after the step from ``was`` to ``to``.

    Only what the step changes is changed: what the person did since stays, and no words go that it wrote.
    """
    had = {tag_rows.key(name) for name in was.tags}
    gone = had - {tag_rows.key(name) for name in to.tags}
    left = (name for name in now.tags if tag_rows.key(name) not in gone)
    come = (name for name in to.tags if tag_rows.key(name) not in had)
    return Own(
        tags=tag_rows.once_each((*left, *come)),
        note=note_turned(now.note, was.note, to.note),
        starred=to.starred if now.starred == was.starred else now.starred,
    )


def note_turned(now: str, was: str, to: str) -> str:
    """The same of a note: where it was edited since, nothing is taken from it."""
    if was == to:
        return now
    return to if now == was else joined_note(now, to)


def joined_note(there: str, other: str) -> str:
    """Two notes in one: the one that says the other one, too, else both with a blank line between."""
    if _says(there, other):
        return there
    if _says(other, there):
        return other.strip()
    return f"{there.rstrip()}\n\n{other.strip()}"


def _says(note: str, other: str) -> bool:
    """Whether a note has the other one in it, from the beginning of a line to the end of a word.

    ``good`` inside ``It is not good.`` is another note.
    """
    wanted = other.strip()
    if not wanted:
        return True
    at = note.find(wanted)
    while at >= 0:
        before, after = note[:at].rpartition("\n")[2], note[at + len(wanted) : at + len(wanted) + 1]
        if not before.strip() and not after.isalnum():
            return True
        at = note.find(wanted, at + 1)
    return False


def clean_tags(names: Iterable[str]) -> tuple[str, ...]:
    """The names of tags, each once; what is no name of a tag is left out."""
    found = []
    for name in names:
        try:
            found.append(tag_rows.clean(name))
        except TagError:
            continue
    return tag_rows.once_each(found)


def with_record(metadata: Metadata, record: Record, *, clean: bool = False) -> Metadata:
    """What is said of a page, with what the record says where nothing is; of a clean page, before it."""
    told = {name: getattr(record, name) for name in _FIELDS if getattr(record, name)}
    missing = {name: value for name, value in told.items() if clean or not getattr(metadata, name)}
    return replace(metadata, **missing) if missing else metadata


def filled(metadata: Metadata, known: Metadata) -> Metadata:
    """What a page says of itself, with what was known before where it says nothing."""
    missing = {name: getattr(known, name) for name in _FIELDS if not getattr(metadata, name)}
    return replace(metadata, **missing) if missing else metadata


def new_page(capture: KeptCapture, version: TextVersion, converted: Conversion, *, now: datetime) -> Page:
    """A page that the library did not have."""
    record = converted.record
    metadata = with_record(converted.metadata, record, clean=converted.clean or converted.waiting)
    own = own_with(Own((), "", starred=False), record)
    progress = record.progress or (1.0 if record.finished else 0.0)
    return Page(
        id=capture.page,
        title=metadata.title or _spare_title(converted) or "Untitled",
        added=record.added or now,
        status=record.status or Status.INBOX,
        original=capture.original,
        original_name=capture.original_name,
        format=capture.format,
        media_type=capture.media_type,
        version=version.id,
        address=capture.address,
        canonical=metadata.canonical,
        byline=metadata.byline,
        site=metadata.site,
        language=metadata.language,
        direction=metadata.direction,
        published=metadata.published,
        modified=metadata.modified,
        lead_image=metadata.lead_image,
        excerpt=metadata.excerpt,
        words=version.words,
        saved=capture.saved,
        starred=own.starred,
        position=round(progress * len(converted.article.text)) if progress < 1 else 0,
        progress=progress,
        opened=record.opened,
        finished=record.finished,
        plain=version.plain,
        tags=own.tags,
        extractor=EXTRACTOR,
        note=own.note,
        waiting=capture.waiting,
    )


def _spare_title(converted: Conversion) -> str:
    """What a page without a title is called: as its file; one of many in a file, by where it is from."""
    own = PurePath(converted.part or converted.name).stem
    return converted.address or own if converted.part else own
