"""The watched folder: what a browser saves into it comes into the library by itself.

It is looked at, never listened to: at the start, when the window is turned to, and every minute. A file is
taken when it has been as it is for two looks, so that none is read while it is written. Nothing in the
folder is ever moved, changed or removed, and nothing that was taken is taken again.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from postil.app.import_report import Outcome
from postil.errors import PostilError
from postil.importers.pages.companions import PAGE_SUFFIXES
from postil.importers.walking import walk
from postil.store import watched_files
from postil.store.watched_files import WatchedFile
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from postil.app.holdings import Holdings
    from postil.app.import_report import ImportReport
    from postil.app.importing import Importing
    from postil.jobs import Progress

SETTLED_SECONDS = 2.0
"""How long a file must be as it is before it is taken."""

_MOST_BESIDE = 5000


class WatchedFolderGone(PostilError):
    """There is no such folder, or it cannot be read."""


@dataclass(frozen=True, slots=True)
class Look:
    """What there is in the watched folder that was not taken yet."""

    ready: tuple[WatchedFile, ...] = ()
    """To be taken now."""
    unsettled: int = 0
    """How many files are new, or were still changing: they are worth another look soon."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file at one look, with what is beside it; and since when it has been so."""

    file: WatchedFile
    beside: tuple[int, int, int]
    """How many files were saved with it, their bytes together, and the last time one changed."""
    since: float


class Watching:
    """Takes what comes into the watched folder."""

    def __init__(
        self, holdings: Holdings, importing: Importing, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._holdings = holdings
        self._importing = importing
        self._clock = clock
        self._seen: dict[str, _Seen] = {}
        self._failed: set[WatchedFile] = set()
        """What could not be imported: it is tried again at the next start, or when it has changed."""

    def look(self, folder: Path) -> Look:
        """What is new in the folder. Raises WatchedFolderGone."""
        now = self._clock()
        taken = watched_files.everything(self._holdings.reader())
        seen: dict[str, _Seen] = {}
        for path in self._files(folder):
            file = _as_it_is(path)
            if file is None or file in taken or file in self._failed or self._is_own(path):
                continue
            before, beside = self._seen.get(file.path), _beside(path)
            same = before is not None and (before.file, before.beside) == (file, beside)
            seen[file.path] = before if same and before is not None else _Seen(file, beside, now)
        self._seen = seen
        ready = [each.file for each in seen.values() if now - each.since >= SETTLED_SECONDS]
        return Look(tuple(ready), len(seen) - len(ready))

    def take(self, look: Look, progress: Progress) -> ImportReport:
        """Import what is ready. What is reported was taken, but for what failed: a full disk is no reason."""
        report = self._importing.add([Path(file.path) for file in look.ready], progress)
        failed = {str(row.path) for row in report.rows if row.outcome is Outcome.FAILED}
        done = {str(row.path) for row in report.rows} - failed
        self._failed.update(file for file in look.ready if file.path in failed)
        with self._holdings.transaction() as tx:
            watched_files.remember(tx, (file for file in look.ready if file.path in done))
        return report

    def _files(self, folder: Path) -> Iterable[Path]:
        if not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK):
            raise WatchedFolderGone(
                _(
                    "The watched folder {folder} is not there or cannot be read. Choose another one in the"
                    " settings, or connect the disk that holds it."
                ).format(folder=folder)
            )
        return walk((folder.absolute(),))

    def _is_own(self, path: Path) -> bool:
        """Whether a file is of the library itself, which may lie in the watched folder."""
        return path.resolve().is_relative_to(self._holdings.folder.resolve())


def _as_it_is(path: Path) -> WatchedFile | None:
    try:
        status = path.stat()
    except OSError:  # it went between two looks
        return None
    return WatchedFile(str(path), status.st_size, status.st_mtime_ns)


def _beside(page: Path) -> tuple[int, int, int]:
    """What was saved with a page, in folders beside it whose names begin like its own."""
    if page.suffix.lower() not in PAGE_SUFFIXES:
        return 0, 0, 0
    count = total = last = 0
    for folder in page.parent.glob(f"{_literal(page.stem)}*/"):
        for path in folder.rglob("*"):
            file = _as_it_is(path)
            if file is not None:
                count, total, last = count + 1, total + file.size, max(last, file.modified)
            if count == _MOST_BESIDE:
                return count, total, last
    return count, total, last


def _literal(name: str) -> str:
    """A name in which no sign is a pattern."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
