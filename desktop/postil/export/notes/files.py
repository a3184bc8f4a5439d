"""The files of a folder of notes: found by the ids in them, given names, read as text.

Nothing here follows a link out of the folder, and hidden files and folders are left alone.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from postil.errors import ExportFailed
from postil.export.filenames import same_name, with_mark
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDING = ".md"
LONGEST = 64 * 1024 * 1024
"""Bytes; what is longer is no note, and nothing of ours."""
_HEAD = 16 * 1024
"""Bytes of a file in which its id is looked for."""
_MARK = 6
"""Characters of a document's id that tell its file from another of the same title."""
_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""How text in UTF-16 begins."""
_BLANK_TOP = re.compile(r"\A(?:[ \t]*\n)+")
_YAML_ID = re.compile(r"""^postil:[ \t]*(["']?)([\w-]+)\1[ \t]*(?:#.*)?$""", re.MULTILINE | re.ASCII)
_FENCE_BELOW = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_PROPERTY_ID = re.compile(r"^postil::[ \t]*([\w-]+)[ \t]*$", re.ASCII)
_PROPERTY = re.compile(r"^(?:-[ \t]+|[ \t]*)([\w/-]+::.*)$")


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a file looks from outside: another stamp tells that it was changed."""

    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the folder as it was read."""

    path: Path
    text: str
    """Its bytes as text, whatever they are: ``surrogateescape`` gives them back as they were."""
    stamp: Stamp


def document_id(head: str) -> str | None:
    """The id of the document whose file begins like this: in YAML, or in the page properties of Logseq.

    Programs write YAML in their own ways: the value may be quoted or not, and lines end as they like. Blank
    lines that a person left at the very top do not make it another document.
    """
    head = head.removeprefix("\ufeff").replace("\r\n", "\n")
    blank = _BLANK_TOP.match(head)
    head = head[blank.end() :] if blank else head
    if head.startswith("---\n"):
        below = _FENCE_BELOW.search(head, 3)
        found = _YAML_ID.search(head, 4, below.start() + 1 if below else len(head))
        return found[2] if found else None
    properties = takewhile(_PROPERTY.match, head.split("\n"))
    return next(filter(None, map(_property_id, properties)), None)


def document_id_below(head: str) -> str | None:
    """The same where a person wrote above it, so that it is no longer at the top."""
    lines = head.replace("\r\n", "\n").split("\n")
    for at, line in enumerate(lines):
        found = _property_id(line) if line != "---" else document_id("\n".join(lines[at:]))
        if found is not None:
            return found
    return None


def _property_id(line: str) -> str | None:
    kept = _PROPERTY.match(line)
    found = _PROPERTY_ID.match(kept[1]) if kept else None
    return found[1] if found else None


class NoteFiles:
    """The notes in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = folder.resolve()
        self._by_id: dict[str, list[Path]] = {}
        self._by_id_below: dict[str, list[Path]] = {}
        self._strangers: dict[str, list[Path]] = {}
        self._is_read = False
        self._taken: dict[Path, set[str]] = {}

    def name_of(self, path: Path) -> str:
        """The file's path relative to the folder, with ``/`` between its parts."""
        return path.relative_to(self.folder).as_posix()

    def at(self, name: str) -> Path | None:
        """The plain file of that name within the folder; None where there is none."""
        path = self._within(name)
        return path if path is not None and _is_plain(path) else None

    def is_link(self, name: str) -> bool:
        """Whether there is a link in the place of that file."""
        path = self._within(name)
        return path is not None and path.is_symlink()

    def stamp_at(self, name: str) -> Stamp | None:
        """How the plain file of that name looks from outside; None where there is none."""
        try:
            found = os.lstat(os.path.join(self.folder, name))  # noqa: PTH118 - asked of ten thousand files
        except (OSError, ValueError):
            return None
        return Stamp(found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None

    def of_document(self, wanted: str) -> tuple[Path, ...]:
        """The files that say that they are this document; the folder is read once, when it is needed."""
        self._read_all()
        return tuple(self._by_id.get(wanted, ()))

    def of_document_below(self, wanted: str) -> tuple[Path, ...]:
        """The files that say so below their tops: a person may have written above, or quoted a note."""
        self._read_all()
        return tuple(self._by_id_below.get(wanted, ()))

    def new_path(self, name: tuple[str, ...], document: str) -> Path:
        """A path that no file of its folder has, nor one that a file system could take for it."""
        folder = self.folder.joinpath(*name[:-1])
        if not folder.resolve().is_relative_to(self._root):
            raise OSError(None, _("it would be outside of the folder"))
        taken = self._names_in(folder)
        stem, number = name[-1], 1
        mark = document.rpartition("-")[2][:_MARK]
        while same_name(stem + ENDING) in taken:
            stem = with_mark(name[-1], mark if number == 1 else f"{mark} {number}")
            number += 1
        taken.add(same_name(stem + ENDING))
        return folder / (stem + ENDING)

    def free(self, name: str) -> Path | None:
        """The path of that name, if it is within the folder and nothing is there."""
        path = self._within(name)
        if path is None or path.exists() or path.is_symlink():
            return None
        self._names_in(path.parent).add(same_name(path.name))
        return path

    def named(self, name: str) -> tuple[Path, ...]:
        """The notes of that name which are no documents of ours, wherever they are.

        A person's note of a day may be in a folder of its own; one that is in none comes first.
        """
        self._read_all()
        found = self._strangers.get(same_name(name + ENDING), [])
        return tuple(sorted(found, key=lambda path: path.parent != self.folder))

    def _read_all(self) -> None:
        if self._is_read:
            return
        self._is_read = True
        for path in _notes_in(self.folder):
            head = head_of(path)
            known = document_id(head)
            if known is not None:
                self._by_id.setdefault(known, []).append(path)
                continue
            self._strangers.setdefault(same_name(path.name), []).append(path)
            below = document_id_below(head)
            if below is not None:
                self._by_id_below.setdefault(below, []).append(path)

    def _within(self, name: str) -> Path | None:
        parts = name.split("/")
        if any(part in ("", ".", "..") or "\0" in part for part in parts):
            return None
        path = self.folder.joinpath(*parts)
        try:
            inside = path.parent.resolve().is_relative_to(self._root)
        except (OSError, RuntimeError, ValueError):
            return None
        return path if inside and path.is_relative_to(self.folder) else None

    def _names_in(self, folder: Path) -> set[str]:
        if folder not in self._taken:
            try:
                self._taken[folder] = {same_name(name) for name in os.listdir(folder)}  # noqa: PTH208 - names only
            except FileNotFoundError:
                self._taken[folder] = set()
        return self._taken[folder]


def read(path: Path) -> Found:
    """The file as text. Raises ExportFailed for what is no text in UTF-8, or too long; else OSError."""
    with path.open("rb") as file:
        content = file.read(LONGEST + 1)
        seen = os.fstat(file.fileno())
    if len(content) > LONGEST:
        raise ExportFailed(_("“{file}” is too long for a note; it is left as it is.").format(file=path.name))
    if content.startswith(_MARKS) or b"\0" in content:
        raise ExportFailed(_("“{file}” is not text in UTF-8; it is left as it is.").format(file=path.name))
    return Found(path, content.decode("utf-8", "surrogateescape"), Stamp(seen.st_size, seen.st_mtime_ns))


def content_of(path: Path) -> bytes:
    """The bytes of a file of ours, which came with the folder, and may be anything by now.

    Raises OSError for a link, for what is no plain file, and for what is too long.
    """
    state = path.lstat()
    if not stat.S_ISREG(state.st_mode) or state.st_size > LONGEST:
        raise OSError(None, _("it is not a file of Postil's own"))
    return path.read_bytes()


def head_of(path: Path) -> str:
    """The beginning of a file; nothing of one that cannot be read."""
    try:
        with path.open("rb", buffering=0) as file:
            return file.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        return ""


def _notes_in(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(where, name)
            if name.endswith(ENDING) and not name.startswith(".") and _is_plain(path):
                yield path


def _is_plain(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False
