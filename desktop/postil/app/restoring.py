"""Restoring: a backup into a library, an empty one or a living one. Nothing in it is deleted.

Pages and highlights are told by their ids. What is not here comes in as it was, row for row; of what is,
each field has the value that was changed last (``store/record_merging.py``). A batch of pages is one
transaction, after its bytes are on the disk: whoever is killed in between has a library that opens, and
runs the restore again. The library as it was before is kept as a backup beside it.
"""

from __future__ import annotations

import json
import tomllib
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import tomli_w

from postil import paths
from postil.app.restoring_contents import RestoredContents
from postil.app.restoring_records import Records, check_written, savepoint
from postil.durable import fresh_file
from postil.errors import BackupError, LibraryTooNew
from postil.importers.backup_archive import BackupArchive
from postil.model.backup import FORMAT, BackupKind
from postil.model.changes import Changes
from postil.model.ids import AnnotationId
from postil.model.restore_report import RestoreReport
from postil.model.row_record import RowRecord
from postil.settings import of_this_computer, table
from postil.store.contents import CONTENT
from postil.store.library_records import write_library_record
from postil.store.page_records import apply_page_record, page_record, schema_of, write_page_record
from postil.store.record_merging import merged
from postil.store.schema import BACKUPS
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.app.backup import Backup
    from postil.app.holdings import Holdings
    from postil.jobs import Progress
    from postil.model.ids import ContentHash
    from postil.model.row_record import Row, Value
    from postil.store.connection import Connection

_BATCH = 25
"""Pages of one transaction: nobody waits long for it."""
_ELSEWHERE = """
    SELECT {table}.id FROM {table}
     WHERE id IN (SELECT value FROM json_each(?)) AND page <> ? LIMIT 1"""


class Restoring:
    """What a person does with a backup."""

    def __init__(self, holdings: Holdings, backup: Backup) -> None:
        self._holdings = holdings
        self._backup = backup

    def restore(self, path: Path, progress: Progress, *, dry_run: bool = False) -> RestoreReport:
        """Bring a backup into the library; ``dry_run`` writes nothing and says what would become of it.

        A backup that was cut short or damaged gives what is whole of it, and the report says what is not.
        Cancelled, it keeps what it has done. Raises BackupError, LibraryTooNew, or LibraryError where the
        disk refuses.
        """
        with _opened(path) as archive:
            self._refuse_newer(archive, path)
            is_empty = self._is_empty()
            before = None if is_empty or dry_run else self._keep_before(progress)
            run = _Run(self._holdings, archive, _beside(archive, path), dry=dry_run)
            run.pages(progress)
            if is_empty and not dry_run:
                self._bring_settings(archive.settings())
            return run.tally.report(before=before, dry=dry_run)

    def _refuse_newer(self, archive: BackupArchive, path: Path) -> None:
        newest = schema_of(self._holdings.reader())
        if archive.about.format > FORMAT or archive.about.schema > newest:
            told = _(
                "The backup {file} was written by a newer Postil ({program}); nothing was changed. Install "
                "the newer program to restore it."
            )
            raise LibraryTooNew(told.format(file=path, program=archive.about.program))

    def _is_empty(self) -> bool:
        return self._holdings.reader().execute("SELECT 1 FROM page LIMIT 1").fetchone() is None

    def _keep_before(self, progress: Progress) -> Path:
        """A backup of the rows; the bytes that they name are in the library, and stay there."""
        folder = self._holdings.folder / BACKUPS
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            told = _("The folder {folder} cannot be made ({reason}); nothing was changed.")
            raise BackupError(told.format(folder=folder, reason=error.strerror)) from error
        path = folder / f"before-restore-{self._holdings.now():%Y%m%dT%H%M%SZ}.zip"
        return self._backup.write(path, progress, kind=BackupKind.ROWS).path

    def _bring_settings(self, settings: bytes | None) -> None:
        """The settings of the backup, where the person has none yet. They are few, and can be made again.

        Those of a computer stay behind: no backup lets Postil listen, watch a folder or write to one.
        """
        file = paths.settings_file()
        if settings is None or file.exists():
            return
        with suppress(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            values = tomllib.loads(settings.decode("utf-8"))
            for setting in filter(of_this_computer, table()):
                values.pop(setting.name, None)
            file.parent.mkdir(parents=True, exist_ok=True)
            with fresh_file(file) as fresh:
                fresh.write(tomli_w.dumps(values).encode())


@dataclass(slots=True)
class _Tally:
    """What a restore has done so far."""

    pages: dict[str, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "unchanged": 0})
    annotations: dict[str, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "unchanged": 0})
    problems: list[str] = field(default_factory=list)

    def add(self, other: _Tally) -> None:
        """Count what a batch has done, now that it is written."""
        for name in self.pages:
            self.pages[name] += other.pages[name]
            self.annotations[name] += other.annotations[name]
        self.problems += other.problems

    def report(self, *, before: Path | None, dry: bool) -> RestoreReport:
        return RestoreReport(
            pages_new=self.pages["new"],
            pages_changed=self.pages["changed"],
            pages_unchanged=self.pages["unchanged"],
            annotations_new=self.annotations["new"],
            annotations_changed=self.annotations["changed"],
            annotations_unchanged=self.annotations["unchanged"],
            problems=tuple(self.problems),
            before=before,
            dry=dry,
        )


