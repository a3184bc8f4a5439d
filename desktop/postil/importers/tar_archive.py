"""TAR archives, read within limits like ``archive.Archive``: links and devices in them are no entries."""

from __future__ import annotations

import tarfile
from io import BufferedReader, RawIOBase
from typing import IO, TYPE_CHECKING, Self

from postil.errors import ImportFailed
from postil.importers.archive import LARGEST_TOTAL, MOST_ENTRIES
from postil.importers.files import LARGEST
from postil.translation import _

if TYPE_CHECKING:
    from pathlib import Path

    from typing_extensions import Buffer

_BROKEN = (tarfile.TarError, EOFError, OSError, ValueError, OverflowError, RecursionError)
_MAGIC = b"ustar"
_MAGIC_AT = 257


class TarArchive:
    """An open TAR archive, not compressed. Every method raises ImportFailed where it is damaged."""

    def __init__(self, path: Path) -> None:
        try:
            self._tar = tarfile.open(path, "r:")  # noqa: SIM115 - it is closed by ``__exit__``
        except _BROKEN as error:
            raise _damaged() from error
        try:
            self._entries = dict(self._listed())
        except _BROKEN as error:
            self._tar.close()
            raise _damaged() from error
        except ImportFailed:
            self._tar.close()
            raise
        self._left = LARGEST_TOTAL

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._tar.close()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files in it, each once; of two of one name the last one is read."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """How many bytes an entry says that it has; 0 where there is none."""
        return self._entries[name].size if name in self._entries else 0

    def read(self, name: str, limit: int = LARGEST) -> bytes:
        """The bytes of an entry, at most ``limit``."""
        with self.open(name) as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            raise _too_large()
        return content

    def open(self, name: str) -> BufferedReader:
        """An entry as a stream; reading it raises ImportFailed where it is damaged."""
        entry = self._entries.get(name)
        try:
            stream = None if entry is None else self._tar.extractfile(entry)
        except _BROKEN as error:
            raise _damaged() from error
        if stream is None:
            raise ImportFailed(_("The archive lacks a part that it should have."))
        return BufferedReader(_Counted(stream, self))

    def spend(self, count: int) -> None:
        """Count bytes that came out. Raises ImportFailed where they are too many in all."""
        self._left -= count
        if self._left < 0:
            raise _too_large()

    def _listed(self) -> list[tuple[str, tarfile.TarInfo]]:
        entries: list[tuple[str, tarfile.TarInfo]] = []
        for entry in self._tar:
            if entry.isreg() and not entry.issparse():
                entries.append((entry.name, entry))
            if len(entries) > MOST_ENTRIES:
                raise ImportFailed(
                    _("The archive has more than {count} files; it was not imported.").format(
                        count=MOST_ENTRIES
                    )
                )
        return entries


class _Counted(RawIOBase):
    """A stream of an entry whose bytes are counted as they come."""

    def __init__(self, stream: IO[bytes], archive: TarArchive) -> None:
        self._stream = stream
        self._archive = archive

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        into = memoryview(buffer)
        try:
            content = self._stream.read(len(into))
        except _BROKEN as error:
            raise _damaged() from error
        self._archive.spend(len(content))
        into[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._stream.close()
        super().close()


def is_tar(head: bytes) -> bool:
    """Whether a file begins as a TAR archive."""
    return head[_MAGIC_AT : _MAGIC_AT + len(_MAGIC)] == _MAGIC


def _damaged() -> ImportFailed:
    return ImportFailed(_("The archive is damaged or cut short."))


def _too_large() -> ImportFailed:
    return ImportFailed(_("The archive holds more than a saved page may; it was not imported."))
