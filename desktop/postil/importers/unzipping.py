"""Files compressed by gzip, unpacked within limits into files of the program's own."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.archive import LARGEST_RATIO, SMALL
from postil.importers.base import HEAD
from postil.importers.files import LARGEST
from postil.translation import _

if TYPE_CHECKING:
    from pathlib import Path

_PIECE = 1024 * 1024
_ANY_HEADER = 16 + zlib.MAX_WBITS
"""What tells ``zlib`` that gzip's header comes first."""


def is_gzip(head: bytes) -> bool:
    """Whether a file begins as one that gzip made."""
    return head.startswith(b"\x1f\x8b\x08")


def unzipped_head(head: bytes) -> bytes:
    """The beginning of what is in a file, by its own beginning; empty where it is damaged."""
    try:
        return zlib.decompressobj(_ANY_HEADER).decompress(head, HEAD)
    except zlib.error:
        return b""


def unzip(source: Path, target: Path, limit: int = LARGEST) -> None:
    """Unpack a file, all members of it, into a new one. What follows the last member is left out.

    Raises ImportFailed where it is damaged, cut short, or more than ``limit`` bytes come out.
    """
    count = 0
    try:
        most = max(SMALL, source.stat().st_size * LARGEST_RATIO)
        with gzip.open(source) as packed, target.open("xb") as unpacked:
            while piece := _piece(packed, count):
                count += len(piece)
                if count > min(limit, most):
                    raise ImportFailed(_("The file holds more than a saved page may; it was not imported."))
                unpacked.write(piece)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ImportFailed(_("The compressed file is damaged or cut short.")) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ImportFailed(_("The file cannot be read: {reason}.").format(reason=reason)) from error


def _piece(packed: gzip.GzipFile, count: int) -> bytes:
    """The next bytes; none where something else than a member follows the last one."""
    try:
        return packed.read1(_PIECE)
    except gzip.BadGzipFile as error:
        if count and str(error).startswith("Not a gzipped file"):
            return b""
        raise
