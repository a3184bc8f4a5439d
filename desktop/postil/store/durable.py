"""Writing that a power cut cannot undo: files and the folders that name them are synced to the disk."""

from __future__ import annotations

import hashlib
import os
import sys
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


def write_file(path: Path, content: bytes, *, by_way_of: Path) -> None:
    """Put ``content`` at ``path`` in one step: after a crash there is the whole file or none.

    It is written and synced at ``by_way_of``, on the same disk, and renamed.
    """
    try:
        with by_way_of.open("xb") as file:
            file.write(content)
            file.flush()
            _sync(file.fileno())
        by_way_of.replace(path)
    except OSError:
        by_way_of.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def copy_file(source: IO[bytes], path: Path, name: str, *, by_way_of: Path) -> bool:
    """Put a copy of ``source`` at ``path`` in one step, if ``name`` is its SHA-256; else False, and no file.

    Only a piece of it is in memory at a time.
    """
    digest = hashlib.sha256()
    try:
        with by_way_of.open("xb") as file:
            while piece := source.read(_PIECE):
                digest.update(piece)
                file.write(piece)
            file.flush()
            _sync(file.fileno())
        if digest.hexdigest() != name:
            by_way_of.unlink()
            return False
        by_way_of.replace(path)
    except OSError:
        by_way_of.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return True


def write_files(files: Mapping[Path, bytes], *, threads: Executor) -> None:
    """Put several files at their paths, each in one step, all on the disk when this returns.

    They are synced on ``threads``, because waiting for the disk together is much faster. Their folders are
    there. A killed program leaves files that end with ``.new``: the next writing takes their place.
    """
    fresh = {path: path.with_name(f"{path.name}.new") for path in files}
    for writing in [threads.submit(_write_and_sync, fresh[path], content) for path, content in files.items()]:
        writing.result()
    for path, written in fresh.items():
        written.replace(path)
    for folder in {path.parent for path in files}:
        sync_folder(folder)


def _write_and_sync(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
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


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":  # its fsync stops at the disk's own memory
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


@contextmanager
def fresh_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to be written that takes the place of ``path`` when it is whole and on the disk, and not before.

    Until then it stands beside it, under a name that ends with ``.unfinished``; an error removes it.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)  # of a program that was killed; or a link that waits there
        with unfinished.open("xb") as file:
            yield file
            file.flush()
            _sync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
