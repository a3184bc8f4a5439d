r"""The file of a segment: arrays of numbers and bytes, of which none is used before it was checked.

A file is, one after the other (all numbers little endian, wherever it was written):

* the **header**, 64 bytes: ``\x89PSTLSEG``; version of the format (u4); documents of the segment (u4);
  length of the file (u8); where the directory begins (u8); its entries (u4); number of blocks (u4);
  CRC-32 of directory and block checksums (u4); zeros; CRC-32 of the 60 bytes before it (u4);
* the **arrays**, each beginning at a multiple of 64 bytes, with zeros between them;
* the **directory**: for each array 48 bytes: name of the field (22 bytes, ASCII, filled with zeros), which
  part of the field it is (u2, see ``Part``), the type of its items as NumPy spells it (8 bytes), where it
  begins (u8), its bytes (u8);
* the **block checksums**: CRC-32 (u4) of each 64 KiB between header and directory; the last may be shorter.

The CRC of the header covers, through those that it holds, every byte of the file. It stands in the index's
table of contents as well (``storage``), so that a file of another index or segment is told from this one.

Opening reads header, directory and block checksums; a block is checked before its bytes are given out for
the first time. What does not hold raises ``Unusable``. Nothing is unpickled or parsed.

A file is mapped, so that opening an index of 1 GB reads a few KB of it. Nobody of ours ever shortens one:
files are written under names of their own, and removed whole, which a map outlives. Should somebody else
cut one short, the next question finds that by its size (``engine.refresh``); only in the few milliseconds
of one question would the process die of it (SIGBUS), and no page or note is in an index alone.

Read only through ``engine``: importing this imports NumPy.
"""

from __future__ import annotations

import mmap
import os
import struct
import zlib
from contextlib import closing
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from postil.durable import sync
from postil.search.damage import Unusable

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from numpy.typing import DTypeLike, NDArray

_MAGIC = b"\x89PSTLSEG"
_FORMAT = 1
_HEADER = struct.Struct("<8sIIQQIII16xI")
_CHECKED_HEADER = _HEADER.size - 4
_ENTRY = np.dtype([("field", "S22"), ("part", "<u2"), ("type", "S8"), ("offset", "<u8"), ("bytes", "<u8")])
_MOST_LETTERS: int = _ENTRY["field"].itemsize
_BLOCK_BITS = 16
_BLOCK = 1 << _BLOCK_BITS
_ALIGNED = 64


class Part(IntEnum):
    """What an array holds of its field. N terms, P postings, D documents."""

    TERMS = 1
    """Bytes of all terms, in their order, one after the other (u1)."""
    TERM_LENGTHS = 2
    """How many of these bytes each term has (N numbers as ``leb128`` writes them)."""
    POSTING_COUNTS = 3
    """How many postings each term has, at least one (N numbers as ``leb128`` writes them)."""
    NUMBERS = 4
    """The document of each posting, of one term rising (P, u2)."""
    WEIGHTS = 5
    """The weight of each posting as ``weights`` writes it (half of P, u1); left out where all are 1."""
    POSITION_SIZES = 6
    """How many bytes of POSITIONS each term has (N numbers as ``leb128`` writes them)."""
    POSITIONS = 7
    """The positions of all postings as ``positions`` writes them (u1)."""
    VALUES = 8
    """The value of each document (D, of the field's own type)."""
    TEXT = 9
    """A text of each document in UTF-8, one after the other (u1)."""
    TEXT_STARTS = 10
    """Where each text begins in TEXT, and the end (D + 1, u4 or u8)."""
    HEAVY = 11
    """Which postings have a weight of more than 15, rising (u4 or u8); left out where none has."""
    HEAVY_WEIGHTS = 12
    """The weights of these (u1)."""


class Seal(NamedTuple):
    """What tells a file from every other: its length in bytes and the CRC-32 of its header."""

    length: int
    checksum: int


class Column:
    """One array of a file. What it gives out has been checked; it is a view of the file."""

    __slots__ = ("_columns", "_offset", "_size", "_values")

    def __init__(self, columns: Columns, values: NDArray[Any], offset: int) -> None:
        self._columns = columns
        self._values = values
        self._offset = offset
        self._size = values.itemsize

    def __len__(self) -> int:
        return len(self._values)

    def cut(self, first: int, last: int) -> NDArray[Any]:
        """The items from ``first`` to before ``last``."""
        self._columns.check(self._offset + first * self._size, self._offset + last * self._size)
        return self._values[first:last]

    def whole(self) -> NDArray[Any]:
        """All items."""
        return self.cut(0, len(self._values))


