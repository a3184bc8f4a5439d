"""wallabag's exports: JSON of version 2 and of version 1, what its API answers, XML, and its table.

An entry holds its page as wallabag took it out of the site, as HTML of the article alone, and annotations
(``quote``, ``text`` for the note, ``ranges``). The table has neither annotations nor what was read:
``Title;URL;Content;Tags;"MIME Type";Language;"Creation date"``.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from postil.importers.csv_rows import read_columns, read_rows
from postil.importers.exports.gathering import distinct, page_note
from postil.importers.exports.item_captures import Problem, item_capture, with_problems
from postil.importers.exports.wallabag_ranges import Places
from postil.importers.exports.wallabag_xml import is_wallabag_xml, xml_elements
from postil.importers.files import read_head
from postil.importers.json_items import Element, Item, read_items
from postil.importers.json_shape import NO_SHAPE, shape_of
from postil.importers.times import published_on, read_time
from postil.model.page import Status
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.csv_rows import Row
    from postil.model.capture import Capture

_OWN = frozenset({
    "is_archived", "is_starred", "is_read", "is_fav", "hashed_url", "given_url", "reading_time",
    "domain_name", "published_by", "preview_picture", "is_public", "starred_at", "archived_at", "mimetype",
})  # fmt: skip
_COLUMNS = frozenset({"title", "url", "content", "tags", "mime type", "language", "creation date"})
_NOT_RETRIEVED = re.compile(r"^\W*wallabag can(?:'|’|&#0?39;)t retrieve contents", re.IGNORECASE)
_OLD_NOT_RETRIEVED = re.compile(r"^\W*\[?unable to retrieve full-text content\]?", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_NO_TITLES = frozenset({
    "untitled", "sans titre", "podle nadpisu", "sin título", "با عنوان", "per titolo", "sem título",
    "без названия", "po naslovu", "без назви", "no title found",
})  # fmt: skip
"""What the versions of wallabag called a page without a title."""


class Wallabag:
    """The entries that a person has in wallabag."""

    name = "wallabag"
    suffixes: tuple[str, ...] = (".json", ".csv", ".xml")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - what is in it tells, not the name
        """By the fields of the entries, or the names of the columns."""
        shape = shape_of(head)
        if shape is not NO_SHAPE:
            is_entry = "url" in shape.fields and len(shape.fields & _OWN) >= 2
            return 0.9 if is_entry or ({"_embedded", "pages"} <= shape.fields) else 0
        if is_wallabag_xml(head):
            return 0.95
        columns = frozenset(read_columns(head))
        return 0.95 if len(columns & _COLUMNS) >= 5 and {"content", "mime type"} <= columns else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The entries, each with its page, if that is there, and its annotations."""
        head = read_head(path)
        if shape_of(head) is not NO_SHAPE:
            found = _from_elements(path, _elements(path, head))
        elif is_wallabag_xml(head):
            found = _from_elements(path, xml_elements(path))
        else:
            found = _from_rows(path)
        yield from with_problems(found)


def _elements(path: Path, head: bytes) -> Iterator[Element]:
    """Entries in a list; of an answer of the API; or one alone."""
    shape = shape_of(head)
    if shape.is_list:
        yield from read_items(path)
        return
    alone: dict[str, object] = {}
    for element in read_items(path):
        if element.field == "_embedded":
            for place, item in enumerate(element.item.items("items"), 1):
                yield Element("items", place, item)
        elif element.problem:
            yield element
        elif element.field in ("tags", "annotations", "published_by"):
            alone.setdefault(element.field, [])
            listed = alone[element.field]
            if isinstance(listed, list):
                listed.append(element.item.value)
        else:
            alone[element.field] = element.item.value
    if "url" in alone:
        yield Element("", 1, Item(alone))


