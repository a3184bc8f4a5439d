"""The records of a backup as this program's schema has them, and whether they can be what they say.

Records of an older schema are written into an empty database of that schema, which is then brought up to
date as any library is: the migrations say what became of each column, and nobody else has to.
"""

from __future__ import annotations

import json
import re
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from postil.app.backup_contents import named_content
from postil.errors import ImportFailed
from postil.model.backup import LIBRARY
from postil.store import annotation_origins, captures, evidence, pages, schema, versions
from postil.store import annotations as kept
from postil.store.database import Database
from postil.store.library_records import library_record, write_library_record
from postil.store.page_records import page_record, write_page_record
from postil.store.timestamps import from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postil.importers.backup_archive import BackupArchive
    from postil.model.ids import PageId
    from postil.model.row_record import Row, RowRecord, Value
    from postil.store.connection import Connection

_ID = re.compile(r"[^/\\\x00-\x1f]{1,200}")
"""What an id may be: parts of it are in the names of files."""
_TOGETHER = 500
"""Records of one transaction on their way to this program's schema."""


class Records:
    """The records of a backup, each checked. What cannot be read is told to ``lost``, and left out."""

    def __init__(
        self, archive: BackupArchive, lost: Callable[[str, Exception], object], *, newest: int
    ) -> None:
        self._archive = archive
        self._lost = lost
        self._newest = newest

    def raw(self) -> Iterator[RowRecord]:
        """Those of the pages, of the schema that they are of."""
        for entry in self._archive.pages():
            try:
                record = self._archive.record(entry)
                if record.schema != self._archive.about.schema:
                    raise ValueError("it is of another schema than its backup")  # noqa: TRY301 - as any other fault
                check_record(record)
            except (ImportFailed, ValueError, KeyError) as error:
                self._lost(entry, error)
            else:
                yield record

    def library(self) -> RowRecord | None:
        """That of the library as a whole; None where it cannot be read."""
        try:
            return self._archive.record(LIBRARY)
        except (ImportFailed, ValueError) as error:
            self._lost(LIBRARY, error)
            return None

    @contextmanager
    def current(self) -> Iterator[tuple[Iterator[RowRecord], RowRecord | None]]:
        """All of them, of this program's schema: the pages', and the library's."""
        if self._archive.about.schema == self._newest:
            yield self.raw(), self.library()
            return
        with TemporaryDirectory(prefix="postil-") as folder:
            ids = self._write_as_they_were(Path(folder))
            with closing(Database.open(Path(folder))) as database:  # which brings it up to date
                reader = database.reader()
                records = (page_record(reader, page) for page in ids)
                yield (each for each in records if each is not None), library_record(reader)

    def _write_as_they_were(self, folder: Path) -> list[PageId]:
        steps = [step for step in schema.shipped_migrations() if step.number <= self._archive.about.schema]
        written: list[PageId] = []
        with closing(Database.open(folder, migrations=steps)) as database:
            library = self.library()
            if library is not None:
                with database.transaction() as tx:
                    write_library_record(tx, library)
            for some in _batches(self.raw()):
                with database.transaction() as tx:
                    written += [record.page for record in some if self._is_written(tx, record)]
        return written

    def _is_written(self, tx: Connection, record: RowRecord) -> bool:
        try:
            with savepoint(tx):
                write_page_record(tx, record)
        except ValueError as error:
            self._lost(record.page, error)
            return False
        return True


@contextmanager
def savepoint(tx: Connection) -> Iterator[None]:
    """A part of a transaction that an error undoes by itself."""
    tx.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        tx.execute("ROLLBACK TO part")
        raise
    finally:
        tx.execute("RELEASE part")


def check_record(record: RowRecord) -> None:
    """Raises ValueError, or KeyError, where rows of a page do not belong together."""
    (page,) = record.rows("page")
    captures = {row["id"] for row in record.rows("capture")}
    versions = {row["id"] for row in record.rows("text_version")}
    annotations = {row["id"] for row in record.rows("annotation")}
    for each in (page["id"], *captures, *versions, *annotations):
        if not isinstance(each, str) or not _ID.fullmatch(each):
            raise ValueError(f"{each!r} is no id")
    named_content(record)
    for name, rows in record.tables.items():
        for row in rows:
            if name not in ("page", "told_apart"):
                _belongs(row, "page", {page["id"]})
            if name != "field_change":
                _belongs(row, "annotation", {*annotations, None})
            _belongs(row, "capture", {*captures, None})
    _belongs(page, "version", versions)
    for row in record.rows("field_change"):
        from_text(str(row["changed"]))


def check_written(con: Connection, record: RowRecord) -> None:
    """Raises ValueError where the program could not read what was written of a page."""
    page = pages.get(con, record.page)
    if page is None:
        raise ValueError("it is not there")
    for trashed in (False, True):
        kept.of_page(con, record.page, trashed=trashed)
    versions.of_page(con, record.page)
    captures.of_page(con, record.page)
    evidence.of_page(con, page)
    for origin in annotation_origins.of_page(con, record.page).values():
        if not isinstance(json.loads(origin.said), dict):
            raise ValueError(f"{origin.said!r} is nothing that a tool said")  # noqa: TRY004 - of a damaged row


def _belongs(row: Row, column: str, known: set[Value]) -> None:
    if column in row and row[column] not in known:
        raise ValueError(f"{column} {row[column]!r} is not of this page")


def _batches(records: Iterator[RowRecord]) -> Iterator[list[RowRecord]]:
    while some := list(islice(records, _TOGETHER)):
        yield some
