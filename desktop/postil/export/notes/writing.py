"""Writing files of the person's own folder: in one step, never over what came meanwhile.

A new file never takes the place of one that is there, and a file that was changed since it was read is
not written over. What is half written (``durable.py``) is in a folder that other programs do not show.
"""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from postil.durable import finish, name_within, unfinished
from postil.export.notes.files import Stamp
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class ChangedMeanwhile(OSError):
    """Somebody else wrote the file after it was read."""

    def __init__(self) -> None:
        super().__init__(None, _("another program wrote it meanwhile; the next export looks at it again"))


def create(path: Path, content: bytes, *, by_way_of: Path) -> Stamp:
    """Make a new file; FileExistsError where there is one by now. Its folder is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _written(by_way_of, content) as fresh:
        try:
            os.link(fresh, path)  # which never takes the place of another file
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            path.touch(exist_ok=False)
            fresh.replace(path)
        return _stamp(path)


def replace(path: Path, content: bytes, *, seen: Stamp, by_way_of: Path) -> Stamp:
    """Give a file another content: whoever reads it sees the old one or the new one.

    Raises ChangedMeanwhile where it is not as it was ``seen``, and PermissionError where it may only be read.
    """
    check_writable(path)
    with _written(by_way_of, content) as fresh:
        shutil.copymode(path, fresh)
        if _stamp(path) != seen:
            raise ChangedMeanwhile
        fresh.replace(path)
        return _stamp(path)


def check_writable(path: Path) -> None:
    """Raises PermissionError where the file may only be read: replacing it would not ask."""
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise PermissionError(None, _("it may only be read"))


def put(path: Path, content: bytes, *, by_way_of: Path) -> None:
    """Let a file of ours have this content, in one step. It may be lost in a power cut: see ``bases.py``."""
    with _written(by_way_of, content, synced=False) as fresh:
        fresh.replace(path)


@contextmanager
def _written(folder: Path, content: bytes, *, synced: bool = True) -> Iterator[Path]:
    """A file of a name of its own with this content; it is removed if it gets no other."""
    path = name_within(folder)
    with unfinished(path) as file:
        file.write(content)
        finish(file, synced=synced)
        yield path


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return Stamp(found.st_size, found.st_mtime_ns)
