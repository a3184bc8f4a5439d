"""A library's database made anew, from the readable copies beside it and from what the old one still says.

The new one grows in a folder of its own. The old one is set aside, never deleted, in the step before the new
one takes its place: a program that is killed at any moment leaves one of the two, and the copies.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from postil.app.checking import Finding
from postil.app.indexing import INDEX, NEW
from postil.app.mending_sources import OldDatabase, Sources
from postil.durable import sync_file, sync_folder
from postil.errors import LibraryError
from postil.model.row_record import RowRecord
from postil.store import record_dues
from postil.store.database import DATABASE, Database
from postil.store.library_records import write_library_record
from postil.store.page_records import schema_of, write_page_record
from postil.store.record_dues import LIBRARY
from postil.store.record_files import RecordFiles
from postil.store.record_remains import remains
from postil.store.record_tables import LIBRARY_TABLES
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from postil.jobs import Progress
    from postil.model.ids import PageId
    from postil.model.row_record import Row
    from postil.store.connection import Connection
    from postil.store.record_lines import ReadLines

ASIDE = "set-aside"
"""The folder, inside the library, of what was damaged."""

_GROWING = "library.unfinished"
_TOGETHER = 200
_ID_LENGTH = 16
_REFUSED = (ValueError, sqlite3.Error)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of making the database anew."""

    pages: int
    aside: Path
    """Where the old database is, and copies that were damaged."""
    lost: tuple[Finding, ...]
    """What could not be made again."""


def rebuild(folder: Path, progress: Progress, *, sound: bool = False) -> Rebuilt:
    """Make the database of the library in ``folder`` anew. Only for who owns the library.

    ``sound`` says that the old one is whole and only older than its copies. Raises LibraryError.
    """
    aside = folder / ASIDE / datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    growing = folder / _GROWING
    shutil.rmtree(growing, ignore_errors=True)
    try:
        with closing(OldDatabase(folder, sound=sound)) as old, closing(Database.open(growing)) as database:
            building = _Building(database, Sources(RecordFiles(folder), old), aside, progress)
            building.run()
            database.reader().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _take_its_place(growing / DATABASE, folder, aside)
    except OSError as error:
        told = _("The database in {folder} cannot be made anew: {reason}. What is there was left.")
        raise LibraryError(told.format(folder=folder, reason=error.strerror)) from error
    shutil.rmtree(growing, ignore_errors=True)
    return Rebuilt(building.pages, aside, tuple(building.lost))


