"""The pages of a file on their way from the thread that has them converted to the one that takes them.

A file may have thousands: only a few of them are ahead of the one that is taken, and their bytes are gone
from the spool when the next is.
"""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from queue import Full, Queue
from typing import TYPE_CHECKING, TypeAlias

from postil.app.conversion_wire import Conversion
from postil.errors import ImportFailed
from postil.jobs import Cancelled

if TYPE_CHECKING:
    import threading
    from collections.abc import Generator, Iterator
    from pathlib import Path

    Pages: TypeAlias = Generator[Conversion | ImportFailed, None, ImportFailed | None]
    """The pages of a file, or why one of them is none; returns why there are no more, if something failed."""

_PAGES_AHEAD = 4
"""Pages of a file that may be done before the first of them is taken."""
_LOOK_SECONDS = 0.1
"""How often a thread whose pages nobody takes looks whether it should end."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One page of a file on its way in, or why it is none; and whether it is the end of the file."""

    path: Path
    number: int
    """The place of the page among those of the file, from 0."""
    conversion: Conversion | None = None
    error: ImportFailed | None = None
    """NotAPage where the file holds none."""
    last: bool = False
    """The file is at its end. Then there is no conversion; no error where all of it was read."""


class Lane:
    """The pages of one file between the thread that reads it and the one that takes them."""

    def __init__(self, path: Path, start: int, folder: Path, leaving: threading.Event) -> None:
        self.path = path
        self.start = start
        self.folder = folder
        self._leaving = leaving
        self._pieces: Queue[Piece | Exception] = Queue(_PAGES_AHEAD)
        self._number = start

    def put_all(
        self, pages: Generator[Conversion | ImportFailed, None, ImportFailed | None]
    ) -> ImportFailed | None:
        """Hand over every page; why there are no more of them, if something failed."""
        with closing(pages):
            while True:
                try:
                    page = next(pages)
                except StopIteration as end:
                    told: ImportFailed | None = end.value
                    return told
                read = page if isinstance(page, Conversion) else None
                lost = page if isinstance(page, ImportFailed) else None
                self._put(Piece(self.path, self._number, read, lost))
                self._number += 1

    def end(self, error: ImportFailed | None) -> None:
        """Say that there are no more pages."""
        self._put(Piece(self.path, self._number, error=error, last=True))

    def fail(self, problem: Exception) -> None:
        """Let whoever takes the pages have a mistake of the program."""
        with suppress(Cancelled):
            self._put(problem)

    def taken(self) -> Iterator[Piece]:
        """The pieces, each of them discarded when the next is taken."""
        try:
            while True:
                piece = self._pieces.get()
                if isinstance(piece, Exception):
                    raise piece
                yield piece
                if piece.last:
                    return
                shutil.rmtree(self.folder / str(piece.number), ignore_errors=True)
        finally:
            self.discard()

    def discard(self) -> None:
        """Remove what is left in the spool."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _put(self, piece: Piece | Exception) -> None:
        while not self._leaving.is_set():
            with suppress(Full):
                self._pieces.put(piece, timeout=_LOOK_SECONDS)
                return
        raise Cancelled
