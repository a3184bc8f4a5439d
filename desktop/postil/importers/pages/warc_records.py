"""The records of a WARC file, one after the other and each again by its place, within limits.

``warcio`` reads a record; what is around it is here: where records begin, also after a damaged one, and how
many bytes may come out. Files are plain or gzip, a member a record. Where one member holds several records
(somebody compressed the whole file), it is unpacked into a nameless temporary file first.
"""

from __future__ import annotations

import io
import re
import tempfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Self

from warcio.bufferedreaders import BufferedReader, ChunkedDataException
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from postil.errors import ImportFailed
from postil.importers.files import LARGEST, binary_kind
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Buffer

LARGEST_UNPACKED = 1024**3
"""Bytes that a file compressed as a whole may have."""

_RATIO = 50
"""Bytes that may come out for each of a compressed file, beside ``LARGEST_UNPACKED``."""
_HEADERS = 1024 * 1024
"""Bytes that the headers of a record may have."""
_BLOCK = 64 * 1024
_GZIP = b"\x1f\x8b"
_MEMBER = b"\x1f\x8b\x08"
_BEGINS = re.compile(rb"\s*+WARC/[01]\.\d")
_NEXT = re.compile(rb"\nWARC/[01]\.\d+\r?\n")
_OVERLAP = 64
_NO_ENCODINGS = frozenset({"", "identity", "none", "utf-8", "binary"})
"""Content encodings that are none."""

_BROKEN = (
    ArchiveLoadFailed, StatusAndHeadersParserException, ChunkedDataException, zlib.error, EOFError, OSError,
    ValueError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError, RuntimeError,
)  # fmt: skip
"""What comes of damaged records."""


class Damaged(Exception):
    """A record cannot be read."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a server answered, or the archivist kept, without what it was packed in for the way."""

    data: bytes
    whole: bool
    """False where the record is damaged or cut short: then it is the beginning."""


class Record:
    """An open record: its headers, and its content, which can be read once."""

    def __init__(self, record: Any, size: int) -> None:
        self._record = record
        self.type: str = record.rec_type or ""
        self.size = size
        """Bytes of its block, with the headers of HTTP."""

    def header(self, name: str) -> str:
        """A header of the record, "" where there is none."""
        return str(self._record.rec_headers.get_header(name) or "").strip()

    def http(self, name: str) -> str:
        """A header of the answer or question in it, "" where there is none."""
        headers = self._record.http_headers
        return str((headers and headers.get_header(name)) or "").strip()

    @property
    def left(self) -> int:
        """Bytes of its block that were not read, or are not there."""
        return int(getattr(self._record.raw_stream, "limit", 0))

    @property
    def status(self) -> int:
        """The status of HTTP; 0 where the record is no answer."""
        headers = self._record.http_headers
        code = str(headers.get_statuscode() if headers and self.type != "request" else "")
        return int(code) if code.isascii() and code.isdigit() and len(code) == 3 else 0

    @property
    def content_type(self) -> str:
        """What the content is, by the headers of HTTP, or of the record where there are none."""
        return self.http("Content-Type") if self.is_http else self.header("Content-Type")

    @property
    def is_http(self) -> bool:
        """Whether an answer or a question of HTTP is in it."""
        return self._record.http_headers is not None

    def read(self, limit: int | None = None) -> Content:
        """The content, decoded as the headers of HTTP say; at most ``limit`` bytes, else ``LARGEST``.

        Raises Damaged where it is larger, or compressed in a way that cannot be read.
        """
        kept = bytearray()
        limit = LARGEST if limit is None else limit
        encoding = self._encoding()
        whole = True
        try:
            stream = self._record.content_stream() if self.type != "request" else self._record.raw_stream
            while len(kept) <= limit and (piece := stream.read(_BLOCK)):
                kept += piece
        except _BROKEN:
            whole = False
        if len(kept) > limit:
            raise Damaged(_("it is too large"))
        if encoding and binary_kind(bytes(kept[:_BLOCK])) not in (None, "an image"):
            raise Damaged(_("it is compressed in a way that is not read ({way})").format(way=encoding))
        return Content(bytes(kept), whole and not self.left)

    def skip(self) -> None:
        """Read to the end of the record. Raises one of ``_BROKEN`` where it is damaged."""
        while self._record.raw_stream.read(_BLOCK):
            pass

    def _encoding(self) -> str:
        """Make the headers of HTTP say in ``warcio``'s words how the content is packed.

        What is left is a way that it does not know; or the archivist unpacked the content itself.
        """
        headers = self._record.http_headers
        if headers is None or self.type == "request":
            return ""
        for name in ("Transfer-Encoding", "Content-Encoding"):
            headers.replace_header(name, self.http(name).lower().removeprefix("x-"))
        encoding = self.http("Content-Encoding")
        known = {*_NO_ENCODINGS, *BufferedReader.get_supported_decompressors()}
        return "" if encoding in known else encoding


