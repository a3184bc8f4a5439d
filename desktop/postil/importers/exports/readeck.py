"""Readeck: highlights and bookmarks as its API answers them, its ZIP of Markdown, and its export of all data.

An annotation is ``{id, text, color, note, created, bookmark_url, bookmark_title, bookmark_site_name}``; one
of a page that was asked for by itself says nothing of the page. The ZIP has a folder for each page, named by
its date, site and id, with ``index.md`` and its images; highlights stand in the text.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.archive import Archive, is_zip
from postil.importers.archive_names import archive_names
from postil.importers.exports.gathering import Gathering
from postil.importers.exports.item_captures import Problem, with_problems
from postil.importers.exports.readeck_backup import INFO, backed_up
from postil.importers.exports.readeck_items import annotations_of, bookmark_record
from postil.importers.files import file_name, read_head
from postil.importers.json_items import read_items
from postil.importers.json_shape import shape_of
from postil.importers.pages.beside import EntriesBeside, EntryNames, is_inside
from postil.importers.pages.markdown import read_markdown
from postil.model.record import Record
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.json_items import Item
    from postil.model.capture import Capture

_PAGE = re.compile(r"(?:^|/)\d{4}-?\d\d-?\d\d-[^/]+/index\.md$", re.IGNORECASE)
_DATA = "data.json"
_PLACED = frozenset({"start_selector", "end_selector", "start_offset", "end_offset"})
_NAMED = frozenset({"bookmark_url", "bookmark_title", "bookmark_id", "bookmark_href"})
_BOOKMARK = frozenset({"url", "is_marked", "is_archived", "labels"})


class Readeck:
    """The pages and highlights that a person has in Readeck."""

    name = "Readeck"
    suffixes: tuple[str, ...] = (".json", ".zip")

    def confidence(self, head: bytes, path: Path) -> float:
        """By the names in the archive, or the fields of the items."""
        if is_zip(head):
            names = archive_names(path)
            if _DATA in names and any(map(INFO.search, names)):
                return 0.95
            return 0.9 if any(map(_PAGE.search, names)) else 0
        shape = shape_of(head)
        for fields in (shape.fields, shape.within("annotations"), shape.within("bookmarks")):
            if "text" in fields and len(fields & (_PLACED | _NAMED)) >= 2:
                return 0.95
            if fields >= _BOOKMARK:
                return 0.95
        return 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each bookmark, with its highlights."""
        if is_zip(read_head(path)):
            names = archive_names(path)
            found = backed_up(path) if any(map(INFO.search, names)) else _markdown(path)
            yield from with_problems(found)
            return
        gathering = Gathering(path, self.name)
        for element in read_items(path):
            if element.problem:
                gathering.warn(element.problem)
            elif element.item.text("url"):
                _gather_bookmark(element.item, gathering)
            elif element.item.text("text", "note"):
                _gather_annotation(element.item, gathering, path)
        yield from gathering.captures()


def _gather_annotation(item: Item, gathering: Gathering, path: Path) -> None:
    quote, note = item.text("text"), item.text("note")
    bookmark, address = item.text("bookmark_id", "bookmark_href"), item.text("bookmark_url")
    title = item.line("bookmark_title")
    gathering.add(
        Record(
            title=title or (None if address or bookmark else file_name(path).rpartition(".")[0]) or None,
            site=item.line("bookmark_site_name") or None,
            note="" if quote else note,
            annotations=annotations_of((item,)),
        ),
        address=address,
        name=f"readeck:{bookmark}" if bookmark else title,
    )


def _gather_bookmark(item: Item, gathering: Gathering) -> None:
    gathering.add(bookmark_record(item), address=item.text("url"), name=f"readeck:{item.text('id')}")


def _markdown(path: Path) -> Iterator[Capture | Problem]:
    """The pages of the ZIP, each with the images in its folder."""
    with Archive(path) as archive:
        names = EntryNames(archive.names)
        for name in archive.names:
            if not name.lower().endswith(".md") or not is_inside(name) or name.startswith("__MACOSX/"):
                continue
            folder = posixpath.dirname(name)
            try:
                content = archive.read(name)
                shown = f"{posixpath.basename(folder)}.md" if folder else name
                page = read_markdown(content, name=shown, beside=EntriesBeside(archive, names, folder))
            except ImportFailed as error:
                said = _("{file} could not be read: {reason}")
                yield Problem(said.format(file=name, reason=error))
                continue
            yield replace(
                page,
                content=b"",
                page=page.markup,
                format=Readeck.name,
                name=file_name(path),
                container=path,
                part=name,
            )
