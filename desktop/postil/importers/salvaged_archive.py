"""ZIP archives that lost their end, where the list of their entries is: what is whole is found again.

Each entry stands after a header of its own (APPNOTE 4.3.7) that says its name and its size; where one is
damaged, the next one is looked for. What an entry holds is checked by its CRC as in any archive.
"""

from __future__ import annotations

import struct
import zipfile
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Self, cast

from postil.importers.archive import LARGEST_RATIO, Window, counted_stream, most_of
from postil.importers.archive_entries import ArchiveEntries, damaged, lacking, too_many
from postil.importers.files import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

_HEADER = struct.Struct("<4sHHHHHLLLHH")
_LOCAL = b"PK\3\4"
_AFTER = (_LOCAL, b"PK\1\2", b"PK\5\6", b"PK\6\6", b"")
"""What may follow an entry: another one, the list of them, or the end of the file."""
_PIECE = 1024 * 1024
_STREAMED = 0x08
_UTF8 = 0x800
_ZIP64 = 1
_IN_ZIP64 = 0xFFFFFFFF


class SalvagedArchive(ArchiveEntries[zipfile.ZipInfo]):
    """The whole entries of a damaged ZIP archive. Used as a context, like ``Archive``."""

    def __init__(
        self, source: Path, *, most_entries: int, largest_total: int, largest_ratio: int = LARGEST_RATIO
    ) -> None:
        """Raises ImportFailed where there are too many entries, or none."""
        self._ratio = largest_ratio
        with ExitStack() as opening:
            self._file = opening.enter_context(source.open("rb"))
            super().__init__(_found(self._file, source.stat().st_size, most_entries), largest_total)
            self._closing = opening.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def size(self, name: str) -> int:
        """How many bytes an entry says that it has; 0 where there is none."""
        return self._entries[name].file_size if name in self._entries else 0

    def open(self, name: str, limit: int = LARGEST) -> BufferedReader:
        """An entry as a stream; reading it raises ImportFailed where it is damaged, or too large."""
        entry = self._entries.get(name)
        if entry is None:
            raise lacking()
        window = Window(self._file, entry.header_offset, entry.compress_size)
        try:
            stream = cast("IO[bytes]", zipfile.ZipExtFile(window, "r", entry))
        except (NotImplementedError, RuntimeError) as error:
            raise damaged() from error
        return counted_stream(entry, stream, self.spend, most_of(entry, limit, self._ratio))


def _found(file: IO[bytes], size: int, most_entries: int) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in _entries(file, size):
        found[entry.filename] = entry
        if len(found) > most_entries:
            raise too_many(most_entries)
    if not found:
        raise damaged()
    return found


def _entries(file: IO[bytes], size: int) -> Iterator[zipfile.ZipInfo]:
    """The entries whose bytes are all there. ``header_offset`` is where their bytes begin."""
    at = 0
    while at < size:
        file.seek(at)
        entry = _read_header(file, at) if file.read(4) == _LOCAL else None
        if entry is None:
            at = _next(file, at + 1)
            continue
        end = entry.header_offset + entry.compress_size
        if end <= size:
            yield entry
            file.seek(end)
        follows = file.read(4) if end <= size else b"?"
        # Its size may be a lie, or damaged: then the next entry is looked for in what it says is its own.
        at = end if follows in _AFTER else _next(file, entry.header_offset)


def _read_header(file: IO[bytes], at: int) -> zipfile.ZipInfo | None:
    """What the header at ``at`` says; None where it says too little."""
    file.seek(at)
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    _sign, _version, flags, method, _time, _date, crc, packed, whole, name_length, extra_length = (
        _HEADER.unpack(header)
    )
    name, extra = file.read(name_length), file.read(extra_length)
    if flags & _STREAMED or len(extra) < extra_length or not name or name.endswith(b"/"):
        return None
    whole, packed = _large(extra, whole, packed)
    entry = zipfile.ZipInfo(name.decode("utf-8" if flags & _UTF8 else "cp437", "replace"))
    entry.flag_bits, entry.compress_type, entry.CRC = flags, method, crc
    entry.compress_size, entry.file_size = packed, whole
    entry.header_offset = at + _HEADER.size + name_length + extra_length
    return entry


def _large(extra: bytes, whole: int, packed: int) -> tuple[int, int]:
    """The sizes of an entry whose header has no room for them (APPNOTE 4.5.3)."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _ZIP64 and length >= 16 and _IN_ZIP64 in (whole, packed):
            return struct.unpack_from("<QQ", field)
    return whole, packed


def _next(file: IO[bytes], at: int) -> int:
    """Where the next header may be; the end of the file where there is none."""
    file.seek(at)
    before = b""
    while piece := file.read(_PIECE):
        found = (before + piece).find(_LOCAL)
        if found >= 0:
            return at - len(before) + found
        at += len(piece)
        before = piece[-3:]
    return at
