"""Pocket's exports: what it gave before it closed in 2025, and the page of links that it gave before.

The ZIP has tables ``part_000000.csv`` (``title, url, time_added, tags, status``; tags with ``|`` between),
highlights in ``annotations/part_000000.json`` (``[{url, title, highlights: [{quote, created_at}]}]``) and the
lists that the person shared in ``collections/{slug}.json``. Each of them is read by itself, too. The page of
links, ``ril_export.html``, has the headings ``Unread`` and ``Read Archive``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.errors import ImportFailed
from postil.importers.archive import Archive, is_zip
from postil.importers.archive_names import archive_names
from postil.importers.csv_rows import read_columns, read_rows
from postil.importers.exports.gathering import Gathering, distinct, page_note
from postil.importers.exports.pocket_page import is_pocket_page, links_of
from postil.importers.files import read_file, read_head
from postil.importers.json_items import read_items
from postil.importers.json_shape import NO_SHAPE, shape_of
from postil.importers.times import read_time
from postil.model.page import Status
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.csv_rows import Row
    from postil.importers.json_items import Item
    from postil.model.capture import Capture

_TABLE = re.compile(r"(?:^|/)part_\d+\.csv$", re.IGNORECASE)
_HIGHLIGHTS = re.compile(r"(?:^|/)annotations/[^/]+$", re.IGNORECASE)
_COLLECTION = re.compile(r"(?:^|/)collections/[^/]+$", re.IGNORECASE)
_PAGE = re.compile(r"(?:^|/)ril_export\.html?$", re.IGNORECASE)
_OWN = (_TABLE, _HIGHLIGHTS, _COLLECTION, _PAGE)
"""In the order in which they are read: the table says most of a page."""
_FOREIGN = "__MACOSX/"
_STATUSES = {"unread": Status.INBOX, "0": Status.INBOX, "archive": Status.ARCHIVE, "1": Status.ARCHIVE}


class Pocket:
    """The list that a person had at Pocket."""

    name = "Pocket"
    suffixes: tuple[str, ...] = (".zip", ".csv", ".html", ".json")

    def confidence(self, head: bytes, path: Path) -> float:
        """By the names in the archive, the names of the columns, the title of the page, or the fields."""
        if is_zip(head):
            names = archive_names(path)
            return 0.95 if any(_TABLE.search(name) or _PAGE.search(name) for name in names) else 0
        if is_pocket_page(head) or _is_highlights(head) or _is_collection(head):
            return 0.95
        return 0.95 if {"url", "time added"} <= frozenset(read_columns(head)) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each address, with its highlights and the collections that it is in."""
        gathering = Gathering(path, self.name)
        head = read_head(path)
        if is_zip(head):
            _gather_archive(path, gathering)
        elif shape_of(head) is not NO_SHAPE:
            _gather_json(path, gathering)
        elif is_pocket_page(head):
            _gather_page(read_file(path), gathering)
        else:
            _gather_table(path, gathering)
        yield from gathering.captures()


def _is_highlights(head: bytes) -> bool:
    shape = shape_of(head)
    return shape.is_list and {"url", "highlights"} <= shape.fields and "quote" in shape.within("highlights")


def _is_collection(head: bytes) -> bool:
    shape = shape_of(head)
    return {"slug", "title", "items"} <= shape.fields and {"url", "excerpt"} <= shape.within("items")


def _gather_archive(path: Path, gathering: Gathering) -> None:
    with Archive(path) as archive:
        for own in _OWN:
            for name in archive.names:
                if not own.search(name) or name.startswith(_FOREIGN):
                    continue
                try:
                    content = archive.read(name)
                    if own is _TABLE:
                        _gather_table(content, gathering)
                    elif own is _PAGE:
                        _gather_page(content, gathering)
                    else:
                        _gather_json(content, gathering)
                except ImportFailed as error:
                    gathering.warn(f"{name}: {error}")


def _gather_table(source: Path | bytes, gathering: Gathering) -> None:
    for row in read_rows(source):
        address, title = row.text("url"), row.text("title")
        if not address and not title:
            gathering.warn(_("Line {line} has no address, and was left out.").format(line=row.line))
            if row.problem:
                gathering.warn(row.problem)
            continue
        gathering.add(
            Record(
                title=(title if title != address else "") or None,
                status=_STATUSES.get(row.text("status").casefold()),
                tags=_tags(row),
                starred=row.text("favorite") in ("1", "true"),
                added=read_time(row.text("time added")),
            ),
            address=address,
            name=address,
            warning=row.problem,
        )


def _tags(row: Row) -> tuple[str, ...]:
    """Pocket's own tables part tags by bars, those of programs that read its API by commas."""
    text = row.text("tags")
    return distinct(text.split("|") if "|" in text else text.split(","))


def _gather_page(content: bytes, gathering: Gathering) -> None:
    for link in links_of(decode(content).text):
        gathering.add(
            Record(
                title=(link.title if link.title != link.address else "") or None,
                status=Status.ARCHIVE if link.is_archived else Status.INBOX,
                tags=distinct(link.tags.split(",")),
                added=read_time(link.added),
            ),
            address=link.address,
            name=link.address,
        )


def _gather_json(source: Path | bytes, gathering: Gathering) -> None:
    """Highlights, as a list of pages; or one collection."""
    collection: dict[str, Item] = {}
    for element in read_items(source):
        if element.problem:
            gathering.warn(element.problem)
        elif element.field in ("", "items"):
            title = " ".join(collection["title"].text().split()) if "title" in collection else ""
            _gather_item(element.item, title, gathering)
        else:
            collection[element.field] = element.item
    said = collection["description"].text() if "description" in collection else ""
    if said:
        told = _("The collection “{title}” says of itself: {text}")
        gathering.warn(told.format(title=collection.get("title", element.item).line(), text=said))


def _gather_item(item: Item, collection: str, gathering: Gathering) -> None:
    address, title = item.text("url", "given_url", "resolved_url"), item.line("title")
    if not address and not title and not item.items("highlights"):
        return
    gathering.add(
        Record(
            title=(title if title != address else "") or None,
            excerpt=item.text("excerpt") or None,
            tags=distinct((collection.replace("/", "-"),)),
            note=page_note(
                item.text("note"),
                (
                    (found.text("quote") or found.text(), found.text("note"))
                    for found in item.items("highlights")
                ),
            ),
            annotations=tuple(
                ImportedAnnotation(
                    quote=TextQuoteSelector(quote), note=found.text("note"), created=found.time("created_at")
                )
                for found in item.items("highlights")
                if (quote := found.text("quote") or found.text())
            ),
        ),
        address=address,
        name=address,
    )
