"""Files that are never half there: whole under a name of their own first, and only then in their place.

Whoever reads a path sees what was there before or all that is new, also after a crash or an error: a full
disk, say. There are two promises beyond that:

* ``write_file``, ``write_files``, ``copy_file`` and ``fresh_file`` return when content and name are on the
  disk, so that a power cut takes nothing back: all that only the library has;
* with ``unfinished`` and ``finish`` the caller gives the file its place: where that depends on what is there
  (files of the person's own), or where thousands of files that can be made again need not be waited for.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if sys.platform == "darwin":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from concurrent.futures import Executor
    from pathlib import Path

_PIECE = 1024 * 1024
"""Bytes of a file that are copied at a time."""
_EVERYBODY = 0o666
"""Who may read and write a new file, as far as the person's umask lets them."""
_ABANDONED_SECONDS = 600
"""After so long whoever was writing a file is taken for dead."""


def write_file(path: Path, content: bytes, *, by_way_of: Path) -> None:
    """Put ``content`` at ``path``. It is written at ``by_way_of``, on the same disk, where nothing may be."""
    _put(path, content, by_way_of)
    sync_folder(path.parent)


def copy_file(source: IO[bytes], path: Path, name: str, *, by_way_of: Path) -> bool:
    """Put a copy of ``source`` at ``path``, if ``name`` is its SHA-256; else False, and no file.

    Only a piece of it is in memory at a time.
    """
    digest = hashlib.sha256()
    with unfinished(by_way_of) as file:
        while piece := source.read(_PIECE):
            digest.update(piece)
            file.write(piece)
        if digest.hexdigest() != name:
            return False
        finish(file)
        by_way_of.replace(path)
    sync_folder(path.parent)
    return True


def write_files(files: Mapping[Path, bytes], *, threads: Executor) -> None:
    """Put several files at their paths. Their folders are there.

    They are synced on ``threads``, because waiting for the disk together is much faster. A killed program
    leaves files that end with ``.new``: the next writing takes their place.
    """
    fresh = {path: path.with_name(f"{path.name}.new") for path in files}
    for left in fresh.values():
        left.unlink(missing_ok=True)
    for putting in [threads.submit(_put, path, content, fresh[path]) for path, content in files.items()]:
        putting.result()
    for folder in {path.parent for path in files}:
        sync_folder(folder)


@contextmanager
def fresh_file(path: Path, *, mode: int = _EVERYBODY) -> Iterator[IO[bytes]]:
    """A file to be written that takes the place of ``path`` at the end of the block; an error removes it.

    Until then it stands beside it, under a name that ends with ``.unfinished``; what a killed program left
    there goes, and so does a link that waits there.
    """
    beside = path.with_name(f".{path.name}.unfinished")
    beside.unlink(missing_ok=True)
    with unfinished(beside, mode=mode) as file:
        yield file
        finish(file)
        beside.replace(path)
    sync_folder(path.parent)


def name_within(folder: Path) -> Path:
    """A name for a file that is not finished, which no other has: ``sweep`` knows it."""
    return folder / f".postil-{secrets.token_hex(8)}.unfinished"


def sweep(folder: Path) -> None:
    """Remove the files ``name_within`` the folder that a killed program left."""
    for path in folder.glob(".postil-*.unfinished"):
        try:
            if time.time() - path.lstat().st_mtime > _ABANDONED_SECONDS:
                path.unlink()
        except OSError:  # another program sweeps, too; or it may not be removed: it harms nobody
            continue


@contextmanager
def unfinished(path: Path, *, mode: int = _EVERYBODY) -> Iterator[IO[bytes]]:
    """A new file to be written; if it still has this name at the end of the block, it is removed.

    ``finish`` it before it gets its name. Raises FileExistsError where there is something.
    """
    file = open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode))  # noqa: SIM115 - Path.open takes no opener; closed below
    try:
        with file:
            yield file
    finally:
        path.unlink(missing_ok=True)


def finish(file: IO[bytes], *, synced: bool = True) -> None:
    """Close a file that is whole; where ``synced``, its bytes are on the disk when this returns."""
    if synced:
        sync(file)
    file.close()


def sync(file: IO[bytes]) -> None:
    """Have what was written into ``file`` on the disk when this returns."""
    file.flush()
    _sync(file.fileno())


def sync_file(path: Path) -> None:
    """Have the file's bytes on the disk when this returns."""
    with path.open("rb+") as file:
        _sync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in ``folder`` on the disk when this returns. Windows syncs them by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)


def _put(path: Path, content: bytes, by_way_of: Path) -> None:
    with unfinished(by_way_of) as file:
        file.write(content)
        finish(file)
        by_way_of.replace(path)


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":  # its fsync stops at the disk's own memory
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)
