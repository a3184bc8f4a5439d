"""The files beside a page: in its folder on the disk, or in the archive that holds the page.

Both are asked by names relative to the page, with slashes. Nothing outside is ever found: of a disk, no
``..``, no absolute path, no link that leads out of the page's folder; of an archive, only its own entries.
"""

from __future__ import annotations

import os
import posixpath
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol

from postil.importers.files import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

MOST_FILES = 5000
"""Files of a folder that are saved with a page."""

_AFTER_SLASH = chr(ord("/") + 1)
_DEEPEST = 100
"""Folders in folders of an archive."""
_OLD_ENCODINGS = ("utf-8", "cp866", "cp850", "shift_jis", "gbk", "big5", "euc_kr")
"""What names may be in that an archive says nothing of: they are read as cp437, as the format has it."""


class Beside(Protocol):
    """What there is beside a page."""

    def find(self, name: str) -> str | None:
        """The name here of the file that the page calls ``name``; None if there is none within reach."""

    def under(self, folder: str) -> Iterator[str]:
        """The names of the files in a folder beside the page, to any depth, at most ``MOST_FILES``.

        All that is beside the page where ``folder`` is empty.
        """

    def size(self, name: str) -> int:
        """How many bytes a file has, or says that it has. Raises OSError."""

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises OSError, or ImportFailed where they cannot be had from an archive."""


class Entries(Protocol):
    """An archive as far as pages in it need it."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its entries."""

    def size(self, name: str) -> int:
        """How many bytes an entry says that it has."""

    def read(self, name: str, limit: int = LARGEST) -> bytes:
        """The bytes of an entry. Raises ImportFailed."""


class FilesBeside:
    """The files in a folder on the disk."""

    def __init__(self, folder: Path) -> None:
        self._root = folder.resolve()

    def find(self, name: str) -> str | None:
        """As ``Beside`` says; links are followed within the folder."""
        if name.startswith("/") or ".." in name.split("/") or "\0" in name or ":" in name.split("/", 1)[0]:
            return None
        path = _inside(self._root, self._root / name)
        return None if path is None else path.relative_to(self._root).as_posix()

    def under(self, folder: str) -> Iterator[str]:
        """As ``Beside`` says."""
        top = self._root / folder
        count = 0
        for parent, folders, names in os.walk(top):
            folders.sort()
            for name in sorted(names):
                path = _inside(top, top / parent / name)
                if path is not None:
                    yield path.relative_to(self._root).as_posix()
                    count += 1
                if count == MOST_FILES:
                    return

    def size(self, name: str) -> int:
        """As ``Beside`` says."""
        return (self._root / name).stat().st_size

    def read(self, name: str) -> bytes:
        """As ``Beside`` says."""
        with (self._root / name).open("rb") as file:
            return file.read(LARGEST)


class EntryNames:
    """The names of an archive's entries, as pages in it may mean them; those that lead out are none."""

    def __init__(self, names: Iterable[str]) -> None:
        safe = [name for name in names if is_inside(name)]
        self._known = {_normal(name): name for name in reversed(safe)}
        for name in safe:
            for other in () if name.isascii() else _other_names(_plain(name)):
                self._known.setdefault(_normal(other), name)
        self._sorted = sorted({posixpath.normpath(_plain(name)) for name in safe})
        self._folders: dict[str, list[str]] = {}
        for name in safe:
            self._folders.setdefault(posixpath.dirname(posixpath.normpath(_plain(name))), []).append(name)

    def find(self, path: str) -> str | None:
        """The entry at a path in the archive, however its name is written there."""
        return self._known.get(_normal(path))

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that have entries of their own, in the order of the archive."""
        return tuple(self._folders)

    def directly_in(self, folder: str) -> Sequence[str]:
        """The entries of a folder that are in no folder within it, in the order of the archive."""
        return self._folders.get(folder, ())

    def under(self, folder: str) -> Sequence[str]:
        """The paths in a folder, in order, at most ``MOST_FILES``; all there are where it is empty."""
        if not folder:
            return self._sorted[:MOST_FILES]
        first = bisect_left(self._sorted, f"{folder}/")
        last = bisect_left(self._sorted, f"{folder}{_AFTER_SLASH}")
        return self._sorted[first : min(last, first + MOST_FILES)]


class EntriesBeside:
    """The entries of an archive, as seen from one of its folders."""

    def __init__(self, archive: Entries, names: EntryNames, folder: str = "") -> None:
        """``folder`` is a path in the archive; empty for the archive itself."""
        self._archive = archive
        self._names = names
        self._folder = posixpath.normpath(folder) if folder.strip("./") else ""
        self.taken: set[str] = set()
        """The entries that were read."""

    def find(self, name: str) -> str | None:
        """As ``Beside`` says; ``..`` leads to other folders of the archive."""
        entry = None if name.startswith("/") else self.entry(name)
        return None if entry is None else posixpath.relpath(_plain(entry), self._folder or ".")

    def entry(self, name: str) -> str | None:
        """The entry that is called ``name`` as seen from here."""
        return self._names.find(posixpath.join(self._folder, name))

    def under(self, folder: str) -> Iterator[str]:
        """As ``Beside`` says."""
        for path in self._names.under("/".join(part for part in (self._folder, folder) if part)):
            yield posixpath.relpath(path, self._folder or ".")

    def size(self, name: str) -> int:
        """As ``Beside`` says."""
        return self._archive.size(self.entry(name) or name)

    def read(self, name: str) -> bytes:
        """As ``Beside`` says."""
        entry = self.entry(name) or name
        content = self._archive.read(entry)
        self.taken.add(entry)
        return content


def is_inside(name: str) -> bool:
    """Whether the name of an entry leads nowhere but into its archive."""
    plain = _plain(name)
    parts = plain.split("/")
    out = plain.startswith("/") or ".." in parts or "\0" in plain or parts[0][1:2] == ":"
    return not out and len(parts) <= _DEEPEST


def _other_names(name: str) -> Iterator[str]:
    try:
        written = name.encode("cp437")
    except UnicodeEncodeError:
        return
    for encoding in _OLD_ENCODINGS:
        try:
            yield written.decode(encoding)
        except UnicodeDecodeError:
            continue


def _plain(name: str) -> str:
    return name.replace("\\", "/")


def _normal(path: str) -> str:
    return unicodedata.normalize("NFC", posixpath.normpath(_plain(path)))


def _inside(root: Path, path: Path) -> Path | None:
    try:
        if not path.is_file():
            return None
        resolved = path.resolve()
        return resolved if resolved.is_relative_to(root) and resolved.is_file() else None
    except (OSError, RuntimeError, ValueError):  # a name that is too long, a loop of links, half a character
        return None
