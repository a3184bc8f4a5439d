"""A backup that is read: its records and its kept bytes, each checked before it is given out.

Whatever is in the file, nothing is written by a name from it, and what comes out has limits. An archive
that was cut short or damaged gives what is whole of it. The format is said in ``model/backup.py``.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Self

from postil.errors import BackupError, ImportFailed
from postil.importers.archive import SMALL, Archive
from postil.importers.salvaged_archive import SalvagedArchive
from postil.model import backup as names
from postil.model.backup import Manifest
from postil.model.row_record import RowRecord
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.ids import ContentHash

MOST_ENTRIES = 3_000_000
_LARGEST_RATIO = 2000
"""Bytes of an entry for each that is in the archive: more than DEFLATE can do. Their sum has a limit."""
_LARGEST_TOTAL_RATIO = 200
_LARGEST_FILE = 64 * 1024**3
"""Bytes of one kept file: larger than any page's, and than any file of many pages."""
_LARGEST_RECORD = 256 * 1024**2
_LARGEST_SUMS = 1024**3


class BackupArchive:
    """An open backup. Used as a context."""

    def __init__(self, path: Path) -> None:
        """Raises BackupError where the file is no backup at all."""
        self._closing = ExitStack()
        self._archive, self.is_whole = self._open(path)
        self._contents = {
            name: entry for entry in self._archive.names if (name := names.hash_of(entry)) is not None
        }
        about = self._manifest(names.MANIFEST) or self._manifest(names.ABOUT)
        if about is None:
            self.close()
            raise _no_backup(path)
        self.about = about
        self._sums = self._read_sums()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._closing.close()

    @property
    def is_finished(self) -> bool:
        """Whether its end is there, and all that its end counts."""
        return self.is_whole and names.MANIFEST in self._archive and bool(self._sums)

    def pages(self) -> tuple[str, ...]:
        """The entries of the records of pages."""
        return tuple(name for name in self._archive.names if names.is_page(name))

    def lacking(self) -> tuple[str, ...]:
        """Records of pages that should be there and are not."""
        there = set(self._archive.names)
        return tuple(name for name in self._sums if names.is_page(name) and name not in there)

    def record(self, entry: str) -> RowRecord:
        """A record. Raises ImportFailed, or ValueError where it is not what it was or says nothing."""
        content = self._archive.read(entry, _LARGEST_RECORD)
        if self._sums and self._sums.get(entry) != hashlib.sha256(content).hexdigest():
            raise ValueError("its checksum is another")
        return RowRecord.from_json(content)

    def settings(self) -> bytes | None:
        """The settings of the program; None where there are none, or none that can be read."""
        try:
            return self._archive.read(names.SETTINGS, SMALL) if names.SETTINGS in self._archive else None
        except ImportFailed:
            return None

    def has(self, name: ContentHash) -> bool:
        """Whether kept bytes of that name are in it; they are not read."""
        return name in self._contents

    def size(self, name: ContentHash) -> int:
        """How many bytes they say that they have."""
        return self._archive.size(self._contents[name])

    def open(self, name: ContentHash) -> IO[bytes]:
        """Kept bytes as a stream: who reads them checks them by their name. Raises ImportFailed."""
        return self._archive.open(self._contents[name], _LARGEST_FILE)

    def _open(self, path: Path) -> tuple[Archive | SalvagedArchive, bool]:
        total = max(SMALL, path.stat().st_size) * _LARGEST_TOTAL_RATIO
        try:
            archive = Archive(
                path, most_entries=MOST_ENTRIES, largest_total=total, largest_ratio=_LARGEST_RATIO
            )
            return self._closing.enter_context(archive), True
        except ImportFailed:
            pass
        try:
            salvaged = SalvagedArchive(
                path, most_entries=MOST_ENTRIES, largest_total=total, largest_ratio=_LARGEST_RATIO
            )
            return self._closing.enter_context(salvaged), False
        except ImportFailed as error:
            raise _no_backup(path) from error

    def _manifest(self, entry: str) -> Manifest | None:
        try:
            return Manifest.from_json(self._archive.read(entry, SMALL))
        except (ImportFailed, ValueError):
            return None

    def _read_sums(self) -> dict[str, str]:
        """The SHA-256 of each entry; none where they are not what the manifest says."""
        try:
            content = self._archive.read(names.SUMS, _LARGEST_SUMS)
        except ImportFailed:
            return {}
        if hashlib.sha256(content).hexdigest() != self.about.sums:
            return {}
        return dict(_lines(content.decode("utf-8", "replace")))


def _lines(sums: str) -> Iterator[tuple[str, str]]:
    for line in sums.splitlines():
        digest, _space, name = line.partition("  ")
        if names.is_page(name) or name == names.LIBRARY:  # kept bytes are checked by their names
            yield name, digest


def _no_backup(path: Path) -> BackupError:
    told = _("{file} is no backup of Postil, or nothing of it can be read.")
    return BackupError(told.format(file=path))
