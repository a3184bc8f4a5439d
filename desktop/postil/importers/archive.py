"""ZIP archives, read within limits: no entry is ever written to the disk by its name.

What an archive says of itself may be a lie, so bytes are counted as they come out. The limits are those
that stop decompression bombs and still let a person's largest archives in.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from contextlib import contextmanager
from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedReader, RawIOBase
from typing import IO, TYPE_CHECKING, Self

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
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from typing_extensions import Buffer

LARGEST_RATIO = 200
"""Bytes that may come out for each that went in, where an entry is larger than ``SMALL``."""
SMALL = 10 * 1024**2

_LOCAL_HEADER = 30
"""Bytes before the name of an entry, where its content begins (APPNOTE 4.3.7)."""
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError, LookupError,
)  # fmt: skip
"""What ``zipfile`` raises on damaged, encrypted and unusual archives."""


class Archive(ArchiveEntries[zipfile.ZipInfo]):
    """An open ZIP archive. Every method raises ImportFailed where the archive is damaged or too large.

    Used as a context; entries are asked for by the names they have, which are no paths of this computer.
    """

    def __init__(
        self,
        source: Path | IO[bytes],
        *,
        most_entries: int | None = None,
        largest_total: int | None = None,
        largest_ratio: int = LARGEST_RATIO,
    ) -> None:
        """``source`` is a file; or bytes that can be sought in, for an archive inside another one.

        So many entries it may have, so many bytes may come out of them in all, and so many for each that went
        in, where other limits than those of saved pages are wanted.
        """
        self._ratio = largest_ratio
        try:
            self._zip = zipfile.ZipFile(source)
        except _BROKEN as error:
            raise damaged() from error
        named = [entry for entry in self._zip.infolist() if entry.filename]
        entries = [entry for entry in named if not entry.is_dir()]
        if len(entries) > (most_entries or MOST_ENTRIES):
            self._zip.close()
            raise too_many(most_entries or MOST_ENTRIES)
        super().__init__({entry.filename: entry for entry in entries}, largest_total or LARGEST_TOTAL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def size(self, name: str) -> int:
        """How many bytes an entry says that it has; 0 where there is none."""
        return self._entries[name].file_size if name in self._entries else 0

    def open(self, name: str, limit: int = LARGEST) -> BufferedReader:
        """An entry as a stream; reading it raises ImportFailed where it is damaged, or too large."""
        entry = self._entries.get(name)
        if entry is None:
            raise lacking()
        with _told(entry):
            stream = self._zip.open(entry)
        return counted_stream(entry, stream, self.spend, most_of(entry, limit, self._ratio))

    def seekable(self, name: str) -> IO[bytes] | None:
        """An entry that stands in the archive as it is, to be sought in; None where it is compressed.

        It is part of the open archive, and is of no use after it. Raises ImportFailed.
        """
        entry = self._entries.get(name)
        if entry is None or entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
            return None
        file = self._zip.fp
        with _told(entry):
            if file is None:
                raise ValueError(name)
            file.seek(entry.header_offset)
            header = file.read(_LOCAL_HEADER)
            if len(header) < _LOCAL_HEADER:
                raise EOFError
        lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        start = entry.header_offset + _LOCAL_HEADER + lengths
        return BufferedReader(Window(file, start, entry.compress_size))


class Window(RawIOBase):
    """A stretch of an open file, as a file of its own. Closing it leaves the file open."""

    def __init__(self, file: IO[bytes], start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def seekable(self) -> bool:
        """Any place of it may be read."""
        return True

    def tell(self) -> int:
        """The place that is read next, from its own beginning."""
        return self._at

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Read at another place next."""
        self._at = max(0, offset + {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, buffer: Buffer) -> int:
        """The next bytes, none after the last."""
        into = memoryview(buffer)
        self._file.seek(self._start + self._at)
        content = self._file.read(max(0, min(len(into), self._size - self._at)))
        into[: len(content)] = content
        self._at += len(content)
        return len(content)


@contextmanager
def _told(entry: zipfile.ZipInfo) -> Iterator[None]:
    """Say in a sentence what ``zipfile`` raises."""
    try:
        yield
    except _BROKEN as error:
        if entry.flag_bits & 1:
            raise ImportFailed(
                _("The archive is encrypted; unpack it with its password and import what is in it.")
            ) from error
        raise damaged() from error


def counted_stream(
    entry: zipfile.ZipInfo, stream: IO[bytes], spend: Callable[[int], object], most: int
) -> BufferedReader:
    """The stream of an entry, out of which ``most`` bytes may come; each is told to ``spend``."""
    return BufferedReader(CountedStream(stream, spend, lambda: _told(entry), most=most))


def is_zip(head: bytes) -> bool:
    """Whether a file begins as a ZIP archive."""
    return head.startswith((b"PK\3\4", b"PK\5\6"))


def most_of(entry: zipfile.ZipInfo, limit: int, ratio: int) -> int:
    """How many bytes may come out of an entry: one more than ``limit``, and so many for each that went in."""
    return min(limit + 1, max(SMALL, entry.compress_size * ratio))
