"""Bookmarks and annotations of Readeck: as its API answers them, and as its export of all data names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.importers.colors import read_color
from postil.importers.exports.gathering import distinct, page_note
from postil.importers.times import published_on
from postil.model.page import Status
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.importers.json_items import Item


def bookmark_record(item: Item) -> Record:
    """What a bookmark says of its page; with its annotations, where it has them itself."""
    percent = item.number("read_progress", "ReadProgress")
    status = Status.ARCHIVE if item.flag("is_archived", "IsArchived") else Status.INBOX
    if status is Status.INBOX and percent and percent < 100:
        status = Status.READING
    title = item.line("title", "Title")
    return Record(
        title=(title if title != item.text("url", "URL") else "") or None,
        byline=", ".join(item.names("authors", "Authors")) or None,
        site=item.line("site_name", "SiteName", "site", "Site") or None,
        language=item.line("lang", "Lang") or None,
        published=published_on(item.time("published", "Published")),
        excerpt=item.text("description", "Description") or None,
        status=status,
        starred=item.flag("is_marked", "IsMarked"),
        tags=distinct(item.names("labels", "Labels")),
        note=page_note(
            "", ((each.text("text"), each.text("note")) for each in item.items("annotations", "Annotations"))
        ),
        added=item.time("created", "Created"),
        progress=None if percent is None else min(max(percent / 100, 0.0), 1.0),
        annotations=annotations_of(item.items("annotations", "Annotations")),
    )


def annotations_of(items: Iterable[Item]) -> tuple[ImportedAnnotation, ...]:
    """The annotations among items: those that have words."""
    return tuple(
        ImportedAnnotation(
            quote=TextQuoteSelector(quote),
            note=item.text("note"),
            color=read_color(item.text("color")),
            created=item.time("created"),
            modified=item.time("updated"),
            id=f"readeck:{name}" if (name := item.text("id")) else "",
        )
        for item in items
        if (quote := item.text("text"))
    )
