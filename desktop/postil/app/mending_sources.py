"""What a library's database can be made anew from: its readable copies, and what the old file still says."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, TypeVar

from postil.errors import LibraryError
from postil.model.ids import PageId
from postil.store import record_dues
from postil.store.connection import connect
from postil.store.database import DATABASE
from postil.store.library_records import library_record
from postil.store.page_records import page_record
from postil.store.record_dues import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from postil.model.row_record import RowRecord
    from postil.store.connection import Connection
    from postil.store.record_files import RecordFiles
    from postil.store.record_lines import ReadLines

T = TypeVar("T")

_FORWARDS = "SELECT id FROM page ORDER BY rowid"
_BACKWARDS = "SELECT id FROM page ORDER BY rowid DESC"


class OldDatabase:
    """The database that is to be replaced, as far as it can be read; it is not changed."""

    def __init__(self, folder: Path, *, sound: bool) -> None:
        self.sound = sound
        """Whether it is whole in itself: then it is at worst older than the copies."""
        self._connection = _opened(folder / DATABASE)
        self.newest = self._read(record_dues.newest, 0)
        """The number of the last change it knows."""
        self.due = self._read(record_dues.pages, frozenset[PageId]())
        """The pages of which it knows more than their copies say."""

    def pages(self) -> frozenset[PageId]:
        """The pages it can name: read from both ends, because damage ends a reading."""
        return frozenset((*self._ids(_FORWARDS), *self._ids(_BACKWARDS)))

    def page(self, page: PageId) -> RowRecord | None:
        """What it says of a page; None where it says nothing, or does not read."""
        return self._read(lambda connection: page_record(connection, page), None)

    def library(self) -> RowRecord | None:
        """What it says of the library as a whole."""
        return self._read(library_record, None)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()

    def _ids(self, sql: str) -> Iterator[PageId]:
        if self._connection is None:
            return
        try:
            cursor = self._connection.execute(sql)
            while (row := cursor.fetchone()) is not None:
                if isinstance(row[0], str):
                    yield PageId(row[0])
        except (LibraryError, sqlite3.Error):
            return

    def _read(self, read: Callable[[Connection], T], otherwise: T) -> T:
        if self._connection is None:
            return otherwise
        try:
            return read(self._connection)
        except (
            LibraryError,
            sqlite3.Error,
            ValueError,
            TypeError,
            AttributeError,
        ):  # what damage can lead to
            return otherwise


class Sources:
    """For each page, what it is to be made of."""

    def __init__(self, files: RecordFiles, old: OldDatabase) -> None:
        self.files = files
        self._old = old
        self._paths = {PageId(path.stem): path for path in files.pages()}

    def pages(self) -> tuple[PageId, ...]:
        """Every page that a copy or the old database knows."""
        return tuple(sorted({*self._paths, *self._old.pages()}))

    def copy(self, page: PageId) -> ReadLines | None:
        """The readable copy of a page; None where there is none."""
        path = self.files.path(LIBRARY) if page == LIBRARY else self._paths.get(page)
        return None if path is None or not path.exists() else self.files.read(path)

    def best(self, page: PageId, copy: ReadLines | None) -> tuple[RowRecord, ...]:
        """The records that say what the page is, the most trusted first; none where it was deleted.

        A copy of a change that the old database does not know comes first. Else a database that is whole
        knows best, and one that is damaged only where the copy is known to be older than it.
        """
        old = self._old
        if copy is None:
            return _there(old.page(page))
        if copy.whole and copy.sequence > old.newest:
            return (copy.record,)
        kept = old.page(page)
        if old.sound and kept is not None and copy.sequence <= old.newest:
            return (kept,)
        if old.sound and page in old.due:
            return ()  # it was deleted for good, and its copy was to go
        if page in old.due and kept is not None:
            return (kept, copy.record)
        return (copy.record,) if copy.whole else (copy.record, *_there(kept))

    def library(self, copy: ReadLines | None) -> tuple[RowRecord, ...]:
        """The same for the library as a whole."""
        kept = self._old.library()
        newer = copy is not None and copy.sequence > self._old.newest
        if copy is None or (kept is not None and not newer and (self._old.sound or LIBRARY in self._old.due)):
            return _there(kept)
        return (copy.record,) if copy.whole else (copy.record, *_there(kept))


def _opened(file: Path) -> Connection | None:
    if not file.is_file():
        return None
    try:
        return connect(file, mode="ro")
    except (LibraryError, sqlite3.Error):
        return None


def _there(record: RowRecord | None) -> tuple[RowRecord, ...]:
    return () if record is None else (record,)