def _from_elements(path: Path, elements: Iterator[Element]) -> Iterator[Capture | Problem]:
    for element in elements:
        if element.problem:
            yield Problem(element.problem)
        elif element.item.text("url", "title", "content", "given_url"):
            yield _entry(path, element)
        else:
            said = _("Item {place} has neither an address nor a title, and was left out.")
            yield Problem(said.format(place=element.place))


def _entry(path: Path, element: Element) -> Capture:
    item = element.item
    content = item.text("content")
    address = item.text("url", "given_url", "origin_url")
    page = "" if is_not_retrieved(content) else content
    return item_capture(
        path,
        Wallabag.name,
        _record(item, page, address),
        part=item.text("id", "uid") or str(element.place),
        address=address,
        page=page.encode("utf-8", "replace"),
        charset="utf-8",
    )


def _record(item: Item, page: str, address: str) -> Record:
    is_read = item.flag("is_archived", "is_read")
    known = any(item.has(field) for field in ("is_archived", "is_read"))
    return Record(
        title=plain_title(item.text("title"), address),
        byline=", ".join(item.names("published_by")) or None,
        site=None,
        language=item.text("language").replace("_", "-") or None,
        published=published_on(item.time("published_at")),
        status=(Status.ARCHIVE if is_read else Status.INBOX) if known else None,
        starred=item.flag("is_starred", "is_fav"),
        tags=distinct(name for tag in item.names("tags") for name in tag.split(",")),
        note=page_note("", ((each.text("quote"), each.text("text")) for each in item.items("annotations"))),
        added=item.time("created_at"),
        finished=item.time("archived_at") if is_read else None,
        annotations=tuple(_annotations(item, page)),
    )


def _annotations(item: Item, page: str) -> Iterator[ImportedAnnotation]:
    found = item.items("annotations")
    places = Places(page) if found and page else None
    for each in found:
        quote = html.unescape(each.text("quote"))
        if not quote.strip():
            continue
        number = each.text("id")
        begin = next(iter(each.items("ranges")), Item())
        path, offset = begin.text("start"), begin.number("startOffset")
        is_placed = places is not None and begin.value is not None
        yield ImportedAnnotation(
            quote=places.quote(path, offset, quote) if places and is_placed else TextQuoteSelector(quote),
            note=each.text("text"),
            tags=each.names("tags"),
            created=each.time("created_at"),
            modified=each.time("updated_at"),
            share=places.share(path, offset) if places and is_placed else None,
            id=f"wallabag:{item.text('id', 'uid')}-{number}" if number else "",
        )


def _from_rows(path: Path) -> Iterator[Capture | Problem]:
    for row in read_rows(path):
        if row.text("url", "title"):
            yield _row(path, row)
        else:
            yield Problem(_("Line {line} has no address, and was left out.").format(line=row.line))
            if row.problem:
                yield Problem(row.problem)


def _row(path: Path, row: Row) -> Capture:
    content, address = row.text("content"), row.text("url")
    return item_capture(
        path,
        Wallabag.name,
        Record(
            title=plain_title(row.text("title"), address),
            language=row.text("language").replace("_", "-") or None,
            tags=distinct(row.text("tags").split(",")),
            added=read_time(row.text("creation date"), day_first=True),
        ),
        part=address or row.text("title"),
        address=address,
        page=b"" if is_not_retrieved(content) else content.encode("utf-8", "replace"),
        charset="utf-8",
        warnings=(row.problem,) if row.problem else (),
    )


def is_not_retrieved(content: str) -> bool:
    """Whether it is what wallabag shows instead of a page that it could not get."""
    plain = _TAG.sub("", content[:1000])
    return not plain.strip() or bool(_NOT_RETRIEVED.match(plain) or _OLD_NOT_RETRIEVED.match(plain))


def plain_title(text: str, address: str) -> str | None:
    """A title without the markup that sites leave in it; None for none."""
    title = " ".join(html.unescape(_TAG.sub("", text)).split())
    return None if title.casefold() in _NO_TITLES or title == address else title or None
