"""Links in JSON of any tool that is not known: a list of objects with addresses.

So are Readability's export (``{bookmarks: [{article__url, article__title, archive, date_added}]}``), those of
Shiori and elCurator, and what many programs printed of Pocket's API before it closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.importers.colors import read_color
from postil.importers.csv_rows import column_name
from postil.importers.exports.item_captures import Problem
from postil.importers.exports.link_fields import ADDRESS, Link, link_captures, link_of
from postil.importers.json_items import Item, read_items
from postil.importers.json_shape import shape_of
from postil.model.record import ImportedAnnotation
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_LISTS = frozenset({
    "articles", "bookmarks", "data", "documents", "entries", "favorites", "history", "items", "later",
    "links", "list", "pages", "posts", "recommendations", "results", "saves", "unread", "urls",
})  # fmt: skip
_QUOTE = ("quote", "highlight", "text", "content")
_HIGHLIGHTS = ("highlights", "annotations", "quotes")
_PAGE = frozenset({
    "title", "name", "article title", "resolved title", "given title", "tags", "labels", "description",
    "excerpt", "date added", "time added", "created at", "created", "added", "saved at", "archived",
    "favorite",
})  # fmt: skip


class LinkList:
    """Links in JSON."""

    name = "Links in JSON"
    suffixes: tuple[str, ...] = (".json", ".jsonl", ".ndjson")

    def confidence(self, head: bytes, path: Path) -> float:
        """Less sure than any tool's own: by addresses, and something else that is said of pages."""
        if path.suffix.lower() not in (*self.suffixes, ""):
            return 0
        shape = shape_of(head)
        listed = [shape.within(field) for field in shape.fields if field.lower() in _LISTS]
        for fields in (shape.fields if shape.is_list else frozenset[str](), *listed):
            names = set(map(column_name, fields))
            if names & set(ADDRESS) and names & _PAGE:
                return 0.35
        return 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each address, and each page that the list holds itself."""
        yield from link_captures(path, self.name, _links(path))


def _links(path: Path) -> Iterator[Link | Problem]:
    for element in read_items(path):
        if element.field and element.field.lower() not in _LISTS:
            continue
        if element.problem:
            yield Problem(element.problem)
            continue
        said = _("Item {place} has neither an address nor a title, and was left out.")
        yield link_of(_Named(element.item)) or Problem(said.format(place=element.place))


class _Named:
    """An item whose fields are asked for by their folded names."""

    def __init__(self, item: Item) -> None:
        self._item = item
        known = item.value if isinstance(item.value, dict) else {}
        self._fields: dict[str, str] = {}
        for field in known:
            self._fields.setdefault(column_name(field), field)

    def text(self, *names: str) -> str:
        """As ``Fields`` says; a yes is ``true``."""
        for name in names:
            field = self._fields.get(name)
            if field is None:
                continue
            value = self._item.item(field)
            text = value.text() or (str(value.value).lower() if isinstance(value.value, bool) else "")
            if text:
                return text
        return ""

    def texts(self, *names: str) -> tuple[str, ...]:
        """As ``Fields`` says; of objects their names, or else the names that they are listed by."""
        for name in names:
            field = self._fields.get(name)
            found = () if field is None else self._listed(field)
            if found:
                return found
        return ()

    def annotations(self) -> tuple[ImportedAnnotation, ...]:
        """As ``Fields`` says: the highlights that are objects."""
        field = next((self._fields[name] for name in _HIGHLIGHTS if name in self._fields), None)
        found = () if field is None else self._item.items(field)
        return tuple(
            ImportedAnnotation(
                quote=TextQuoteSelector(quote),
                note="\n\n".join(
                    each.texts("note", "notes", "comment", "comments", "annotation") or _beside(each, quote)
                ),
                color=read_color(each.text("color", "colour")),
                tags=each.names("tags", "labels"),
                created=each.time("created_at", "createdAt", "created", "date", "timestamp"),
                modified=each.time("updated_at", "updatedAt", "updated"),
            )
            for each in found
            if (quote := each.text(*_QUOTE) or each.text())
        )

    def _listed(self, field: str) -> tuple[str, ...]:
        value = self._item.item(field).value
        if isinstance(value, dict) and value and all(isinstance(each, dict) for each in value.values()):
            return tuple(Item(each).text("tag", "name", "title") or name for name, each in value.items())
        if isinstance(value, list):
            texts = (
                Item(each).text("quote", "text", "name", "title", "label") or Item(each).text()
                for each in value
            )
            return tuple(filter(None, texts))
        return (text,) if (text := self.text(column_name(field))) else ()


def _beside(highlight: Item, quote: str) -> tuple[str, ...]:
    """The note of a highlight that says its words as ``quote`` and its note as ``text``."""
    return tuple(text for name in _QUOTE if (text := highlight.text(name)) and text != quote)
