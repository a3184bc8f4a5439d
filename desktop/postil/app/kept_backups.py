"""The backups that lie in folders: when each was made, and how much is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from postil.errors import PostilError
from postil.importers.backup_archive import BackupArchive
from postil.store.schema import BACKUPS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from postil.model.backup import BackupKind

MOST_BACKUPS = 100
"""Of each folder the newest; it may be one with other archives in it."""


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup that can be restored."""

    path: Path
    made: datetime
    kind: BackupKind
    size: int
    """In bytes."""
    pages: int
    annotations: int
    is_whole: bool
    """Whether it has its end: one that was cut short gives what is whole of it."""


def kept_backups(library: Path, *others: Path) -> tuple[KeptBackup, ...]:
    """The backups of a library's folder and of other folders, the newest first.

    What is none, or cannot be read, is left out.
    """
    found = [
        kept for path in _archives((library / BACKUPS, *others)) if (kept := _looked_at(path)) is not None
    ]
    return tuple(sorted(found, key=lambda kept: (kept.made, kept.is_whole), reverse=True))


def _archives(folders: Iterable[Path]) -> list[Path]:
    archives: list[Path] = []
    for folder in dict.fromkeys(folders):
        try:
            stamped = [(path.stat().st_mtime, path) for path in folder.glob("*.zip") if path.is_file()]
        except OSError:  # on a disk that is not there today
            continue
        archives += [path for _time, path in sorted(stamped, reverse=True)[:MOST_BACKUPS]]
    return archives


def _looked_at(path: Path) -> KeptBackup | None:
    try:
        with BackupArchive(path) as archive:
            about = archive.about
            return KeptBackup(
                path,
                _time(about.made, path),
                about.kind,
                path.stat().st_size,
                about.pages or len(archive.pages()),
                about.annotations,
                archive.is_finished,
            )
    except (OSError, PostilError):
        return None


def _time(made: str, path: Path) -> datetime:
    """When it was made, as it says itself; else when the file was written."""
    try:
        time = datetime.fromisoformat(made)
    except ValueError:
        return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)
