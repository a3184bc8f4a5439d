"""The readable copies of all pages, beside the database: ``records/ab/abcdefghijklmnop.jsonl``.

Each file is written beside its place, synced and renamed: a crash at any moment leaves it whole, as it was
or as it is. What is in them: ``record_lines.py``.
"""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from postil.durable import sync_file, sync_folder, write_files
from postil.errors import LibraryError
from postil.model.ids import content_hash
from postil.store.record_dues import LIBRARY
from postil.store.record_lines import ReadLines, lines_of, read_lines
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from postil.model.ids import PageId
    from postil.model.row_record import RowRecord
    from postil.store.record_dues import RecordDue

RECORDS = "records"
"""The folder of the copies in the library's folder."""

_SUFFIX = ".jsonl"
_TOGETHER = 8
_NAME = re.compile(r"[0-9a-z]{16}")


class RecordFiles:
    """The readable copies of the library in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / RECORDS

    def put(self, records: Mapping[RecordDue, RowRecord | None]) -> None:
        """Write the copies of these; those of pages that are no more go. All of it is on the disk then.

        Raises LibraryError where the disk refuses.
        """
        written = {
            self.path(due.page): lines_of(record, due.sequence)
            for due, record in records.items()
            if record is not None
        }
        gone = [self.path(due.page) for due, record in records.items() if record is None]
        try:
            for folder in {path.parent for path in written}:
                self._make(folder)
            with ThreadPoolExecutor(_TOGETHER, thread_name_prefix="records") as threads:
                write_files(written, threads=threads)
            self._remove(gone)
        except OSError as error:
            raise LibraryError(
                _(
                    "The readable copies of the pages cannot be kept in {folder}: {reason}. Look at the disk "
                    "and at the permissions of the folder."
                ).format(folder=self.folder, reason=error.strerror)
            ) from error

    def path(self, page: PageId) -> Path:
        """Where the copy of a page, or of what is the whole library's, is or would be."""
        if page == LIBRARY:
            return self.folder / f"library{_SUFFIX}"
        name = page if _NAME.fullmatch(page) else content_hash(page.encode())
        return self.folder / name[:2] / f"{name}{_SUFFIX}"

    def pages(self) -> Iterator[Path]:
        """The files of all pages, in the order of their names."""
        return iter(sorted(self.folder.glob(f"??/*{_SUFFIX}")))

    def read(self, path: Path) -> ReadLines:
        """What a copy says, as far as it is whole; nothing is whole of one that cannot be read."""
        try:
            content = path.read_bytes()
        except OSError:
            content = b""
        return read_lines(content)

    def set_aside(self, path: Path, folder: Path) -> None:
        """Keep a copy that is damaged in another folder, before another one is written in its place."""
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, folder / path.name)
        sync_file(folder / path.name)
        sync_folder(folder)

    def _make(self, folder: Path) -> None:
        for wanted in (self.folder, folder):
            if not wanted.is_dir():
                wanted.mkdir()
                sync_folder(wanted.parent)

    def _remove(self, paths: list[Path]) -> None:
        for path in paths:
            path.unlink(missing_ok=True)
        for folder in {path.parent for path in paths if path.parent.is_dir()}:
            sync_folder(folder)
