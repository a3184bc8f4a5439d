"""Which files of a folder are worth reading. No format is loaded for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.importers.exports.omnivore_folders import export_folders
from postil.importers.pages.beside import FilesBeside
from postil.importers.pages.companions import PAGE_SUFFIXES, is_companion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to import: those named, and those in the folders named, in the order of their names.

    Folders are searched to any depth, each one once. Hidden files and what browsers saved beside a
    page are passed over. A folder that cannot be read comes itself, so that reading it says why.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        waiting = [path]
        while waiting:
            following = waiting.pop()
            try:
                inner = _entries(following, seen)
            except OSError:
                inner = None
            if inner is None:
                yield following
            else:
                waiting += reversed(inner)


def _entries(folder: Path, seen: set[tuple[int, int]]) -> list[Path] | None:
    """What is to be looked at in a folder, in order; None for a file."""
    if not folder.is_dir():
        return None
    status = folder.stat()
    if (status.st_dev, status.st_ino) in seen:
        return []
    seen.add((status.st_dev, status.st_ino))
    paths = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    pages = {path.stem: path.name for path in paths if path.suffix.lower() in PAGE_SUFFIXES}
    parts = export_folders(path.name for path in paths)
    beside = FilesBeside(folder)
    return [
        path
        for path in paths
        if (
            not is_companion(path.name, pages, beside) and path.name.lower() not in parts
            if path.is_dir()
            else path.is_file() or path.is_symlink()
        )
    ]
