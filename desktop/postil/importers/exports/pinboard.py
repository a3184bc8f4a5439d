"""Pinboard's bookmarks, as its export and its API give them, and those of linkding, which are much alike.

Pinboard: ``[{"href", "description", "extended", "tags", "time", "toread", "shared"}]``, or a list of these in
``posts``; its ``description`` is the title. linkding: ``{"count", "results": [{"url", "title", "notes",
"tag_names", "date_added", "unread", "is_archived"}]}``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.importers.exports.gathering import Gathering, distinct
from postil.importers.json_items import Item, read_items
from postil.importers.json_shape import shape_of
from postil.model.page import Status
from postil.model.record import Record
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_LISTS = ("posts", "results", "bookmarks")
_PINBOARD = frozenset({"href", "description", "extended", "toread", "shared", "time", "tags"})
_LINKDING = frozenset({"tag_names", "date_added", "unread", "website_title", "is_archived", "url"})
_SURE = 4


class Pinboard:
    """Bookmarks of Pinboard or linkding."""

    name = "Pinboard"
    suffixes: tuple[str, ...] = (".json",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the fields tell, not the name
        """By the fields of the bookmarks."""
        shape = shape_of(head)
        listed = (shape.fields if shape.is_list else frozenset(), *(shape.within(each) for each in _LISTS))
        is_one = any(
            ("href" in fields and len(fields & _PINBOARD) >= _SURE) or len(fields & _LINKDING) >= _SURE
            for fields in listed
        )
        return 0.9 if is_one else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each bookmark."""
        gathering = Gathering(path, self.name)
        for element in read_items(path):
            if element.field and element.field not in _LISTS:
                continue
            if element.problem or not element.item.text("href", "url"):
                said = _("Bookmark {place} has no address, and was left out.").format(place=element.place)
                gathering.warn(element.problem or said)
            else:
                _gather(element.item, gathering)
        yield from gathering.captures()


def _gather(item: Item, gathering: Gathering) -> None:
    is_pinboard = item.has("href")
    names = item.names("tag_names") or tuple(item.text("tags", "tag").replace(",", " ").split())
    is_unread = item.flag("toread", "unread")
    gathering.add(
        Record(
            title=item.line(*(("description",) if is_pinboard else ("title", "website_title"))) or None,
            excerpt=None if is_pinboard else item.line("description", "website_description") or None,
            status=_status(item, is_unread=is_unread),
            tags=distinct(names),
            note=item.text("extended", "notes"),
            added=item.time("time", "date_added", "dt"),
        ),
        address=item.text("href", "url"),
    )


def _status(item: Item, *, is_unread: bool) -> Status | None:
    if item.flag("is_archived"):
        return Status.ARCHIVE
    if is_unread:
        return Status.INBOX
    return Status.ARCHIVE if item.has("toread") else None