class Columns:
    """A file of a segment, open for reading: one memory map."""

    def __init__(self, path: Path, expected: Seal | None = None) -> None:
        """Open it; raises FileNotFoundError, Unusable where it is damaged or not the ``expected`` file."""
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            header = _header(path, file.read(_HEADER.size), size)
            if expected not in (None, Seal(size, header.checksum)):
                raise Unusable(f"{path.name} is not the file that was written")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._name = path.name
        self.documents = header.documents
        directory = memoryview(self._map)[header.directory :]
        if zlib.crc32(directory) != header.directory_checksum:
            raise Unusable(f"{path.name} has a damaged directory")
        entries = header.entries * _ENTRY.itemsize
        self._end = header.directory
        self._checksums: list[int] = np.frombuffer(directory[entries:], "<u4").tolist()
        self._checked = bytearray(header.blocks)
        """1 for each block that was found whole."""
        self._entries: dict[tuple[str, int], tuple[str, int, int]] = {
            (field.decode(), part): (kind.decode(), offset, length)
            for field, part, kind, offset, length in np.frombuffer(directory[:entries], _ENTRY).tolist()
        }
        self._columns: dict[tuple[str, int], Column] = {}

    def column(self, field: str, part: Part) -> Column | None:
        """An array; None where the segment has nothing of that."""
        found = self._columns.get((field, part))
        if found is None and (field, part) in self._entries:
            kind, offset, length = self._entries[field, part]
            dtype = np.dtype(kind)
            values = np.frombuffer(self._map, dtype, length // dtype.itemsize, offset)
            found = self._columns[field, part] = Column(self, values, offset)
        return found

    def fields(self, part: Part) -> list[str]:
        """The fields that have this part, sorted."""
        return sorted(field for field, its in self._entries if its == part)

    def check(self, first: int, last: int) -> None:
        """See to it that the bytes from ``first`` to before ``last`` are as written; raises Unusable."""
        block = (first - _HEADER.size) >> _BLOCK_BITS
        after = ((last - 1 - _HEADER.size) >> _BLOCK_BITS) + 1
        checked = self._checked
        while (block := checked.find(0, block, after)) >= 0:
            start = _HEADER.size + (block << _BLOCK_BITS)
            content = memoryview(self._map)[start : min(start + _BLOCK, self._end)]
            if zlib.crc32(content) != self._checksums[block]:
                raise Unusable(f"{self._name} is damaged at byte {start}")
            checked[block] = 1

    def check_all(self) -> None:
        """See to it that every byte is as written; raises Unusable."""
        if self._checked:
            self.check(_HEADER.size, self._end)


class ColumnsWriter:
    """Writes the file of a segment, array after array, and never holds more than what it was given."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = _HEADER.size
        self._checksums: list[int] = []
        self._block = bytearray()
        """What was not written yet: less than a block."""
        self._type: np.dtype[Any] = np.dtype(np.uint8)
        """Of the array that was begun last."""
        self._entries: list[tuple[bytes, int, bytes, int, int]] = []
        file.write(bytes(_HEADER.size))

    def add(self, field: str, part: Part, values: NDArray[Any]) -> None:
        """Write an array."""
        self.begin(field, part, values.dtype)
        self.go_on(values)

    def begin(self, field: str, part: Part, dtype: DTypeLike) -> None:
        """Begin an array of that type; its items are given to ``go_on``, in as many pieces as it takes."""
        self._write(bytes(-self._at % _ALIGNED))
        name = field.encode("ascii")
        assert len(name) <= _MOST_LETTERS
        self._type = np.dtype(dtype).newbyteorder("<")
        self._entries.append((name, part, self._type.str.encode("ascii"), self._at, 0))

    def go_on(self, values: NDArray[Any]) -> None:
        """Write a piece of the array that was begun last."""
        name, part, kind, offset, length = self._entries[-1]
        content = np.ascontiguousarray(values, self._type)
        self._entries[-1] = (name, part, kind, offset, length + content.nbytes)
        if content.nbytes:
            self._write(content.reshape(-1).view(np.uint8).data)

    def finish(self, documents: int) -> None:
        """Write directory and header, and see to it that all is on the disk."""
        if self._block:
            self._write_block(self._block)
        directory = np.array(self._entries, _ENTRY).tobytes() + np.array(self._checksums, "<u4").tobytes()
        fields = (documents, self._at + len(directory), self._at, len(self._entries), len(self._checksums))
        header = _HEADER.pack(_MAGIC, _FORMAT, *fields, zlib.crc32(directory), 0)[:_CHECKED_HEADER]
        self._file.write(directory)
        self._file.seek(0)
        self._file.write(header + struct.pack("<I", zlib.crc32(header)))
        sync(self._file)

    def close(self) -> None:
        """Let go of the file, whether it was finished or not."""
        self._file.close()

    def _write(self, content: bytes | memoryview) -> None:
        self._at += len(content)
        if len(self._block) + len(content) < _BLOCK:
            self._block += content
            return
        view = memoryview(content)
        while len(self._block) + len(view) >= _BLOCK:
            taken = _BLOCK - len(self._block)
            self._write_block(self._block + view[:taken] if self._block else view[:taken])
            self._block = bytearray()
            view = view[taken:]
        self._block += view

    def _write_block(self, content: bytearray | memoryview) -> None:
        self._file.write(content)
        self._checksums.append(zlib.crc32(content))


def seal_of(path: Path) -> Seal:
    """The seal of a file, as its header says it; raises Unusable where that is none."""
    with closing(path.open("rb")) as file:
        size = os.fstat(file.fileno()).st_size
        return Seal(size, _header(path, file.read(_HEADER.size), size).checksum)


def starts_of(lengths: NDArray[Any]) -> NDArray[Any]:
    """Where things of these lengths begin when they lie one after the other, and the end."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts.astype("<u4" if starts[-1] < 1 << 32 else "<u8")


def lengths_of(starts: NDArray[Any]) -> NDArray[np.int64]:
    """What ``starts_of`` was given."""
    whole = starts.astype(np.int64)
    return whole[1:] - whole[:-1]


class _Header(NamedTuple):
    documents: int
    directory: int
    entries: int
    blocks: int
    directory_checksum: int
    checksum: int


def _header(path: Path, content: bytes, size: int) -> _Header:
    if len(content) < _HEADER.size:
        raise Unusable(f"{path.name} is cut off")
    magic, version, documents, length, directory, entries, blocks, inner, outer = _HEADER.unpack(content)
    if magic != _MAGIC or zlib.crc32(content[:_CHECKED_HEADER]) != outer:
        raise Unusable(f"{path.name} is damaged, or no file of an index")
    if version != _FORMAT:
        raise Unusable(f"{path.name} was written by another version of the program")
    if length != size or directory + entries * _ENTRY.itemsize + 4 * blocks != size:
        raise Unusable(f"{path.name} is cut off")
    return _Header(documents, directory, entries, blocks, inner, outer)
