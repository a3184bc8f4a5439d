"""A ZIP archive written as a stream: an entry at a time, each hashed as it goes out, none whole in memory."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

PIECE = 1024 * 1024
"""Bytes that are read at a time."""

_SAMPLE = 8 * 1024
"""Bytes at the beginning of an entry by which it is told whether compressing helps."""
_GLANCE = 1024
"""Bytes at the beginning in which text has few different ones, and what is compressed already nearly all."""
_FEW = 128
"""Of so few different bytes each takes seven bits at the most: no trial is needed, which takes long."""
_LEAST_SAVED = 0.9
_IN_MEMORY = 8 * 1024 * 1024
_FILE = 0o100644 << 16
"""Permissions of an entry where it is unpacked: a plain file that its owner writes."""


class ArchiveWriter:
    """An archive that is being written. Used as a context, it is finished at the end."""

    def __init__(self, file: IO[bytes], *, made: datetime) -> None:
        """``file`` is open for writing; ``made`` is the time of all entries."""
        self._zip = zipfile.ZipFile(file, "w")
        self._time = made.timetuple()[:6]
        self._sums = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the archive

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sums.close()
        self._zip.close()

    def add(self, name: str, content: bytes) -> str:
        """Write an entry; its SHA-256."""
        return self.add_pieces(name, (content,), size=len(content))

    def add_pieces(self, name: str, pieces: Iterable[bytes], *, size: int = 0) -> str:
        """Write an entry a piece at a time; its SHA-256. ``size`` is about how many bytes will come."""
        rest = iter(pieces)
        head = next(rest, b"")
        entry = zipfile.ZipInfo(name, (max(1980, self._time[0]), *self._time[1:]))
        entry.external_attr = _FILE
        entry.compress_type = zipfile.ZIP_DEFLATED if _shrinks(head) else zipfile.ZIP_STORED
        entry.file_size = size
        digest = hashlib.sha256()
        with self._zip.open(entry, "w", force_zip64=not size) as target:
            for piece in chain((head,), rest):
                digest.update(piece)
                target.write(piece)
        self._sums.write(f"{digest.hexdigest()}  {name}\n".encode())
        return digest.hexdigest()

    def add_sums(self, name: str) -> str:
        """Write the SHA-256 of all entries so far, as ``sha256sum`` does; its own."""
        self._sums.seek(0)
        return self.add_pieces(name, pieces_of(self._sums), size=0)


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time."""
    while piece := file.read(PIECE):
        yield piece


def _shrinks(head: bytes) -> bool:
    if len(head) >= _GLANCE and len(set(head[:_GLANCE])) <= _FEW:
        return True
    sample = head[:_SAMPLE]
    return len(zlib.compress(sample, 1)) < _LEAST_SAVED * len(sample)
