"""Raindrop.io's export: ``id, title, note, excerpt, url, folder, tags, created, highlights, favorite``.

Folders stand one inside another with `` / `` between. Highlights are lines; newer exports say before each
what it is (``Highlight:``, ``Note:``, ``Color:``). What the API gives (``items``, each with its
``highlights``; or the highlights themselves, each with its ``link``) is read, too: backups are made by it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.importers.colors import read_color
from postil.importers.csv_rows import read_columns, read_rows
from postil.importers.exports.gathering import Gathering, distinct, page_note
from postil.importers.files import read_head
from postil.importers.json_items import Item, read_items
from postil.importers.json_shape import NO_SHAPE, shape_of
from postil.importers.times import read_time
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from postil.importers.csv_rows import Row
    from postil.model.capture import Capture

_SIGNS = frozenset({"excerpt", "folder", "cover", "highlights", "favorite"})
_TAKEN_IN = frozenset({"url", "folder", "note", "created"})
"""Columns of the table by which it takes in bookmarks of others."""
_FIELDS = frozenset({"_id", "excerpt", "highlights", "important", "collection", "raindropRef", "text"})
_SURE = 3
_UNSORTED = frozenset({"unsorted", "all bookmarks"})
_HIGHLIGHT = re.compile(r"^[^\S\n]*highlight[^\S\n]*:", re.IGNORECASE | re.MULTILINE)
_LABEL = re.compile(r"^[^\S\n]*(note|color|colour|annotation|comment)[^\S\n]*:", re.IGNORECASE | re.MULTILINE)
_COLORS = frozenset({"color", "colour"})


class Raindrop:
    """The bookmarks that a person has at Raindrop.io."""

    name = "Raindrop.io"
    suffixes: tuple[str, ...] = (".csv", ".json")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the columns tell, not the name
        """By the names of the columns, or the fields of the items."""
        shape = shape_of(head)
        fields = shape.fields if shape.is_list else shape.within("items")
        if "link" in fields and len(fields & _FIELDS) >= _SURE:
            return 0.9
        columns = frozenset(read_columns(head))
        if "url" in columns and len(columns & _SIGNS) >= _SURE:
            return 0.95
        return 0.7 if columns >= _TAKEN_IN else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each bookmark."""
        gathering = Gathering(path, self.name)
        if shape_of(read_head(path)) is not NO_SHAPE:
            _gather_items(path, gathering)
            yield from gathering.captures()
            return
        for row in read_rows(path):
            if row.text("url", "link") or row.text("title"):
                _gather(row, gathering)
            else:
                gathering.warn(
                    row.with_problem(_("Line {line} has no address, and was left out.").format(line=row.line))
                )
        yield from gathering.captures()


def _gather(row: Row, gathering: Gathering) -> None:
    created = read_time(row.text("created"))
    folder = _folder(row.text("folder"))
    raindrop_id = row.text("id")
    highlights = tuple(_highlights(row.text("highlights"), created))
    gathering.add(
        Record(
            title=row.text("title") or None,
            excerpt=row.text("excerpt", "description") or None,
            starred=row.says_yes("favorite", "important"),
            tags=distinct((*((folder,) if folder else ()), *row.text("tags").split(","))),
            note=page_note(row.text("note"), ((each.quote.exact, each.note) for each in highlights)),
            added=created,
            annotations=tuple(each for each in highlights if each.quote.exact),
        ),
        address=row.text("url", "link"),
        name=f"raindrop:{raindrop_id}" if raindrop_id else "",
        warning=row.problem,
    )


def _gather_items(path: Path, gathering: Gathering) -> None:
    for element in read_items(path):
        item = element.item
        if element.field not in ("", "items"):
            continue
        if element.problem or not item.text("link", "title"):
            said = _("Bookmark {place} has no address, and was left out.").format(place=element.place)
            gathering.warn(element.problem or said)
            continue
        is_highlight = bool(item.text("text"))
        marked = (item,) if is_highlight else item.items("highlights")
        gathering.add(
            Record(
                title=item.line("title") or None,
                excerpt=item.text("excerpt") or None,
                starred=item.flag("important"),
                tags=() if is_highlight else item.names("tags"),
                note=page_note(
                    "" if is_highlight else item.text("note"),
                    ((each.text("text"), each.text("note")) for each in marked),
                ),
                added=None if is_highlight else item.time("created"),
                annotations=tuple(_of_item(each) for each in marked if each.text("text")),
            ),
            address=item.text("link"),
        )


def _of_item(item: Item) -> ImportedAnnotation:
    name = item.text("_id")
    return ImportedAnnotation(
        quote=TextQuoteSelector(item.text("text")),
        note=item.text("note"),
        color=read_color(item.text("color")),
        tags=item.names("tags"),
        created=item.time("created"),
        modified=item.time("lastUpdate"),
        id=f"raindrop:{name}" if name else "",
    )


def _folder(text: str) -> str:
    """The path of a folder as a tag. Where names are parted by `` / ``, a slash in a name is no border."""
    parts = re.split(r"\s+/\s+", text) if " / " in text else text.split("/")
    names = [part.strip().replace("/", "-") for part in parts if part.strip()]
    return "" if len(names) == 1 and names[0].casefold() in _UNSORTED else "/".join(names)


def _highlights(text: str, created: datetime | None) -> Iterator[ImportedAnnotation]:
    """The highlights in one cell: of labels, each with the note and colour that follow it; or one a line.

    One of a label may have a note and no words.
    """
    unlabelled, *labelled = _HIGHLIGHT.split(text)
    for line in unlabelled.splitlines():
        if line.strip():
            yield ImportedAnnotation(quote=TextQuoteSelector(line.strip()), created=created)
    for group in labelled:
        quote, *rest = _LABEL.split(group)
        said = [(label.casefold(), words.strip()) for label, words in zip(rest[::2], rest[1::2], strict=True)]
        yield ImportedAnnotation(
            quote=TextQuoteSelector(quote.strip()),
            note="\n\n".join(words for label, words in said if label not in _COLORS and words),
            color=next((read_color(words) for label, words in said if label in _COLORS), None),
            created=created,
        )
