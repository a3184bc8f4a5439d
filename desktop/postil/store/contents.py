"""The content store: kept bytes under the name of their SHA-256, ``content/ab/abcdef…``.

Originals, images, article markup and text versions are here. A file is written beside its place,
synced, renamed and its folder synced before its name is given out, so a row that names it can never
be on the disk before it. Files are never changed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from typing import IO, TYPE_CHECKING

from postil.durable import copy_file, sync_file, sync_folder, write_file
from postil.errors import LibraryDamaged, LibraryError
from postil.model.ids import ContentHash, content_hash
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CONTENT = "content"
"""The store's folder in the library's folder."""

_INCOMING = "incoming"
_TOGETHER = 8
_HASH = re.compile(r"[0-9a-f]{64}")


class Contents:
    """The kept bytes of the library in ``folder``. Any thread may use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / CONTENT
        self._incoming = self.folder / _INCOMING
        self._synced: set[ContentHash] = set()
        self._making = threading.Lock()
        self._threads = ThreadPoolExecutor(_TOGETHER, thread_name_prefix="keep")

    def put(self, content: bytes) -> ContentHash:
        """Keep ``content``; its name. When this returns, the bytes are on the disk.

        Bytes that are there already are left; a damaged copy of them is replaced. Raises
        LibraryError where the disk refuses.
        """
        name = content_hash(content)
        path = self.path(name)
        try:
            there = path.is_file() and path.stat().st_size == len(content)
            if there and name in self._synced:
                return name
            if there and path.read_bytes() == content:
                sync_file(path)  # whoever wrote it may have been killed before it was synced
                sync_folder(path.parent)
            else:
                self._make_folders(path.parent)
                fresh = self._incoming / f"{name}.{secrets.token_hex(4)}"
                write_file(path, content, by_way_of=fresh)
        except OSError as error:
            raise _refused(path, error) from error
        self._synced.add(name)
        return name

    def put_all(self, contents: Iterable[bytes]) -> tuple[ContentHash, ...]:
        """Keep several at once; their names, in order. Waiting for the disk together is much faster."""
        putting = [self._threads.submit(self.put, content) for content in contents]
        wait(putting)  # where one is refused, nothing may still be written when this is told
        return tuple(each.result() for each in putting)

    def put_file(self, source: Path, name: ContentHash) -> bool:
        """Keep a copy of a file whose bytes have that name, a piece at a time; False where they have another.

        When this returns True, the bytes are on the disk. Raises LibraryError where the disk refuses, and
        OSError where the file cannot be read.
        """
        path = self.path(name)
        if name in self._synced and path.is_file():
            return True
        with source.open("rb") as file:
            try:
                there = path.is_file() and path.stat().st_size == os.fstat(file.fileno()).st_size
                if there and self.verify(name) is None:
                    sync_file(path)  # whoever wrote it may have been killed before it was synced
                    sync_folder(path.parent)
                    self._synced.add(name)
                    return True
                self._make_folders(path.parent)
                fresh = self._incoming / f"{name}.{secrets.token_hex(4)}"
                kept = copy_file(file, path, name, by_way_of=fresh)
            except OSError as error:
                raise _refused(path, error) from error
        if kept:
            self._synced.add(name)
        return kept

    def put_stream(self, source: IO[bytes], name: ContentHash) -> bool:
        """Keep the bytes that come out of ``source``, a piece at a time; False where they have another name.

        When this returns True, the bytes are on the disk. Raises LibraryError where the disk refuses; what
        reading ``source`` raises, it raises, and nothing is kept then.
        """
        path = self.path(name)
        fresh = self._incoming / f"{name}.{secrets.token_hex(4)}"
        try:
            self._make_folders(path.parent)
            kept = copy_file(source, path, name, by_way_of=fresh)
        except OSError as error:
            raise _refused(path, error) from error
        if kept:
            self._synced.add(name)
        return kept

    def close(self) -> None:
        """End the threads that keep bytes; what is being kept is kept first."""
        self._threads.shutdown(wait=True)

    def get(self, name: ContentHash) -> bytes:
        """The bytes of that name, verified. Raises LibraryDamaged where they are gone or changed."""
        path = self.path(name)
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise LibraryDamaged(_lost(path, _MISSING)) from error
        except OSError as error:
            raise _refused(path, error) from error
        if content_hash(content) != name:
            raise LibraryDamaged(_lost(path, _CHANGED))
        return content

    def verify(self, name: ContentHash) -> str | None:
        """What is wrong with the bytes of that name, in a sentence; None when they are as they were."""
        path = self.path(name)
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            return _lost(path, _MISSING if error.errno == errno.ENOENT else _UNREADABLE)
        if found == name:
            return None
        self._synced.discard(name)  # what is put there again must be compared again
        return _lost(path, _CHANGED)

    def has(self, name: str) -> bool:
        """Whether bytes of that name are kept; they are not read. False for what is no name at all."""
        return bool(_HASH.fullmatch(name)) and self.path(ContentHash(name)).is_file()

    def path(self, name: ContentHash) -> Path:
        """Where the bytes of that name are or would be. Raises ValueError for what is no hash."""
        if not _HASH.fullmatch(name):
            raise ValueError(f"not a content hash: {name!r}")
        return self.folder / name[:2] / name

    def all(self) -> Iterator[ContentHash]:
        """The names of everything that is kept, in no order."""
        for path in self.folder.glob("??/*"):
            if _HASH.fullmatch(path.name):
                yield ContentHash(path.name)

    def remove(self, name: ContentHash) -> None:
        """Remove the bytes of that name. Only ``purge`` does, for what no row names any more."""
        self._synced.discard(name)
        self.path(name).unlink(missing_ok=True)

    def sweep(self) -> int:
        """Remove what a killed program left unfinished: how many files. Only for the library's owner."""
        left = [path for path in self._incoming.glob("*") if path.is_file()]
        for path in left:
            path.unlink()
        return len(left)

    def _make_folders(self, folder: Path) -> None:
        with self._making:  # nobody may go on in a folder whose name is not on the disk yet
            for wanted in (self.folder, self._incoming, folder):
                if not wanted.is_dir():
                    wanted.mkdir()
                    sync_folder(wanted.parent)


def _refused(path: Path, error: OSError) -> LibraryError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LibraryError(
            _("The disk that holds {folder} is full; nothing was changed. Make room and try again.").format(
                folder=path.parent.parent
            )
        )
    return LibraryError(
        _("The library cannot keep or read {path}: {reason}.").format(path=path, reason=error.strerror)
    )


def _lost(path: Path, what: str) -> str:
    advice = _("Import the page again from where it came, or put the file back from a backup.")
    return f"{_(what).format(path=path)} {advice}"


_MISSING = marked("The kept file {path} is missing.")
_UNREADABLE = marked("The kept file {path} cannot be read.")
_CHANGED = marked("The kept file {path} was changed or damaged.")
