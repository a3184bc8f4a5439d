"""TAR archives, read within limits like ``archive.Archive``: links and devices in them are no entries."""

from __future__ import annotations

import tarfile
from contextlib import contextmanager
from io import BufferedReader
from typing import TYPE_CHECKING, Self

from postil.errors import ImportFailed
from postil.importers.archive_entries import (
    LARGEST_TOTAL,
    MOST_ENTRIES,
    ArchiveEntries,
    CountedStream,
    damaged,
    lacking,
    too_many,
)
from postil.importers.files import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BROKEN = (tarfile.TarError, EOFError, OSError, ValueError, OverflowError, RecursionError)
_MAGIC = b"ustar"
_MAGIC_AT = 257


class TarArchive(ArchiveEntries[tarfile.TarInfo]):
    """An open TAR archive, not compressed. Every method raises ImportFailed where it is damaged."""

    def __init__(self, path: Path) -> None:
        try:
            self._tar = tarfile.open(path, "r:")  # noqa: SIM115 - it is closed by ``__exit__``
        except _BROKEN as error:
            raise damaged() from error
        try:
            super().__init__(dict(self._listed()), LARGEST_TOTAL)
        except _BROKEN as error:
            self._tar.close()
            raise damaged() from error
        except ImportFailed:
            self._tar.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._tar.close()

    def size(self, name: str) -> int:
        """How many bytes an entry says that it has; 0 where there is none."""
        return self._entries[name].size if name in self._entries else 0

    def open(self, name: str, limit: int = LARGEST) -> BufferedReader:
        """An entry as a stream; reading it raises ImportFailed where it is damaged, or too large."""
        entry = self._entries.get(name)
        with _told():
            stream = None if entry is None else self._tar.extractfile(entry)
        if stream is None:
            raise lacking()
        return BufferedReader(CountedStream(stream, self.spend, _told, most=limit + 1))

    def _listed(self) -> list[tuple[str, tarfile.TarInfo]]:
        entries: list[tuple[str, tarfile.TarInfo]] = []
        for entry in self._tar:
            if entry.isreg() and not entry.issparse():
                entries.append((entry.name, entry))
            if len(entries) > MOST_ENTRIES:
                raise too_many(MOST_ENTRIES)
        return entries


@contextmanager
def _told() -> Iterator[None]:
    """Say in a sentence what ``tarfile`` raises."""
    try:
        yield
    except _BROKEN as error:
        raise damaged() from error


def is_tar(head: bytes) -> bool:
    """Whether a file begins as a TAR archive."""
    return head[_MAGIC_AT : _MAGIC_AT + len(_MAGIC)] == _MAGIC
