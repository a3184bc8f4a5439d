"""Backups that make themselves: before many pages come in, and every day on which something changed.

They have all rows and no kept bytes: within the library those lie beside them. In a folder of the person's
own, on another disk, one folder ``content`` has the bytes for all backups there, each once; what is there
already is not copied again. All are thinned (``backup_thinning.py``), and only what was written here goes.
"""

from __future__ import annotations

import logging
import re
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from postil.app.backup_process import back_up_beside
from postil.app.backup_thinning import kept
from postil.errors import BackupError, PostilError
from postil.model.backup import BackupKind
from postil.store import naming, record_dues
from postil.store.contents import Contents
from postil.store.schema import BACKUPS
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from postil.app.backup import Backup
    from postil.app.holdings import Holdings
    from postil.jobs import Progress
    from postil.model.backup import BackupReport

MANY = 100
"""More pages than these do not come in without a backup of what was before them."""

_OURS = re.compile(r"scheduled-([0-9a-f]{16})-(\d{8}T\d{6}Z)-(\d+)\.zip")
_TIME = "%Y%m%dT%H%M%SZ"
_OF_A_SCHEMA = re.compile(r"library-schema-\d+-(\d{8}T\d{6})\.\d{6}Z\.db")
"""The copies of the database that ``store/schema.py`` makes before a migration."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Scheduled:
    """A backup that was made by itself."""

    path: Path
    time: datetime
    change: int
    """The number of the last change that is in it."""


class BackupSchedule:
    """Makes the backups of one library that nobody has to think of."""

    def __init__(self, holdings: Holdings, backup: Backup) -> None:
        self._holdings = holdings
        self._backup = backup

    def before_import(self, progress: Progress) -> None:
        """Back up within the library, in a process of its own. A failure stops no import."""
        try:
            if self._has_news(self._there(self._within)):
                back_up_beside(self._holdings.folder, None, progress, now=True)
        except PostilError as error:
            _log.warning("There is no backup from before the import: %s", error)

    def now(self, progress: Progress) -> BackupReport | None:
        """Back up within the library, unless its last backup has everything. Raises as ``daily``."""
        return self._make(self._within, progress)

    def is_due(self, folder: Path | None) -> bool:
        """Whether no backup was made today in the folder, and something has changed since the last one."""
        made = self._there(folder or self._within)
        newest = max(made, key=_time, default=None)
        if newest is not None and newest.time.date() >= datetime.now(UTC).date():
            return False
        return self._has_news(made)

    def daily(self, folder: Path | None, progress: Progress) -> BackupReport | None:
        """Back up, if that is due; the backups there are thinned.

        ``folder`` is the person's own, None for the library's. Where it is not there, the backup is made in
        the library and BackupError is raised, as where a file cannot be written; LibraryError where the
        disk refuses kept bytes.
        """
        self._thin_copies()
        if folder is not None and not folder.is_dir():
            self.daily(None, progress)
            told = _(
                "The folder of backups {folder} is not there: connect its disk, or choose another one. Until"
                " then, backups are made in the library's own folder."
            )
            raise BackupError(told.format(folder=folder))
        return self._make(folder or self._within, progress) if self.is_due(folder) else None

    @property
    def _within(self) -> Path:
        return self._holdings.folder / BACKUPS

    def _make(self, place: Path, progress: Progress) -> BackupReport | None:
        """Write a backup where something has changed since the last one there, and thin them."""
        if not self._has_news(self._there(place)):
            return None
        change = record_dues.newest(self._holdings.reader())
        now = datetime.now(UTC).replace(microsecond=0)
        name = f"scheduled-{self._holdings.database.library_id}-{now.strftime(_TIME)}-{change}.zip"
        _make_folder(place)
        if place != self._within:
            self._copy_contents(place, progress)
        report = self._backup.write(place / name, progress, kind=BackupKind.ROWS)
        _thin({each.path: each.time for each in self._there(place)})
        return report

    def _has_news(self, made: tuple[_Scheduled, ...]) -> bool:
        """Whether the library has something, and none of these backups has all of it."""
        connection = self._holdings.reader()
        change = record_dues.newest(connection)
        is_empty = connection.execute("SELECT 1 FROM page LIMIT 1").fetchone() is None
        return not is_empty and all(each.change != change for each in made)

    def _copy_contents(self, place: Path, progress: Progress) -> None:
        """See to it that all kept bytes are in the folder, too; what is damaged here stays whole there."""
        with closing(Contents(place)) as there, self._holdings.reading_all:
            names = sorted({each.hash for each in naming.everyone(self._holdings.reader())})
            for number, name in enumerate(names):
                progress.step(number, len(names), _("Kept files"))
                if not there.has(name):
                    with suppress(FileNotFoundError):  # `postil check` tells of it
                        there.put_file(self._holdings.contents.path(name), name)

    def _there(self, place: Path) -> tuple[_Scheduled, ...]:
        """The backups of this library that were made by themselves."""
        found = []
        for path in place.glob("scheduled-*.zip"):
            match = _OURS.fullmatch(path.name)
            time = None if match is None else _read_time(match[2])
            if match is not None and time is not None and match[1] == self._holdings.database.library_id:
                found.append(_Scheduled(path, time, int(match[3])))
        return tuple(found)

    def _thin_copies(self) -> None:
        """Thin the copies of the database from before migrations."""
        found = {}
        for path in self._within.glob("library-schema-*.db"):
            match = _OF_A_SCHEMA.fullmatch(path.name)
            time = None if match is None else _read_time(f"{match[1]}Z")
            if time is not None:
                found[path] = time
        _thin(found)


class ManyPages:
    """Counts what comes in, and has a backup made before it is many."""

    def __init__(self, before: Callable[[Progress], object], progress: Progress) -> None:
        self._before = before
        self._progress = progress
        self._asked = False
        self._count = 0

    def expect(self, count: int) -> None:
        """So many files are to come: each is a page at least."""
        if count > MANY and not self._asked:
            self._asked = True
            self._before(self._progress)

    def note(self) -> None:
        """One more page is here. Of a file of pages that nobody has counted, the next would be too many."""
        self._count += 1
        self.expect(self._count + 1)


def _time(each: _Scheduled) -> datetime:
    return each.time


def _read_time(written: str) -> datetime | None:
    try:
        return datetime.strptime(written, _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None


def _thin(found: dict[Path, datetime]) -> None:
    stay = kept(found.values())
    for path, time in found.items():
        if time not in stay:
            with suppress(OSError):  # the next thinning tries again
                path.unlink()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        told = _("The folder {folder} cannot be made ({reason}); there is no backup of today.")
        raise BackupError(told.format(folder=folder, reason=error.strerror)) from error
