"""``postil check --repair``: what ``checking`` finds is mended where that is safe, and the rest is said.

A database that is gone, damaged, or older than the readable copies is made anew from them; what can be
derived is derived again; copies that disagree are written again; kept bytes come back from backups. Nothing
is deleted: what is replaced is set aside in the library's folder.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from postil.app.checking import Finding
from postil.app.checking_records import disagreements
from postil.app.instance import Ownership
from postil.app.library import Library
from postil.app.mending_contents import put_back
from postil.app.mending_database import ASIDE, rebuild, unnamed
from postil.errors import LibraryDamaged, LibraryError, LibraryTooNew
from postil.model.ids import PageId
from postil.store import likeness, naming, page_counts, pages, record_dues
from postil.store.contents import CONTENT, Contents
from postil.store.database import DATABASE, Database
from postil.store.record_files import RECORDS, RecordFiles
from postil.store.schema import BACKUPS
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from postil.app.mending_database import Rebuilt
    from postil.jobs import Progress


@dataclass(frozen=True, slots=True)
class MendReport:
    """What a repair came to."""

    mended: tuple[Finding, ...]
    """What was put right."""
    left: tuple[Finding, ...]
    """What is still wrong, or lost."""
    aside: Path | None = None
    """Where the old database is, if it was replaced."""


def mend(folder: Path, progress: Progress, *, backups: Sequence[Path] = ()) -> MendReport:
    """Repair the library in ``folder``; kept bytes are looked for in these folders of backups, too.

    Raises LibraryLocked where another program has it, LibraryTooNew, or LibraryError where there is
    nothing to repair or the disk refuses.
    """
    rebuilt = _rebuilt(folder, progress)
    with Library.open_existing(folder) as library, closing(Database.open(folder)) as database:
        mending = _Mending(library, database, progress)
        mending.mend((folder / BACKUPS, *backups))
        lost = rebuilt.lost if rebuilt is not None else ()
        found = _with_titles(library.check(progress), database)
        if rebuilt is not None:
            kept = Contents(folder)
            named = (each.hash for each in naming.everyone(database.reader()))
            lost += unnamed(kept.all(), named, folder / CONTENT)
    mended = (_told(rebuilt), *mending.mended) if rebuilt is not None else tuple(mending.mended)
    return MendReport(mended, (*lost, *found), None if rebuilt is None else rebuilt.aside)


def _with_titles(findings: tuple[Finding, ...], database: Database) -> tuple[Finding, ...]:
    """The findings with the titles of the pages that they are about."""
    ids = {each.subject: PageId(each.subject.removeprefix("page ")) for each in findings}
    rows = pages.many(database.reader(), ids.values())
    return tuple(
        Finding(each.subject, f"“{rows[ids[each.subject]].title}”: {each.message}")
        if ids[each.subject] in rows
        else each
        for each in findings
    )


def _rebuilt(folder: Path, progress: Progress) -> Rebuilt | None:
    """What came of making the database anew, where that was necessary."""
    if not any((folder / name).exists() for name in (DATABASE, CONTENT, RECORDS)):
        Library.open(folder, write=False)  # which says that there is none
    ownership = Ownership(folder)
    try:
        if not _is_sound(folder):
            if not any((folder / name).is_dir() for name in (CONTENT, RECORDS)):
                Library.open(folder, write=False)  # which says what it is: another program's, perhaps
            return rebuild(folder, progress)
        if _is_behind(folder, progress):
            return rebuild(folder, progress, sound=True)
        return None
    finally:
        ownership.release()


def _is_sound(folder: Path) -> bool:
    """Whether the database is there and SQLite finds it whole. Raises LibraryTooNew."""
    if not (folder / DATABASE).is_file():
        return False
    try:
        with closing(_opened(folder)) as database:
            return not database.check()
    except LibraryDamaged:
        return False
    except sqlite3.Error:  # what stands in the place of its tables is not even SQL
        return False


def _opened(folder: Path) -> Database:
    """The database to read; one of an older program is brought up to date first."""
    try:
        return Database.open(folder, write=False)
    except (LibraryDamaged, LibraryTooNew):
        raise
    except LibraryError:
        return Database.open(folder)


def _is_behind(folder: Path, progress: Progress) -> bool:
    """Whether a copy knows what the database does not: its last changes were lost, with its log perhaps."""
    with closing(Database.open(folder, write=False)) as database:
        return any(each.kind.database_is_behind for each in disagreements(database, progress))


def _told(rebuilt: Rebuilt) -> Finding:
    sentence = counted(
        "It was made anew with {count} page. What was there before is in {folder}.",
        "It was made anew with {count} pages. What was there before is in {folder}.",
        rebuilt.pages,
        folder=rebuilt.aside,
    )
    return Finding("database", sentence)


class _Mending:
    """Mends a library whose database is whole."""

    def __init__(self, library: Library, database: Database, progress: Progress) -> None:
        self._library = library
        self._database = database
        self._progress = progress
        self.mended: list[Finding] = []

    def mend(self, backups: Iterable[Path]) -> None:
        self._contents(backups)
        self._counts()
        self._copies()
        self._likeness()
        self._index()

    def _contents(self, backups: Iterable[Path]) -> None:
        contents = Contents(self._library.folder)
        named = {each.hash for each in naming.everyone(self._database.reader())}
        damaged = [name for name in sorted(named) if contents.verify(name) is not None]
        if not damaged:
            return
        found = put_back(contents, damaged, backups)
        if found:
            told = counted(
                "{count} kept file was put back from a backup.",
                "{count} kept files were put back from a backup.",
                len(found),
            )
            self._say("content", told)

    def _counts(self) -> None:
        with self._database.transaction() as tx:
            wrong = page_counts.miscounted(tx)
            page_counts.recount(tx, [page for page, _shown, _real in wrong])
        if wrong:
            told = counted(
                "The highlights of {count} page were counted again.",
                "The highlights of {count} pages were counted again.",
                len(wrong),
            )
            self._say("database", told)

    def _copies(self) -> None:
        wrong = tuple(disagreements(self._database, self._progress))
        files = RecordFiles(self._library.folder)
        aside = self._library.folder / ASIDE / datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        for path in (files.path(each.page) for each in wrong):
            if path.exists():
                files.set_aside(path, aside)
        with self._database.transaction() as tx:
            record_dues.renew(tx, [each.page for each in wrong])
        self._library.page_records.drain(self._progress)
        if wrong:
            told = counted(
                "{count} readable copy was written again.",
                "{count} readable copies were written again.",
                len(wrong),
            )
            self._say("records", told)

    def _likeness(self) -> None:
        wrong = likeness.disagreements(self._database.reader())
        self._library.likening.drain(self._progress, anew=bool(wrong))
        if wrong:
            self._say("likeness", _("Which pages are alike was found out again."))

    def _index(self) -> None:
        self._library.indexing.drain(self._progress)
        if self._library.indexing.disagreements():
            self._library.indexing.rebuild(self._progress)
            self._say("index", _("It was made anew."))

    def _say(self, subject: str, message: str) -> None:
        self.mended.append(Finding(subject, message))
