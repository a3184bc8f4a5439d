"""Web archives in a ZIP with the list of their pages (WACZ), as Browsertrix and ArchiveWeb.page write them.

``pages/pages.jsonl`` and ``pages/extraPages.jsonl`` say which captures are pages; where there are none, they
are told as in a WARC. The records are read where they stand in the archive, so it may have any size. An
archive that holds others of its kind (multi-WACZ) is read with them.
"""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.archive import Archive, is_zip
from postil.importers.files import LARGEST, read_head
from postil.importers.pages.warc_index import WarcIndex, add_records, pages_of_list
from postil.importers.pages.warc_pages import choose_pages, read_pages
from postil.importers.pages.warc_records import LARGEST_UNPACKED, RecordFile
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.pages.warc_index import ListedPage
    from postil.importers.pages.warc_records import Record
    from postil.model.capture import Capture

_HEAD = "datapackage.json"
_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")
_RECORDS = (".warc", ".warc.gz")
_NESTED = 2
_BLOCK = 1024 * 1024


class Wacz:
    """A ZIP of web archives with its list of pages."""

    name = "WACZ"
    suffixes: tuple[str, ...] = (".wacz",)

    def confidence(self, head: bytes, path: Path) -> float:
        """Certain where a ZIP has the head of such a package, or web archives where they have them."""
        if not is_zip(head):
            return 0
        try:
            with Archive(path) as archive:
                return 1 if _is_wacz(archive.names) else 0
        except ImportFailed:
            return 0.9 if path.suffix.lower() in self.suffixes and b"archive/" in head else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The pages that the package lists, in the order of the list."""
        read_head(path)  # says why a file cannot be read
        with ExitStack() as opened:
            package = _Package(opened)
            package.add(opened.enter_context(Archive(path)))
            if not package.starts:
                raise ImportFailed(
                    _("This package only lists web archives that are elsewhere; import those files.")
                )
            choice = choose_pages(package.index, package.listed)
            yield from read_pages(choice, package.index, package.at, path=path, importer=self.name)


class _Package:
    """The records of all web archives in a package, their places counted from one to the next."""

    def __init__(self, opened: ExitStack) -> None:
        self.index = WarcIndex()
        self.listed: list[ListedPage] = []
        self.starts: list[int] = []
        """Where the places of each file of records begin."""
        self._files: list[RecordFile] = []
        self._opened = opened
        self._end = 0

    def add(self, archive: Archive, depth: int = 1) -> None:
        """Add what an archive holds."""
        for name in archive.names:
            if name.lower().endswith(_RECORDS):
                self._add_records(archive, name)
            elif name.lower().endswith(Wacz.suffixes) and depth < _NESTED:
                inner = self._opened.enter_context(Archive(self._seekable(archive, name)))
                self.add(inner, depth + 1)
        for name in _LISTS:
            if name in archive:
                self._add_list(archive, name)

    def at(self, place: int) -> Record:
        """The record at a place. Raises Damaged."""
        number = bisect_right(self.starts, place) - 1
        return self._files[number].at(place - self.starts[number])

    def _add_records(self, archive: Archive, name: str) -> None:
        try:
            source = self._seekable(archive, name)
            size = source.seek(0, 2)
            file = self._opened.enter_context(RecordFile(source))
        except ImportFailed as error:
            self.index.warnings.append(
                _("{file} in the package was left out: {reason}").format(file=name, reason=error)
            )
            return
        self.starts.append(self._end)
        self._files.append(file)
        add_records(self.index, file, first=self._end)
        self._end += max(size, file.size) + 1

    def _add_list(self, archive: Archive, name: str) -> None:
        try:
            with archive.open(name, LARGEST) as lines:
                self.listed += pages_of_list(lines)
        except ImportFailed as error:
            self.index.warnings.append(
                _("{file} in the package was left out: {reason}").format(file=name, reason=error)
            )

    def _seekable(self, archive: Archive, name: str) -> IO[bytes]:
        """An entry to be sought in: in the archive itself, or unpacked into a nameless temporary file."""
        source = archive.seekable(name)
        if source is None:
            source = self._opened.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed with the others
            with archive.open(name, LARGEST_UNPACKED) as stream:
                while piece := stream.read(_BLOCK):
                    source.write(piece)
        return source


def _is_wacz(names: tuple[str, ...]) -> bool:
    """Whether an archive has its records where such a package has them."""
    if any(name.startswith("archive/") and name.lower().endswith(_RECORDS) for name in names):
        return True
    return _HEAD in names and (
        _LISTS[0] in names or any(name.lower().endswith((*_RECORDS, ".wacz")) for name in names)
    )