class _Building:
    """One making anew."""

    def __init__(self, database: Database, sources: Sources, aside: Path, progress: Progress) -> None:
        self._database = database
        self._sources = sources
        self._aside = aside
        self._progress = progress
        self._last_change = 0
        self.pages = 0
        self.lost: list[Finding] = []

    def run(self) -> None:
        """Write the library's rows and all pages."""
        self._write_library()
        ids = self._sources.pages()
        for first in range(0, len(ids), _TOGETHER):
            self._progress.step(first, len(ids), _("Pages"))
            some = [
                each for page in ids[first : first + _TOGETHER] if (each := self._found(page)) is not None
            ]
            if not self._write(some):  # one of them is not what it should be
                for each in some:
                    if not self._write([each]):
                        self._lose(each.page, each.copy, _title((each.record,)))
        with self._database.transaction() as tx:
            record_dues.go_on_after(tx, self._last_change)
        self._progress.step(len(ids), len(ids), _("Pages"))

    def _write_library(self) -> None:
        copy = self._sources.copy(LIBRARY)
        records = self._sources.library(copy)
        damaged = copy is not None and not copy.whole
        if damaged:
            self._sources.files.set_aside(self._sources.files.path(LIBRARY), self._aside)
        if damaged or not records:
            self.lost.append(
                Finding(
                    "library", _("Some of its saved searches, settings and repairs of sites may be lost.")
                )
            )
        with self._database.transaction() as tx:
            for record in records:
                self._write_rows_of_library(tx, record)
        if copy is not None:
            self._last_change = copy.sequence

    def _write_rows_of_library(self, tx: Connection, record: RowRecord) -> None:
        """Write them a table at a time; where a row is refused, the others are written one by one."""
        for table in LIBRARY_TABLES:
            rows = record.rows(table)
            for some in (rows, *((row,) for row in rows)):
                try:
                    write_library_record(tx, RowRecord(record.schema, {table: some}))
                except _REFUSED:
                    continue
                if some is rows:
                    break
        for row in record.rows("library"):
            _set_id(tx, row)

    def _found(self, page: PageId) -> _Found | None:
        """What a page is made of; None where there is nothing, which is said unless it was deleted."""
        copy = self._sources.copy(page)
        if copy is not None:
            self._last_change = max(self._last_change, copy.sequence)
        records = self._sources.best(page, copy)
        if not records:
            return None
        is_damaged = copy is not None and not copy.whole and records[0] is copy.record
        record = remains(records)
        if record is None:
            self._lose(page, copy, _title(records))
            return None
        if is_damaged:
            self._sources.files.set_aside(self._sources.files.path(page), self._aside)
            told = _(
                "“{title}”: its readable copy was damaged. Some of its highlights or details may be lost."
            )
            self.lost.append(Finding(f"page {page}", told.format(title=_title(records))))
        is_the_copy = copy is not None and copy.whole and records == (copy.record,)
        return _Found(page, record, copy, is_the_copy)

    def _write(self, some: Sequence[_Found]) -> bool:
        """Write pages, all or none; False where the database refused one of them."""
        try:
            with self._database.transaction() as tx:
                schema = schema_of(tx)
                for each in some:
                    write_page_record(tx, each.record)
                record_dues.settle(
                    tx, [each.page for each in some if each.is_the_copy and each.record.schema == schema]
                )
        except _REFUSED:
            return False
        self.pages += len(some)
        return True

    def _lose(self, page: PageId, copy: ReadLines | None, title: str) -> None:
        if copy is not None:
            self._sources.files.set_aside(self._sources.files.path(page), self._aside)
        told = _("“{title}” could not be made again. What is left of its readable copy is in {folder}.")
        self.lost.append(Finding(f"page {page}", told.format(title=title, folder=self._aside)))


@dataclass(frozen=True, slots=True)
class _Found:
    """A page that can be written."""

    page: PageId
    record: RowRecord
    copy: ReadLines | None
    is_the_copy: bool
    """Whether its copy says just this, and need not be written again."""


def unnamed(kept: Iterable[str], named: Iterable[str], folder: Path) -> tuple[Finding, ...]:
    """That there are kept files of no page: pages may be missing of which there was no copy yet."""
    left = set(kept) - set(named)
    if not left:
        return ()
    return (
        Finding(
            "content",
            counted(
                "{count} kept file belongs to no page. If a page is missing, import it from {folder}.",
                "{count} kept files belong to no page. If pages are missing, import them from {folder}.",
                len(left),
                folder=folder,
            ),
        ),
    )


def _title(records: Sequence[RowRecord]) -> str:
    rows = [row for record in records for row in record.rows("page")]
    return str(rows[0].get("title")) if rows else "?"


def _set_id(tx: Connection, row: Row) -> None:
    """Let the library be the one it was."""
    if len(str(row.get("id"))) == _ID_LENGTH:
        tx.execute("UPDATE library SET id = ?, created = ?", (str(row["id"]), str(row.get("created"))))


def _take_its_place(fresh: Path, folder: Path, aside: Path) -> None:
    """Put the new database in the place of the old one, which is set aside, and its log with it.

    A log that stayed would be played into the new one. The index is made of the old one: it goes.
    """
    aside.mkdir(parents=True, exist_ok=True)
    old = folder / DATABASE
    if old.exists():
        shutil.copy2(old, aside / DATABASE)
        sync_file(aside / DATABASE)
    for log in (f"{DATABASE}-wal", f"{DATABASE}-shm"):
        if (folder / log).exists():
            (folder / log).replace(aside / log)
    for index in (INDEX, NEW):
        shutil.rmtree(folder / index, ignore_errors=True)
    for named_in in (aside, aside.parent, folder):
        sync_folder(named_in)
    fresh.replace(old)
    sync_folder(folder)
