"""Do the readable copies beside the database say what it says? Only those that are due may say less."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from postil.model.ids import PageId
from postil.store import record_dues
from postil.store.library_records import library_record
from postil.store.page_records import page_record
from postil.store.record_dues import LIBRARY
from postil.store.record_files import RecordFiles
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.jobs import Progress
    from postil.model.row_record import RowRecord
    from postil.store.connection import Connection
    from postil.store.database import Database
    from postil.store.record_lines import ReadLines


class Disagreement(Enum):
    """In which way a copy does not say what the database says."""

    MISSING = marked("“{title}” has no readable copy beside the database.")
    DAMAGED = marked("The readable copy of “{title}” is damaged.")
    OLD = marked("The readable copy of “{title}” does not say what the database says.")
    NEWER = marked("The readable copy of “{title}” knows of changes that the database has lost.")
    GONE = marked("“{title}” has a readable copy and is not in the database.")

    @property
    def database_is_behind(self) -> bool:
        """Whether the database lacks what the copy has."""
        return self in (Disagreement.NEWER, Disagreement.GONE)


@dataclass(frozen=True, slots=True)
class RecordDisagreement:
    """A copy that does not say what the database says."""

    page: PageId
    """``LIBRARY`` where it is the copy of the library's own rows."""
    kind: Disagreement
    title: str

    @property
    def message(self) -> str:
        """What is wrong, and what to do."""
        advice = _("Run 'postil check --repair'.")
        return f"{_(self.kind.value).format(title=self.title)} {advice}"


def disagreements(database: Database, progress: Progress) -> Iterator[RecordDisagreement]:
    """Every copy that does not agree with the database and is not due anyway."""
    files = RecordFiles(database.folder)
    with database.snapshot() as connection:
        due = record_dues.pages(connection)
        newest = record_dues.newest(connection)
        ids = {PageId(row[0]) for row in connection.execute("SELECT id FROM page")}
        copies = {PageId(path.stem) for path in files.pages()}
        wanted = (LIBRARY, *sorted(ids | copies))
        for number, page in enumerate(wanted):
            progress.step(number, len(wanted), _("Readable copies"))
            path = files.path(page)
            copy = files.read(path) if path.exists() else None
            if page in due and (copy is None or copy.sequence <= newest):
                continue
            record = _record(connection, page)
            kind = _kind(record, copy, newest)
            if kind is not None:
                yield RecordDisagreement(page, kind, _title(record, copy))


def _record(connection: Connection, page: PageId) -> RowRecord | None:
    return library_record(connection) if page == LIBRARY else page_record(connection, page)


def _kind(record: RowRecord | None, copy: ReadLines | None, newest: int) -> Disagreement | None:
    if copy is None:
        return Disagreement.MISSING
    if copy.whole and record == copy.record:
        return None
    if record is None:
        return Disagreement.GONE
    if copy.sequence > newest:
        return Disagreement.NEWER
    return Disagreement.OLD if copy.whole else Disagreement.DAMAGED


def _title(record: RowRecord | None, copy: ReadLines | None) -> str:
    for each in (record, None if copy is None else copy.record):
        for row in () if each is None else each.rows("page"):
            return str(row.get("title"))
    return _("The library")