class RecordFile:
    """A WARC file. Used as a context."""

    def __init__(self, file: IO[bytes]) -> None:
        """``file`` can be sought in, and is closed with this one. Raises ImportFailed."""
        self._loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)  # HTTP/2, and odd questions
        self.damaged = False
        """Whether something was passed over because it cannot be read; known when all records were read."""
        self._file = file
        try:
            self.size = file.seek(0, io.SEEK_END)
            """Bytes of the file, once it is unpacked if it was compressed as a whole."""
            file.seek(0)
            self._compressed = file.read(2) == _GZIP
            if self._compressed and self._is_one_member():
                self._unpack()
        except (OSError, ValueError) as error:
            self._file.close()
            raise ImportFailed(_("The web archive cannot be read.")) from error
        except ImportFailed:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def records(self) -> Iterator[tuple[int, Record]]:
        """All records that can be read, with their places. Each is used before the next is asked for."""
        yield from self._members() if self._compressed else self._plain()

    def at(self, place: int) -> Record:
        """The record at a place. Raises Damaged."""
        try:
            return self._open(place)[0]
        except _BROKEN as error:
            raise Damaged from error

    def _open(self, place: int) -> tuple[Record, _Within]:
        self._file.seek(place)
        source = io.BufferedReader(_Member(self._file), _BLOCK) if self._compressed else self._file
        within = _Within(source, _HEADERS)
        record = self._loader.parse_record_stream(within, known_format="warc")
        if record.length is None:
            raise ValueError(place)
        within.left = self.size if not self._compressed else self._most
        within.in_headers = False
        return Record(record, record.length), within

    @property
    def _most(self) -> int:
        return LARGEST_UNPACKED + _RATIO * self.size

    def _plain(self) -> Iterator[tuple[int, Record]]:
        """Records that stand one after the other; the length of each says where the next begins."""
        place = self._next_start(0)
        while place is not None:
            after = place + 1
            try:
                record, within = self._open(place)
                block = within.taken - record._record.raw_stream.tell()  # noqa: SLF001 - ours
                after = place + block
                yield place, record
                end = after + record.size
                self._file.seek(end)
                following = self._file.read(_OVERLAP)
                if end <= self.size and (not following.strip() or _BEGINS.match(following)):
                    after = end
                else:
                    self.damaged = True
            except _BROKEN:
                self.damaged = True
            place = self._next_start(after)

    def _next_start(self, place: int) -> int | None:
        """Where the next record begins: at ``place`` after blank lines, or anywhere later."""
        self._file.seek(place)
        found = _BEGINS.match(self._file.read(_OVERLAP))
        if found:
            return place + found.group().index(b"WARC/")
        at = place
        while at < self.size:
            self._file.seek(at)
            piece = self._file.read(_BLOCK + _OVERLAP)
            later = _NEXT.search(piece)
            if later:
                self.damaged |= bool(piece[: later.start()].strip()) or at > place
                return at + later.start() + 1
            at += _BLOCK
        self._file.seek(place)
        self.damaged |= bool(self._file.read(_OVERLAP).strip())
        return None

    def _members(self) -> Iterator[tuple[int, Record]]:
        """Records in gzip members of their own; the end of each is where the next begins."""
        place: int | None = 0
        out = 0
        while place is not None and place < self.size:
            after: int | None = None
            try:
                record, within = self._open(place)
                yield place, record
                record.skip()
                self.damaged |= bool(within.read(_OVERLAP).strip())
                while within.read(_BLOCK):
                    pass
                out += within.taken
                member: _Member = within.source.raw  # type: ignore[assignment,union-attr]  # see _open
                self.damaged |= member.cut
                after = None if member.cut else member.end
            except _BROKEN:
                self.damaged = True
            if out > self._most:
                self.damaged = True
                return
            if after is None:
                after = self._next_member(place + 1)
            place = after

    def _next_member(self, place: int) -> int | None:
        """Where, from ``place`` on, a gzip member begins that holds a record."""
        while place < self.size:
            self._file.seek(place)
            piece = self._file.read(_BLOCK + len(_MEMBER))
            found = piece.find(_MEMBER)
            while found >= 0:
                if self._begins_record(place + found):
                    return place + found
                found = piece.find(_MEMBER, found + 1)
            place += _BLOCK
        return None

    def _begins_record(self, place: int) -> bool:
        self._file.seek(place)
        try:
            return _BEGINS.match(zlib.decompressobj(31).decompress(self._file.read(1000), 1000)) is not None
        except zlib.error:
            return False

    def _is_one_member(self) -> bool:
        """Whether the first gzip member goes on after its first record, or ends in its midst."""
        try:
            record, within = self._open(0)
            record.skip()
            member: _Member = within.source.raw  # type: ignore[assignment,union-attr]  # see _open
            ends_early = record.left > 0 and not member.cut
            return ends_early or _BEGINS.match(within.read(_OVERLAP)) is not None
        except _BROKEN:
            return False

    def _unpack(self) -> None:
        """Go on with the file that was compressed, as far as it can be read. Raises ImportFailed."""
        unpacked = tempfile.TemporaryFile()  # noqa: SIM115 - closed with this object
        place: int | None = 0
        while place is not None and place < self.size:
            self._file.seek(place)
            member = _Member(self._file)
            while piece := member.read(_BLOCK):
                unpacked.write(piece)
                if unpacked.tell() > LARGEST_UNPACKED:
                    unpacked.close()
                    raise ImportFailed(
                        _("The web archive is compressed as a whole and too large; unpack it first.")
                    )
            place = None if member.cut else member.end
            self.damaged |= member.cut
        self._file.close()
        self._file, self.size, self._compressed = unpacked, unpacked.tell(), False