class _NothingIsWritten(Exception):
    """Ends the transaction of a trial."""


class _Run:
    def __init__(self, holdings: Holdings, archive: BackupArchive, beside: Path | None, *, dry: bool) -> None:
        self.tally = _Tally()
        self._holdings = holdings
        self._archive = archive
        self._dry = dry
        self._contents = RestoredContents(holdings, archive, beside)
        newest = schema_of(holdings.reader())
        self._records = Records(archive, self._lose, newest=newest)

    def pages(self, progress: Progress) -> None:
        """Restore the pages, and then what is the library's as a whole."""
        if not self._archive.is_finished:
            self.tally.problems.append(
                _("The backup was cut short or is damaged: what is whole of it is restored.")
            )
        for entry in self._archive.lacking():
            self._lose(entry, ValueError("it is missing"))
        total, done = len(self._archive.pages()), 0
        with self._records.current() as (records, library):
            while some := list(islice(records, _BATCH)):
                progress.step(done, total, str(some[0].rows("page")[0]["title"]))
                self._batch(some)
                done += len(some)
            if library is not None:
                self._write_library(library)
        progress.step(total, total)

    def _lose(self, what: str, error: Exception) -> None:
        told = _("{what} could not be restored: {reason}.")
        self.tally.problems.append(told.format(what=what, reason=str(error).rstrip(".")))

    def _batch(self, records: list[RowRecord]) -> None:
        """Restore some pages: their bytes first, then their rows in one transaction."""
        tally = _Tally()
        with self._holdings.keeping:
            records = [record for record in records if self._bring(record, tally)]
            if not self._dry:
                self._contents.keep()
            with suppress(_NothingIsWritten), self._holdings.transaction() as tx:
                changed = [record for record in records if self._restored(tx, record, tally)]
                if self._dry:
                    raise _NothingIsWritten
        self.tally.add(tally)
        if changed and not self._dry:
            self._holdings.changed.emit(
                Changes(
                    pages=frozenset(record.page for record in changed),
                    annotations=frozenset(
                        AnnotationId(str(row["id"]))
                        for record in changed
                        for row in record.rows("annotation")
                    ),
                    annotated=frozenset(record.page for record in changed),
                    membership=True,
                )
            )

    def _bring(self, record: RowRecord, tally: _Tally) -> bool:
        """Take the bytes that a page names; False for a page that may not come in."""
        try:
            lost = self._contents.lacking(record) if self._dry else self._contents.bring(record)
        except ValueError as error:
            self._lose(_named(record), error)
            return False
        tally.problems += [_lost_bytes(record, name) for name in lost]
        return True

    def _restored(self, tx: Connection, record: RowRecord, tally: _Tally) -> bool:
        """Write a page; whether anything of it was new."""
        try:
            with savepoint(tx):
                before = page_record(tx, record.page)
                _refuse_clash(tx, before, record)
                if before is None:
                    write_page_record(tx, record)
                elif before != record:
                    apply_page_record(tx, merged(before, record))
                after = before if before == record else page_record(tx, record.page)
                if after != before:
                    check_written(tx, record)
        except (ValueError, KeyError) as error:
            self._lose(_named(record), error)
            return False
        _count(tally, before, record, after or record)
        return after != before

    def _write_library(self, record: RowRecord) -> None:
        if self.tally.problems:  # a file of which not every page is here may come in again
            tables = {name: rows for name, rows in record.tables.items() if name != "imported_file"}
            record = RowRecord(record.schema, tables)
        try:
            with suppress(_NothingIsWritten), self._holdings.transaction() as tx:
                write_library_record(tx, record)
                if self._dry:
                    raise _NothingIsWritten
        except ValueError as error:
            self._lose("library.json", error)
        if not self._dry:
            self._holdings.changed.emit(Changes(membership=True))


