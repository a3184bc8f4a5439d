"""Linkwarden's export: the person's collections, each with its links; and what its API answers.

``{collections: [{id, name, parentId, links: [{id, name, url, description, tags: [{name}], createdAt}]}],
pinnedLinks: [{id}]}``. What it saved of the pages is not in it, except for their text in some versions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.importers.colors import read_color
from postil.importers.exports.gathering import Gathering, distinct, page_note
from postil.importers.exports.item_captures import Problem, item_capture, with_problems
from postil.importers.exports.nested_lists import NamedList, tag_of
from postil.importers.json_items import Item, read_items
from postil.importers.json_shape import shape_of
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_LINK = frozenset({"url", "collectionId", "tags"})
_COLLECTION = frozenset({"name", "links"})


class Linkwarden:
    """The links that a person has in Linkwarden."""

    name = "Linkwarden"
    suffixes: tuple[str, ...] = (".json",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the fields tell, not the name
        """By the fields of the collections, or of the links."""
        shape = shape_of(head)
        if shape.within("collections") >= _COLLECTION:
            return 0.95
        if shape.fields >= {"collections", "pinnedLinks"}:
            return 0.9
        links = shape.fields if shape.is_list else shape.within("response")
        return 0.9 if links >= _LINK else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each link, with its collection as a tag."""
        yield from with_problems(_found(path))


@dataclass(slots=True)
class _Around:
    """What a file says of its links apart from them."""

    lists: dict[str, NamedList] = field(default_factory=dict)
    pinned: set[str] = field(default_factory=set)
    highlights: dict[str, list[Item]] = field(default_factory=dict)
    """By the id of their link."""


def _found(path: Path) -> Iterator[Capture | Problem]:
    """Links that are in several collections are one page, and come when all are read."""
    around = _around(path)
    links = Gathering(path, Linkwarden.name)
    for element in read_items(path):
        item = element.item
        if element.problem:
            yield Problem(element.problem)
        elif element.field == "collections":
            tag = tag_of(item.text("id"), around.lists)
            for link in item.items("links"):
                yield from _link(path, link, _record(link, tag, around), links)
            said = item.text("description")
            if said:
                told = _("The collection “{title}” says of itself: {text}")
                yield Problem(told.format(title=item.line("name"), text=said))
        elif element.field in ("", "response", "links"):
            tag = item.item("collection").line("name")
            yield from _link(path, item, _record(item, tag, around), links)
    if links:
        yield from links.captures()


def _around(path: Path) -> _Around:
    around = _Around()
    for element in read_items(path, only=("collections", "pinnedLinks", "highlights")):
        item = element.item
        if element.field == "collections":
            around.lists[item.text("id")] = NamedList(item.line("name"), item.text("parentId"))
        elif element.field == "pinnedLinks":
            around.pinned.add(item.text("id") or item.text())
        elif element.field == "highlights":
            around.highlights.setdefault(item.text("linkId"), []).append(item)
    return around


def _link(path: Path, link: Item, record: Record, links: Gathering) -> Iterator[Capture | Problem]:
    number, address = link.text("id"), link.text("url")
    text = link.text("textContent")
    if text:
        yield item_capture(
            path,
            Linkwarden.name,
            record,
            part=f"link {number or address}",
            address=address,
            page=text.encode("utf-8", "replace"),
            media_type="text/plain",
            charset="utf-8",
        )
    elif address or record.title or record.note:
        said = "" if address else _("This is a file, which Linkwarden does not export.")
        links.add(record, address=address, name=f"link {number or address or record.title}", warning=said)
    else:
        yield Problem(_("A link has neither an address nor a name, and was left out."))


def _record(link: Item, collection: str, around: _Around) -> Record:
    number, description = link.text("id"), link.text("description")
    is_own = link.has("metaDescription")
    """Where the site's own description stands apart, the other one is the person's."""
    highlights = (*link.items("highlight", "highlights"), *around.highlights.get(number, ()))
    name = link.line("name")
    return Record(
        title=(name if name != link.text("url") else "") or None,
        excerpt=(link.text("metaDescription") if is_own else description) or None,
        starred=(number != "" and number in around.pinned) or bool(link.items("pinnedBy")),
        tags=distinct((collection, *link.names("tags"))),
        note=page_note(
            description if is_own else "",
            ((each.text("text"), each.text("comment", "note")) for each in highlights),
        ),
        added=link.time("importDate", "createdAt"),
        annotations=tuple(_annotations(number, highlights, len(link.text("textContent")))),
    )


def _annotations(link: str, highlights: tuple[Item, ...], length: int) -> Iterator[ImportedAnnotation]:
    for each in sorted(highlights, key=lambda one: one.number("startOffset") or 0):
        quote, start = each.text("text"), each.number("startOffset")
        number = each.text("id")
        if quote:
            yield ImportedAnnotation(
                quote=TextQuoteSelector(quote),
                note=each.text("comment", "note"),
                color=read_color(each.text("color")),
                created=each.time("createdAt"),
                modified=each.time("updatedAt"),
                share=min(max(start / length, 0.0), 1.0) if length and start is not None else None,
                id=f"linkwarden:{link}-{number}" if number else "",
            )