def begins_as_warc(head: bytes) -> bool:
    """Whether a file begins as a WARC file does, compressed or not."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 1000)
        except zlib.error:
            return False
    return _BEGINS.match(head) is not None


class _Within:
    """What ``warcio`` reads from: it counts what it gives, and stops at a limit."""

    def __init__(self, source: IO[bytes] | io.BufferedReader, left: int) -> None:
        self.source = source
        self.left = left
        self.taken = 0
        self.in_headers = True
        """Whether a line on which the next record begins is an error."""

    def read(self, length: int | None = None) -> bytes:
        wanted = self.left + 1 if length is None or length < 0 else min(length, self.left + 1)
        return self._counted(self.source.read(wanted))

    def readline(self, length: int | None = None) -> bytes:
        wanted = self.left + 1 if length is None or length < 0 else min(length, self.left + 1)
        line = self._counted(self.source.readline(wanted))
        if self.in_headers and self.taken > len(line) and _BEGINS.match(line):
            raise ValueError(self.taken)
        return line

    def tell(self) -> int:
        return self.taken

    def _counted(self, data: bytes) -> bytes:
        self.taken += len(data)
        self.left -= len(data)
        if self.left < 0:
            raise ValueError(self.taken)
        return data


class _Member(io.RawIOBase):
    """The bytes in one gzip member of a file, from where the file stands. It may end before its end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._inflate = zlib.decompressobj(31)
        self.end = file.tell()
        """Where the bytes that were used of the file end."""
        self.cut = False
        """Whether it is damaged, or the file ends before it does."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        into = memoryview(buffer)
        while not self._inflate.eof:
            packed = self._inflate.unconsumed_tail or self._next_block()
            try:
                piece = self._inflate.decompress(packed, len(into)) if packed else b""
            except zlib.error:
                packed = b""
            if not packed:
                self.cut = True
                return 0
            if self._inflate.eof:
                self.end -= len(self._inflate.unused_data)
            if piece:
                into[: len(piece)] = piece
                return len(piece)
        return 0

    def _next_block(self) -> bytes:
        self._file.seek(self.end)
        block = self._file.read(_BLOCK)
        self.end += len(block)
        return block
