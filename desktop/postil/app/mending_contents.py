"""Kept bytes that are missing or damaged, put back from a backup that has them."""

from __future__ import annotations

import zipfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from postil.model.ids import ContentHash, content_hash
from postil.store.contents import CONTENT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from postil.store.contents import Contents

_LARGEST = 1 << 30
"""Bytes of a member of a backup that are read: more is no file that Postil kept."""


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


def _from_archive(contents: Contents, archive: Path, wanted: set[ContentHash]) -> Iterator[ContentHash]:
    """What a zip has of them: its members are called by their hashes."""
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(archive) as opened:
        for member in opened.infolist():
            name = ContentHash(member.filename.rpartition("/")[2])
            if name not in wanted or member.file_size > _LARGEST:
                continue
            with suppress(
                OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError
            ):
                content = opened.read(member)
                if content_hash(content) == name:
                    contents.put(content)
                    yield name
