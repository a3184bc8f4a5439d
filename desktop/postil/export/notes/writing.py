"""Writing files of the person's own folder: in one step, never over what came meanwhile.

A new file never takes the place of one that is there, and a file that was changed since it was read is
not written over. What is half written has a name of its own, in a folder that other programs do not show.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import time
from typing import TYPE_CHECKING

from postil.export.notes.files import Stamp
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNFINISHED = ".unfinished"
"""How a file ends that is being written."""
_ABANDONED_SECONDS = 600
"""After so long whoever was writing a file is taken for dead."""


class ChangedMeanwhile(OSError):
    """Somebody else wrote the file after it was read."""

    def __init__(self) -> None:
        super().__init__(None, _("another program wrote it meanwhile; the next export looks at it again"))


def create(path: Path, content: bytes, *, by_way_of: Path) -> Stamp:
    """Make a new file; FileExistsError where there is one by now. Its folder is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = _written(by_way_of, content, sync=True)
    try:
        try:
            os.link(fresh, path)  # which never takes the place of another file
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            path.touch(exist_ok=False)
            fresh.replace(path)
        return _stamp(path)
    finally:
        fresh.unlink(missing_ok=True)


def replace(path: Path, content: bytes, *, seen: Stamp, by_way_of: Path) -> Stamp:
    """Give a file another content: whoever reads it sees the old one or the new one.

    Raises ChangedMeanwhile where it is not as it was ``seen``, and PermissionError where it may only be read.
    """
    check_writable(path)
    fresh = _written(by_way_of, content, sync=True)
    try:
        shutil.copymode(path, fresh)
        if _stamp(path) != seen:
            raise ChangedMeanwhile
        fresh.replace(path)
        return _stamp(path)
    finally:
        fresh.unlink(missing_ok=True)


def check_writable(path: Path) -> None:
    """Raises PermissionError where the file may only be read: replacing it would not ask."""
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise PermissionError(None, _("it may only be read"))


def put(path: Path, content: bytes, *, by_way_of: Path) -> None:
    """Let a file of ours have this content, in one step. It may be lost in a power cut: see ``bases.py``."""
    fresh = _written(by_way_of, content, sync=False)
    try:
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what a killed program left half written in ``folder``."""
    for path in _unfinished_in(folder):
        try:
            if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
                path.unlink()
        except OSError:  # another program sweeps, too; or it may not be removed: it harms nobody
            continue


def _unfinished_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from folder.glob(f"*{UNFINISHED}")


def _written(folder: Path, content: bytes, *, sync: bool) -> Path:
    """A file of a name of its own with this content."""
    path = folder / f"{secrets.token_hex(8)}{UNFINISHED}"
    try:
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            if sync:
                os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return Stamp(found.st_size, found.st_mtime_ns)
