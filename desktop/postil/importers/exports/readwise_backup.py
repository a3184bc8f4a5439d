"""Readwise's highlights as its API exports them (https://readwise.io/api_deets): backups are made by it.

``{"results": [{"user_book_id", "title", "author", "source_url", "book_tags", "document_note", "highlights":
[{"id", "text", "note", "color", "tags", "location", "highlighted_at", "is_favorite"}]}]}``, or that list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.importers.colors import read_color
from postil.importers.exports.gathering import Gathering, distinct
from postil.importers.json_items import Item, read_items
from postil.importers.json_shape import shape_of
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_FIELDS = frozenset(
    {"user_book_id", "readable_title", "book_tags", "readwise_url", "unique_url", "document_note"}
)
_SURE = 2


class ReadwiseBackup:
    """Books and articles with their highlights, as Readwise's API gives them."""

    name = "Readwise backup"
    suffixes: tuple[str, ...] = (".json",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the fields tell, not the name
        """By the fields of the books."""
        shape = shape_of(head)
        fields = shape.fields if shape.is_list else shape.within("results")
        return 0.95 if len(fields & _FIELDS) >= _SURE else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each book or article."""
        gathering = Gathering(path, self.name)
        for element in read_items(path):
            if element.field not in ("", "results"):
                continue
            if element.problem or not element.item.has("highlights"):
                said = _("Book {place} has no highlights, and was left out.").format(place=element.place)
                gathering.warn(element.problem or said)
            else:
                _gather(element.item, gathering)
        yield from gathering.captures()


def _gather(book: Item, gathering: Gathering) -> None:
    name = book.text("user_book_id")
    address, known_as = book.text("source_url"), f"readwise:{name}" if name else ""
    about = Record(
        title=book.line("readable_title", "title") or None,
        byline=book.line("author") or None,
        excerpt=book.text("summary") or None,
        tags=book.names("book_tags"),
        note=book.text("document_note"),
    )
    gathering.add(about, address=address, name=known_as)
    for item in book.items("highlights"):
        annotation = _annotation(item)
        said = Record(
            title=about.title,
            byline=about.byline,
            note="" if annotation else item.text("note"),
            annotations=(annotation,) if annotation else (),
        )
        gathering.add(said, address=address, name=known_as, order=item.number("location"))


def _annotation(item: Item) -> ImportedAnnotation | None:
    words, name = item.text("text"), item.text("id")
    if not words:
        return None
    favorite = ("favorite",) if item.flag("is_favorite") else ()
    return ImportedAnnotation(
        quote=TextQuoteSelector(words),
        note=item.text("note"),
        color=read_color(item.text("color")),
        tags=distinct((*item.names("tags"), *favorite)),
        created=item.time("highlighted_at", "created_at"),
        modified=item.time("updated_at", "updated"),
        id=f"readwise:{name}" if name else "",
    )