@contextmanager
def _opened(path: Path) -> Iterator[BackupArchive]:
    try:
        archive = BackupArchive(path)
    except OSError as error:
        told = _("The backup {file} cannot be read: {reason}.")
        raise BackupError(told.format(file=path, reason=error.strerror)) from error
    with archive:
        yield archive


def _beside(archive: BackupArchive, path: Path) -> Path | None:
    """The kept bytes of a backup without bytes: beside it, or of the library in which it lies."""
    if archive.about.kind is not BackupKind.ROWS:
        return None
    folders = (path.resolve().parent / CONTENT, path.resolve().parent.parent / CONTENT)
    return next((folder for folder in folders if folder.is_dir()), None)


def _refuse_clash(tx: Connection, here: RowRecord | None, record: RowRecord) -> None:
    """Raises ValueError where something else has one of the page's ids.

    A page is told by its captures, or by their bytes: libraries that parted before there were captures have
    other names for them.
    """
    if here is not None:
        known = {row[name] for row in here.rows("capture") for name in ("id", "original")}
        if known.isdisjoint(row[name] for row in record.rows("capture") for name in ("id", "original")):
            raise ValueError(_("another page of this library has its id"))
    for name in ("annotation", "capture", "text_version"):
        wanted = json.dumps([row["id"] for row in record.rows(name)])
        if tx.execute(_ELSEWHERE.format(table=name), (wanted, record.page)).fetchone() is not None:
            raise ValueError(_("another page of this library has a highlight or a text of the same id"))


def _count(tally: _Tally, before: RowRecord | None, record: RowRecord, after: RowRecord) -> None:
    tally.pages["new" if before is None else "unchanged" if after == before else "changed"] += 1
    had = {} if before is None else _annotations(before)
    has = _annotations(after)
    for row in record.rows("annotation"):
        name = row["id"]
        known = "unchanged" if had.get(name) == has.get(name) else "changed"
        tally.annotations[known if name in had else "new"] += 1


def _annotations(record: RowRecord) -> dict[Value, tuple[Row, frozenset[Value]]]:
    """The highlights of a page, each with its tags."""
    tags: dict[Value, set[Value]] = {}
    for row in record.rows("annotation_tag"):
        tags.setdefault(row["annotation"], set()).add(row["tag"])
    return {row["id"]: (row, frozenset(tags.get(row["id"], ()))) for row in record.rows("annotation")}


def _named(record: RowRecord) -> str:
    page = record.rows("page")[0]
    return _("The page “{title}” ({page})").format(title=page["title"], page=page["id"])


def _lost_bytes(record: RowRecord, name: ContentHash) -> str:
    told = _("{page} is restored without the kept file {name}: it is missing or damaged in the backup.")
    return told.format(page=_named(record), name=name)
