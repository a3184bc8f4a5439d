"""HTZ, WebScrapBook's archive: a ZIP whose ``index.html`` is the page, with its files beside it.

A capture "in depth" holds several pages; then ``index.json`` lists the files, and those in the role of a
document are the pages. From where and when they were saved stands in their ``html`` elements.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.archive import Archive, is_zip
from postil.importers.archive_names import archive_names
from postil.importers.base import HEAD
from postil.importers.files import file_name, read_file
from postil.importers.pages.archived_page import index_of, read_archived_page, with_left_out
from postil.importers.pages.beside import EntryNames
from postil.importers.pages.companions import PAGE_SUFFIXES
from postil.importers.pages.html import web_address
from postil.importers.pages.origin import origin_of
from postil.importers.pages.spare_title import spare_title
from postil.model.capture import Capture
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SITE_MAP = "index.json"
_LARGEST_MAP = 10 * 1024**2
_MARK = b"data-scrapbook-"


class Htz:
    """A page, or several that link to each other, as WebScrapBook archives them."""

    name = "HTZ"
    suffixes: tuple[str, ...] = (".htz",)

    def confidence(self, head: bytes, path: Path) -> float:
        """Sure by the name of an archive with a page at its root, or where WebScrapBook marked that page."""
        at_root = (name for name in archive_names(path) if "/" not in name) if is_zip(head) else ()
        index = index_of(EntryNames(at_root), "")
        if index is None:
            return 0
        if path.suffix.lower() in self.suffixes:
            return 0.95
        try:
            with Archive(path) as archive, archive.open(index) as page:
                return 0.95 if _MARK in page.read(HEAD) else 0
        except ImportFailed:
            return 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The page with its images and frames, or the pages of a capture in depth."""
        with Archive(path) as archive:
            pages = _pages(archive)
            if len(pages) == 1:
                capture = self._page(archive, pages[0], EntryNames(archive.names), path)
                yield _alone(capture, path)
            else:
                yield from with_left_out(self._all(archive, pages, path))

    def _all(self, archive: Archive, pages: list[str], path: Path) -> Iterator[Capture | ImportFailed]:
        names = EntryNames(archive.names)
        for index in pages:
            try:
                yield self._page(archive, index, names, path)
            except ImportFailed as error:
                yield error

    def _page(self, archive: Archive, index: str, names: EntryNames, path: Path) -> Capture:
        page = read_archived_page(archive, index, names)
        leading, own = origin_of(page.led_from), origin_of(page.markup)
        origin = leading if leading.address else own
        return Capture(
            content=b"",
            media_type=page.media_type,
            format=self.name,
            name=file_name(path),
            page=page.content,
            address=web_address(origin.address),
            saved=origin.saved,
            resources=page.resources,
            warnings=page.warnings,
            container=path,
            part=index,
            record=spare_title(page.markup, origin.title),
        )


def _pages(archive: Archive) -> list[str]:
    """The entries that are pages: what the map of the site says, or the one that the archive begins with."""
    index = index_of(EntryNames(archive.names), "")
    if index is None:
        raise ImportFailed(_("The archive lacks a part that it should have."))
    listed = [name for name in _listed(archive) if name in archive and name.lower().endswith(PAGE_SUFFIXES)]
    return list(dict.fromkeys([index, *listed]))


def _listed(archive: Archive) -> Iterator[str]:
    try:
        site = json.loads(archive.read(_SITE_MAP, _LARGEST_MAP)) if _SITE_MAP in archive else None
    except (ImportFailed, ValueError, RecursionError):
        return
    files = site.get("files") if isinstance(site, dict) else None
    for file in files if isinstance(files, list) else ():
        if isinstance(file, dict) and file.get("role") == "document" and isinstance(file.get("path"), str):
            yield file["path"]


def _alone(capture: Capture, path: Path) -> Capture:
    """The capture of an archive of one page, which is its original."""
    return replace(capture, content=read_file(path), container=None, part="")
