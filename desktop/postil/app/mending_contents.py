"""Kept bytes that are missing or damaged, put back from a backup that has them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from postil.errors import ImportFailed, PostilError
from postil.importers.backup_archive import BackupArchive
from postil.store.contents import CONTENT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from postil.model.ids import ContentHash
    from postil.store.contents import Contents


def put_back(
    contents: Contents, wanted: Collection[ContentHash], backups: Iterable[Path]
) -> frozenset[ContentHash]:
    """Those of the wanted bytes that a backup in one of these folders has; they are kept again then."""
    left = set(wanted)
    for folder in backups:
        for name in tuple(left):
            if _from_folder(contents, folder / CONTENT / name[:2] / name, name):
                left.discard(name)
        for archive in sorted(folder.glob("*.zip"), reverse=True):
            if left:
                left -= set(_from_archive(contents, archive, left))
    return frozenset(wanted) - left


def _from_folder(contents: Contents, path: Path, name: ContentHash) -> bool:
    if not path.is_file():
        return False
    with suppress(OSError):
        return contents.put_file(path, name)
    return False


def _from_archive(contents: Contents, path: Path, wanted: set[ContentHash]) -> Iterator[ContentHash]:
    """What a backup has of them; what is no backup has nothing."""
    with suppress(OSError, PostilError), BackupArchive(path) as archive:
        for name in tuple(wanted):
            if archive.has(name):
                with suppress(OSError, ImportFailed), archive.open(name) as stream:
                    if contents.put_stream(stream, name):
                        yield name
