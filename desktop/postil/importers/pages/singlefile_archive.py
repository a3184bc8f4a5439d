"""Pages that SingleFile saved compressed: a ZIP with the page, its images and its frames.

The ZIP may stand alone, or within a file that browsers open by itself: between markup that unpacks it
(``<html data-sfz>``), in an image (PNG), or behind a document (PDF). Its entries are the same:
``index.html``, ``manifest.json``, ``images/…`` and ``frames/N/index.html``, in a folder if the person
wanted one. The file is known by them, never by its name.
"""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from postil.errors import ImportFailed
from postil.importers.archive import Archive, is_zip
from postil.importers.archive_names import archive_names
from postil.importers.files import begins_as_markup, file_name, read_file
from postil.importers.pages.archived_page import read_archived_page
from postil.importers.pages.beside import EntryNames
from postil.importers.pages.html import web_address
from postil.importers.pages.singlefile import singlefile_facts
from postil.importers.pages.spare_title import spare_title
from postil.importers.times import read_time
from postil.model.capture import Capture
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_UNPACKS_ITSELF = re.compile(rb"<html\b[^<>]{0,500}\bdata-sfz\b", re.IGNORECASE)
_OTHER_FACES = (b"\x89PNG\r\n\x1a\n", b"%PDF-")
_MANIFEST = "manifest.json"
_INDEX = "index.html"
_LARGEST_MANIFEST = 4 * 1024**2
_OWN_KEYS = frozenset({"originalUrl", "archiveTime", "indexFilename"})
_END = b"PK\5\6"
_END_SIZE = 22


class SingleFileArchive:
    """A page with its files in a ZIP, as SingleFile saves it compressed."""

    name = "SingleFile archive"
    suffixes: tuple[str, ...] = (".zip", ".html", ".htm")

    def confidence(self, head: bytes, path: Path) -> float:
        """Certain where markup unpacks itself, or where the manifest is SingleFile's."""
        other_face = head.startswith(_OTHER_FACES)
        if _UNPACKS_ITSELF.search(head) and (other_face or begins_as_markup(head)):
            return 1
        if not is_zip(head) and not other_face:
            return 0
        root = _root(archive_names(path))
        if root is None:
            return 0
        try:
            with Archive(path) as archive:
                return 1 if _OWN_KEYS & _manifest(archive, root).keys() else 0
        except ImportFailed:
            return 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The page with its images and frames."""
        content = read_file(path)
        with Archive(BytesIO(_archive_in(content))) as archive:
            root = _root(archive.names)
            if root is None:
                raise ImportFailed(_("The archive lacks a part that it should have."))
            manifest = _manifest(archive, root)
            page = read_archived_page(archive, posixpath.join(root, _INDEX), EntryNames(archive.names))
        address, saved = singlefile_facts(page.markup)
        yield Capture(
            content=content,
            media_type="text/html",
            format=self.name,
            name=file_name(path),
            page=page.content,
            address=address or web_address(_text(manifest, "originalUrl")),
            saved=saved or read_time(_text(manifest, "archiveTime")),
            resources=page.resources,
            warnings=page.warnings,
            record=spare_title(page.markup, _text(manifest, "title")),
        )


def _root(names: Iterable[str]) -> str | None:
    """The folder of the page in its archive; empty for the archive itself, None where there is no page."""
    known = frozenset(names)
    roots = [posixpath.dirname(name) for name in known if posixpath.basename(name) == _MANIFEST]
    pages = [root for root in roots if posixpath.join(root, _INDEX) in known and root.count("/") == 0]
    return min(pages, key=len, default=None)


def _manifest(archive: Archive, root: str) -> dict[str, Any]:
    """What the manifest says; nothing where it cannot be read, since the page may be read without it."""
    try:
        manifest = json.loads(archive.read(posixpath.join(root, _MANIFEST), _LARGEST_MANIFEST))
    except (ImportFailed, ValueError, RecursionError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _archive_in(content: bytes) -> bytes:
    """The file up to the end of its archive: more may follow it than readers of archives look for."""
    if zipfile.is_zipfile(BytesIO(content)):
        return content
    end = content.rfind(_END)
    return content if end < 0 else content[: end + _END_SIZE]


def _text(manifest: dict[str, Any], key: str) -> str:
    value = manifest.get(key)
    return value if isinstance(value, str) else ""
