"""Omnivore's export: a ZIP, or the folder that it was unpacked to.

``metadata_0_to_20.json`` and its like list items, twenty in a file; ``content/{slug}.html`` is the page as
Omnivore showed it, or ``.pdf``; ``highlights/{slug}.md`` has what the person marked in it and wrote on it.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.errors import ImportFailed
from postil.importers.archive import Archive, is_zip
from postil.importers.archive_names import archive_names
from postil.importers.exports.gathering import distinct
from postil.importers.exports.item_captures import Problem, item_capture, with_problems
from postil.importers.exports.omnivore_folders import FOLDERS, METADATA
from postil.importers.exports.omnivore_highlights import PageHighlights, read_highlights
from postil.importers.files import begins_as_markup, read_head
from postil.importers.json_items import Item, read_items
from postil.importers.json_shape import shape_of
from postil.importers.pages.beside import EntriesBeside, EntryNames, FilesBeside
from postil.importers.times import published_on
from postil.model.page import Status
from postil.model.record import Record
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from postil.importers.pages.beside import Beside
    from postil.model.capture import Capture

_OF_ITEM = re.compile(r"^(?:contents?/([^/]+)\.html?|highlights/([^/]+)\.md)$", re.IGNORECASE)
_FIELDS = frozenset({"slug", "readingProgress", "savedAt", "labels", "state"})
_READABLE = b"readability-page"
"""What Omnivore's own pages have near their beginning."""
_STATUSES = {
    "archived": Status.ARCHIVE,
    "active": Status.INBOX,
    "succeeded": Status.INBOX,
    "content_not_fetched": Status.INBOX,
}


class Omnivore:
    """The library that a person had at Omnivore."""

    name = "Omnivore"
    suffixes: tuple[str, ...] = (".zip", ".json")

    def confidence(self, head: bytes, path: Path) -> float:
        """By the names in the archive, or the fields of the items."""
        if is_zip(head):
            return 0.95 if any(map(METADATA.search, archive_names(path))) else 0
        shape = shape_of(head)
        return 0.9 if shape.is_list and "slug" in shape.fields and len(shape.fields & _FIELDS) >= 4 else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The items, each with its page, if that is there, and its highlights."""
        yield from with_problems(self._from_zip(path) if is_zip(read_head(path)) else self._from_json(path))

    def _from_zip(self, path: Path) -> Iterator[Capture | Problem]:
        with Archive(path) as archive:
            entries = EntryNames(archive.names)
            lists = [name for name in archive.names if METADATA.search(name) and "__MACOSX" not in name]
            for folder in dict.fromkeys(map(posixpath.dirname, lists)):
                items = _Items(path, EntriesBeside(archive, entries, folder))
                for name in lists:
                    if posixpath.dirname(name) == folder:
                        try:
                            yield from items.listed(archive.read(name), name)
                        except ImportFailed as error:
                            yield Problem(f"{name}: {error}")
                start = f"{folder}/" if folder else ""
                yield from items.unlisted(name.removeprefix(start) for name in archive.names)

    def _from_json(self, path: Path) -> Iterator[Capture | Problem]:
        yield from _Items(path, FilesBeside(path.parent)).listed(path, path.name)


class _Items:
    """The items of the lists in one folder, with what is beside them there."""

    def __init__(self, path: Path, beside: Beside) -> None:
        self._path = path
        self._beside = beside
        self._seen: set[str] = set()

    def listed(self, source: Path | bytes, name: str) -> Iterator[Capture | Problem]:
        """Those that a list speaks of."""
        for element in read_items(source):
            item = element.item
            if element.problem:
                yield Problem(f"{name}: {element.problem}")
            elif item.text("slug", "url", "title", "id"):
                yield self._capture(item)

    def unlisted(self, names: Iterable[str]) -> Iterator[Capture | Problem]:
        """Pages and highlights that no list speaks of: a list may be damaged, or missing. ``names`` are
        those of all files, relative to the lists.
        """
        found = (_OF_ITEM.match(name) for name in names)
        slugs = (match[1] or match[2] for match in found if match)
        for slug in dict.fromkeys(slugs):
            if slug not in self._seen:
                said = _("The lists of the export do not name this page; only what is in it is known.")
                yield self._capture(Item({"slug": slug}), said)

    def _capture(self, item: Item, *said: str) -> Capture:
        slug = item.text("slug")
        self._seen.add(slug)
        warnings = list(said)
        page = self._page(slug, warnings)
        highlights = self._highlights(slug, warnings)
        is_whole = begins_as_markup(page) and _READABLE not in page[:4000]
        return item_capture(
            self._path,
            Omnivore.name,
            _record(item, highlights),
            part=slug or item.text("id", "url", "title"),
            address=item.text("url", "originalUrl"),
            page=page,
            charset="utf-8",
            clean=not is_whole,
            warnings=tuple(warnings),
        )

    def _page(self, slug: str, warnings: list[str]) -> bytes:
        for folder in FOLDERS if slug else ():
            for suffix in (".html", ".htm"):
                page = self._read(f"{folder}/{slug}{suffix}", warnings)
                if page.strip():
                    return page
            if self._beside.find(f"{folder}/{slug}.pdf"):
                warnings.append(
                    _("The page is a PDF document: it is kept in the export, and is not shown here.")
                )
        return b""

    def _highlights(self, slug: str, warnings: list[str]) -> PageHighlights:
        content = self._read(f"highlights/{slug}.md", warnings) if slug else b""
        return read_highlights(decode(content).text)

    def _read(self, name: str, warnings: list[str]) -> bytes:
        """The bytes of a file; none where it is missing, or cannot be read, which is told."""
        entry = self._beside.find(name)
        if entry is None:
            return b""
        try:
            return self._beside.read(entry)
        except (ImportFailed, OSError) as error:
            warnings.append(_("{file} could not be read: {reason}").format(file=name, reason=error))
            return b""


def _record(item: Item, highlights: PageHighlights) -> Record:
    percent = item.number("readingProgress", "readingProgressPercent")
    progress = None if percent is None else min(max(percent / 100, 0.0), 1.0)
    status = _STATUSES.get(item.line("state").lower())
    if status is Status.INBOX and progress and progress < 1:
        status = Status.READING
    return Record(
        title=item.line("title") or None,
        byline=item.line("author") or None,
        site=item.line("siteName") or None,
        language=item.line("language") or None,
        published=published_on(item.time("publishedAt")),
        excerpt=item.text("description") or None,
        status=status,
        tags=distinct(item.names("labels")),
        note=highlights.note,
        added=item.time("savedAt", "createdAt"),
        opened=item.time("readAt"),
        finished=item.time("archivedAt") if status is Status.ARCHIVE else None,
        progress=progress,
        annotations=highlights.annotations,
    )
