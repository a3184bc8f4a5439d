"""Files as importers see them: their bytes within a limit, and what they are by their own bytes."""

from __future__ import annotations

import os
import re
from io import BufferedReader, FileIO
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.base import HEAD
from postil.translation import _, marked

if TYPE_CHECKING:
    from pathlib import Path

    from typing_extensions import Buffer

LARGEST = 200 * 1024 * 1024
"""Bytes that a file may have."""

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", marked("an image")),
    (b"\xff\xd8\xff", marked("an image")),
    (b"GIF8", marked("an image")),
    (b"II*\0", marked("an image")),
    (b"MM\0*", marked("an image")),
    (b"\0\0\1\0", marked("an image")),
    (b"PK\3\4", marked("a ZIP archive")),
    (b"PK\5\6", marked("a ZIP archive")),
    (b"\x1f\x8b", marked("a compressed file")),
    (b"BZh", marked("a compressed file")),
    (b"\xfd7zXZ\0", marked("a compressed file")),
    (b"7z\xbc\xaf", marked("a compressed file")),
    (b"(\xb5/\xfd", marked("a compressed file")),
    (b"Rar!", marked("a compressed file")),
    (b"SQLite format 3\0", marked("a database")),
    (b"bplist", marked("a property list")),
    (b"\x7fELF", marked("a program")),
    (b"MZ", marked("a program")),
    (b"OggS", marked("a sound or a film")),
    (b"ID3", marked("a sound or a film")),
    (b"fLaC", marked("a sound or a film")),
    (b"\x1aE\xdf\xa3", marked("a sound or a film")),
    (b"wOFF", marked("a font")),
    (b"wOF2", marked("a font")),
    (b"OTTO", marked("a font")),
    (b"\0\1\0\0", marked("a font")),
)
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
_MARKUP_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<!--.*?-->|<\?xml[^>]*+>)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_head(path: Path) -> bytes:
    """The beginning of a file, on which formats are told apart. Raises ImportFailed."""
    return _read(path, HEAD)


def read_file(path: Path) -> bytes:
    """All of a file. Raises ImportFailed where it cannot be read or is too large."""
    content = _read(path, LARGEST + 1)
    if len(content) > LARGEST:
        raise _too_large()
    return content


def open_file(path: Path, limit: int = LARGEST) -> BufferedReader:
    """A file that is read piece by piece and has at most ``limit`` bytes.

    Opening and reading raise ImportFailed where that cannot be done.
    """
    try:
        if not path.is_file():
            raise ImportFailed(_("There is no such file."))
        file = _File(path, "rb")
    except OSError as error:
        raise _unreadable(error) from error
    if os.fstat(file.fileno()).st_size > limit:
        file.close()
        raise _too_large(limit)
    return BufferedReader(file)


class _File(FileIO):
    def readinto(self, buffer: Buffer) -> int:
        try:
            return super().readinto(buffer)
        except OSError as error:
            raise _unreadable(error) from error


def file_name(path: Path) -> str:
    """The name of a file; what is no text in it is U+FFFD."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def begins_as_markup(head: bytes) -> bool:
    """Whether the first thing in the file, besides comments, is the beginning of an HTML page."""
    return bool(
        _MARKUP_START.match(head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b""))
    )


def binary_kind(head: bytes) -> str | None:
    """What a file is that is no text: marked("an image"); None for text in any character set."""
    if head.startswith(b"%PDF"):
        return marked("a PDF document")
    if head.startswith(b"{\\rtf"):
        return marked("a document of a word processor")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if not controls or begins_as_markup(head):
        return None
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        return marked("an image, a sound or a film")
    named = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    if named or _is_utf16(head):
        return named
    return marked("a file of data") if controls * 100 > len(head) else None


def _is_utf16(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    zeros = head.count(0)
    sides = head[0::2].count(0), head[1::2].count(0)
    return zeros * 20 > len(head) and min(sides) * 10 <= zeros


def _read(path: Path, size: int) -> bytes:
    try:
        if not path.is_file():  # a device or a pipe may never end
            raise ImportFailed(
                _("The folder cannot be read.") if path.is_dir() else _("There is no such file.")
            )
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise _unreadable(error) from error
    except ValueError as error:  # a name with a zero byte
        raise ImportFailed(_("There is no such file.")) from error


def _too_large(limit: int = LARGEST) -> ImportFailed:
    return ImportFailed(
        _("The file is larger than {size} MB; it was not imported.").format(size=limit // 1024**2)
    )


def _unreadable(error: OSError) -> ImportFailed:
    return ImportFailed(_("The file cannot be read: {reason}.").format(reason=error.strerror or error))
