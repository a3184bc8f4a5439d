"""Notes into a folder of the person's own, one file a page, without ever writing over their words.

A note that nobody has changed since it was written is written anew. One that was changed is left as it
is, and what is new is written beside it under another name, and said. A note is known by the page's id
in its front matter, so it may be renamed or moved to another folder within.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from postil.errors import ExportFailed
from postil.export.filenames import file_stem, same_name, with_mark
from postil.export.notes.frontmatter import page_id_of
from postil.export.notes.ledger import LEDGER, Entry, Written, ledger_text, read_ledger
from postil.export.notes.note import markdown
from postil.model.export_report import ExportedFile, ExportReport, FileOutcome
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.export.notes.note import NoteSource

ENDING = ".md"
_HEAD = 16 * 1024
"""Bytes of a file in which its front matter is looked for."""
_MARK = 6
"""Characters of a page's id that tell its file from another of the same title."""


def write_notes(notes: Iterable[NoteSource], folder: Path) -> ExportReport:
    """Write one note a page into ``folder``, which is made if need be.

    Raises ExportFailed where the folder cannot be used; a note that cannot be written is a problem of
    the report. Where the caller stops half way, what was written is remembered.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writing = _Writing(folder)
        try:
            for source in notes:
                writing.write(source)
        finally:
            writing.remember()
    except OSError as error:
        raise ExportFailed(
            _("The folder {folder} cannot be written to: {reason}.").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    files = (
        *(ExportedFile(path, FileOutcome.UPDATED) for path in writing.written),
        *(ExportedFile(path, FileOutcome.UNCHANGED) for path in writing.unchanged),
    )
    return ExportReport(files, tuple(writing.problems))


@dataclass(slots=True)
class _Writing:
    """One export into one folder."""

    folder: Path
    written: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _ledger: dict[str, Entry] = field(init=False)
    _found: dict[str, list[Path]] | None = field(init=False, default=None)
    _names: dict[Path, set[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._ledger = read_ledger(self.folder)

    def write(self, source: NoteSource) -> None:
        """Write one page's note, if there is anything new in it."""
        content = markdown(source).encode("utf-8")
        try:
            self._write(source, content)
        except OSError as error:
            reason = error.strerror or error
            self.problems.append(
                _("The note of “{title}” could not be written: {reason}.").format(
                    title=source.page.title, reason=reason
                )
            )

    def remember(self) -> None:
        """Write down what was written."""
        text = ledger_text(self._ledger).encode("utf-8")
        path = self.folder / LEDGER
        if not path.exists() and self._ledger:
            _create(path, text)
        elif self._ledger and path.read_bytes() != text:
            _replace(path, text)

    def _write(self, source: NoteSource, content: bytes) -> None:
        page = source.page.id
        entry = self._ledger.get(page)
        path = self._existing(page, entry, content)
        if path is None:
            path = self._new_path(file_stem(source.page.title), page)
            _create(path, content)
            self._wrote(page, path, content)
            return
        kept = path.read_bytes()
        if kept == content:
            self._ledger[page] = Entry(self._as_written(path, content))
            self.unchanged.append(path)
        elif entry and entry.note.sha256 == _hash(kept):
            _replace(path, content)
            self._wrote(page, path, content)
        elif entry and entry.note.sha256 == _hash(content):
            self.unchanged.append(path)
        else:
            self._write_beside(source, content, path)

    def _write_beside(self, source: NoteSource, content: bytes, changed: Path) -> None:
        """Keep the note that its owner changed, and write the new one next to it, once."""
        page = source.page.id
        entry = self._ledger.get(page) or Entry(self._as_written(changed, b""))
        if entry.beside and entry.beside.sha256 == _hash(content):
            self.unchanged.append(changed)
            return
        beside = self._own_file(entry.beside.file) if entry.beside else None
        if beside and entry.beside and entry.beside.sha256 == _hash(beside.read_bytes()):
            _replace(beside, content)
        else:
            beside = self._new_path(with_mark(changed.stem, "new"), page, changed.parent)
            _create(beside, content)
        self._ledger[page] = replace(entry, beside=self._as_written(beside, content))
        self.written.append(beside)
        self.problems.append(
            _(
                "“{changed}” was changed outside Postil and is left as it is; "
                "the new notes are in “{beside}”."
            ).format(changed=changed.name, beside=beside.name)
        )

    def _wrote(self, page: str, path: Path, content: bytes) -> None:
        self._ledger[page] = Entry(self._as_written(path, content))
        self.written.append(path)

    def _as_written(self, path: Path, content: bytes) -> Written:
        return Written(path.relative_to(self.folder).as_posix(), _hash(content))

    def _existing(self, page: str, entry: Entry | None, content: bytes) -> Path | None:
        """The page's note: where it was written, or where its owner took it."""
        path = self._own_file(entry.note.file) if entry else None
        if path and page_id_of(_head(path)) in (page, None):
            return path
        beside = self.folder / entry.beside.file if entry and entry.beside else None
        found = [path for path in self._by_id().get(page, ()) if path != beside]
        same = [path for path in found if path.read_bytes() == content]
        return next(iter(same or found), None)

    def _own_file(self, name: str) -> Path | None:
        """The file of that name if it is within the folder: what a link leads to may be anything."""
        path = self.folder / name
        is_within = path.parent.resolve().is_relative_to(self.folder.resolve())
        return path if is_within and _is_plain_file(path) else None

    def _by_id(self) -> dict[str, list[Path]]:
        """Every note in the folder by the id in its front matter, read once when it is needed."""
        if self._found is None:
            self._found = {}
            for path in _notes_in(self.folder):
                page = page_id_of(_head(path))
                if page:
                    self._found.setdefault(page, []).append(path)
        return self._found

    def _new_path(self, stem: str, page: str, folder: Path | None = None) -> Path:
        """A path that no file of the folder has, nor one that a file system could take for it."""
        folder = folder or self.folder
        if folder not in self._names:
            self._names[folder] = {same_name(each.name) for each in folder.iterdir()}
        taken = self._names[folder]
        name, number = stem, 1
        while same_name(name + ENDING) in taken:
            mark = page[:_MARK] if number == 1 else f"{page[:_MARK]} {number}"
            name, number = with_mark(stem, mark), number + 1
        taken.add(same_name(name + ENDING))
        return folder / (name + ENDING)


def _notes_in(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(where, name)
            if name.endswith(ENDING) and _is_plain_file(path):
                yield path


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8", "replace")
    except PermissionError:
        return ""


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _create(path: Path, content: bytes) -> None:
    """Make a new file of ``content``; FileExistsError where there is one by now."""
    path.touch(exist_ok=False)
    try:
        _replace(path, content)
    except OSError:
        path.unlink()
        raise


def _replace(path: Path, content: bytes) -> None:
    """Give the file another content in one step: whoever reads it sees the old one or the new one."""
    handle, name = tempfile.mkstemp(prefix=".postil-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, name)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
