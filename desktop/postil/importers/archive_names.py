"""The names in a ZIP archive, by which formats are told apart: read once, though many formats ask."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.archive import Archive

if TYPE_CHECKING:
    from pathlib import Path


def archive_names(path: Path) -> tuple[str, ...]:
    """The names of the entries of an archive; empty where it is none, or cannot be opened."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return ()
    return _names(path, status.st_size, status.st_mtime_ns, status.st_ino)


@lru_cache(maxsize=4)
def _names(path: Path, _size: int, _modified: int, _number: int) -> tuple[str, ...]:
    try:
        with Archive(path) as archive:
            return archive.names
    except ImportFailed:
        return ()
