"""The readable copies of the pages beside the database, kept up to date in the background.

Triggers say which pages are due. A copy is made of one state of the library, is on the disk before the
page is no longer due, and a page that has changed meanwhile stays due. So a program that is killed at any
moment leaves whole files, and writes again what may be old.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import filelock

from postil.store import record_dues
from postil.store.library_records import library_record
from postil.store.page_records import page_record
from postil.store.record_dues import LIBRARY
from postil.store.record_files import RecordFiles
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.jobs import Progress
    from postil.model.row_record import RowRecord
    from postil.store.connection import Connection
    from postil.store.database import Database
    from postil.store.record_dues import RecordDue

BATCH = 64
"""Pages that are written at a time."""

_WAIT_SECONDS = 0.1
_LOCK = "records.lock"


class PageRecords:
    """Keeps the copies of one library."""

    def __init__(self, database: Database) -> None:
        self.files = RecordFiles(database.folder)
        self._database = database
        self._lock = filelock.FileLock(database.folder / _LOCK, thread_local=False)

    def step(self) -> int:
        """Write a batch of what is due, the newest changes first; how many copies that were.

        0 also where another process is at it. Raises LibraryError where the disk refuses.
        """
        with self._alone() as alone:
            return self._write() if alone else 0

    def drain(self, progress: Progress) -> None:
        """Write all that is due; raises Cancelled between two batches."""
        done = 0
        while left := self.pending():
            progress.step(done, done + left, _("Readable copies"))
            written = self.step()
            done += written
            if not written:
                time.sleep(_WAIT_SECONDS)
        if done:
            progress.step(done, done, _("Readable copies"))

    def catch_up(self, seconds: float) -> None:
        """Write what is due for so long at most; the rest is due the next time."""
        end = time.monotonic() + seconds
        while self.step() and time.monotonic() < end:
            pass

    def pending(self) -> int:
        """How many copies are not up to date."""
        return record_dues.count(self._database.reader())

    def _write(self) -> int:
        with self._database.snapshot() as connection:
            dues = record_dues.take(connection, BATCH)
            records = {due: _record(connection, due) for due in dues}
        if dues:
            self.files.put(records)
            with self._database.transaction() as tx:
                record_dues.done(tx, dues)
        return len(dues)

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether no other process is writing copies; none begins meanwhile."""
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout:
            yield False
            return
        try:
            yield True
        finally:
            self._lock.release()


def _record(connection: Connection, due: RecordDue) -> RowRecord | None:
    return library_record(connection) if due.page == LIBRARY else page_record(connection, due.page)
