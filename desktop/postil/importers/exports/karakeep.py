"""Karakeep, formerly Hoarder: its export, and what its programs for the command line print.

``{bookmarks: [{createdAt, title, tags, lists, content: {type, url | text}, note, archived}], lists: [{id,
name, type, parentId}]}``. Older exports have no lists; printed bookmarks have more: ids, ``favourited``,
``summary``, the page as HTML; printed highlights name their bookmark by its id.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.importers.colors import read_color
from postil.importers.exports.gathering import distinct, page_note
from postil.importers.exports.item_captures import Problem, item_capture, with_problems
from postil.importers.exports.nested_lists import NamedList, tag_of
from postil.importers.json_items import Item, read_items
from postil.importers.json_shape import shape_of
from postil.importers.times import published_on
from postil.model.page import Status
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.json_items import Element
    from postil.model.capture import Capture

_SAID = frozenset({"title", "tags", "lists", "note", "archived"})
_SURE = 2
_HIGHLIGHT = frozenset({"bookmarkId", "text", "startOffset"})
_LONGEST_TITLE = 100
_SMART = "smart"
"""Lists of it are searches: what is in them is known by itself."""


class Karakeep:
    """The bookmarks and notes that a person has in Karakeep."""

    name = "Karakeep"
    suffixes: tuple[str, ...] = (".json",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the fields tell, not the name
        """By the fields of the bookmarks, or of the highlights."""
        shape = shape_of(head)
        if shape.is_list:
            return 0.9 if _are_bookmarks(shape.fields) and "type" in shape.within("content") else 0
        if _are_bookmarks(shape.within("bookmarks")) or shape.within("highlights") >= _HIGHLIGHT:
            return 0.95
        return 0.9 if {"bookmarks", "lists"} <= shape.fields and not shape.within("bookmarks") else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each bookmark; of a note, the page is what the person wrote."""
        yield from with_problems(_found(path))


def _are_bookmarks(fields: frozenset[str]) -> bool:
    return "content" in fields and ("createdAt" in fields or len(fields & _SAID) >= _SURE)


@dataclass(slots=True)
class _Around:
    """What a file says apart from its bookmarks."""

    lists: dict[str, NamedList] = field(default_factory=dict)
    highlights: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    """By the id of their bookmark."""


def _found(path: Path) -> Iterator[Capture | Problem]:
    around = _Around()
    for element in read_items(path, only=("lists", "highlights")):
        if element.problem:
            yield Problem(element.problem)
        elif element.field == "lists" and element.item.text("type") != _SMART:
            item = element.item
            around.lists[item.text("id")] = NamedList(item.line("name"), item.text("parentId"))
        elif element.field == "highlights":
            around.highlights[element.item.text("bookmarkId")].append(element.item)
    for element in read_items(path):
        if element.field not in ("", "bookmarks"):
            continue
        yield Problem(element.problem) if element.problem else _bookmark(path, element, around)
    for bookmark, highlights in around.highlights.items():
        record = Record(annotations=tuple(_annotations(highlights)))
        if record.annotations:
            yield item_capture(path, Karakeep.name, record, part=f"highlights of {bookmark}")


def _bookmark(path: Path, element: Element, around: _Around) -> Capture | Problem:
    item, content = element.item, element.item.item("content")
    own = around.highlights.pop(item.text("id"), [])
    record = _record(item, content, around.lists, [*item.items("highlights"), *own])
    address = content.text("url", "sourceUrl")
    text, page = content.text("text"), content.text("htmlContent")
    if not (address or text or page or record.title or record.note or record.annotations):
        said = _("Item {place} is a file, which Karakeep does not export; it was left out.")
        return Problem(said.format(place=element.place))
    is_asset = not address and not text and not page
    return item_capture(
        path,
        Karakeep.name,
        record,
        part=item.text("id") or address or _name_of_text(item, text),
        address=address,
        page=(page or text).encode("utf-8", "replace"),
        media_type="text/html" if page else "text/plain",
        charset="utf-8",
        warnings=(_("This is a file, which Karakeep does not export."),) if is_asset else (),
    )


def _record(item: Item, content: Item, lists: dict[str, NamedList], highlights: list[Item]) -> Record:
    nested = (tag_of(list_id, lists) for list_id in item.names("lists"))
    is_archived = item.flag("archived")
    return Record(
        title=item.line("title") or content.line("title", "fileName") or _first_line(content) or None,
        byline=content.line("author") or None,
        site=content.line("publisher") or None,
        published=published_on(content.time("datePublished")),
        excerpt=item.text("summary") or content.text("description") or None,
        status=Status.ARCHIVE if is_archived else Status.INBOX,
        starred=item.flag("favourited", "favorited"),
        tags=distinct((*item.names("tags"), *nested)),
        note=page_note(
            "\n\n".join(filter(None, (item.text("note"), _further(item.item("customMetadata"))))),
            ((each.text("text", "quote"), each.text("note")) for each in highlights),
        ),
        added=item.time("firstCreatedAt", "createdAt"),
        annotations=tuple(_annotations(highlights)),
    )


def _first_line(content: Item) -> str:
    """What a note without a title is called by."""
    lines = content.text("text").splitlines()
    return next((line for each in lines if (line := each.strip("#*- \t"))), "")[:_LONGEST_TITLE]


def _further(fields: Item) -> str:
    """What a person wrote into fields of their own, as a list."""
    known = fields.value if isinstance(fields.value, dict) else {}
    said = ((name, fields.text(name)) for name in known)
    return "\n".join(f"- {name}: {text}" for name, text in said if text)


def _annotations(highlights: list[Item]) -> Iterator[ImportedAnnotation]:
    for each in sorted(highlights, key=lambda one: one.number("startOffset") or 0):
        quote = each.text("text", "quote")
        if quote:
            name = each.text("id")
            yield ImportedAnnotation(
                quote=TextQuoteSelector(quote),
                note=each.text("note"),
                color=read_color(each.text("color")),
                created=each.time("createdAt"),
                id=f"karakeep:{name}" if name else "",
            )


def _name_of_text(item: Item, text: str) -> str:
    """A name for a note, which has none, nor an id: the same in each export."""
    said = "\n".join((item.text("createdAt"), item.line("title"), item.text("note"), text))
    return f"text {hashlib.sha256(said.encode()).hexdigest()[:16]}"
