"""Indexing: the search index follows the database, in a process of its own with low priority.

The process is this program, started with ``index-worker``. It compares the index with the database once,
then takes what the outbox has, a batch a commit; when nothing is left there, it looks at the pages that
are due for likeness. It ends when its standard input is closed: when it is
told to, and when the program that started it is gone, however that ended. It may be killed at any time.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from postil import log, paths
from postil.app.index_feed import Feed, Shown, key_of
from postil.app.likeness_feed import LikenessFeed
from postil.errors import LibraryError, LibraryLocked
from postil.jobs import Cancelled, Progress
from postil.search.index import Index
from postil.store import outbox
from postil.store.contents import Contents
from postil.store.database import Database
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from postil.app.holdings import Holdings

INDEX = "index"
"""The folder of the index in the library's folder."""

_PATIENCE_SECONDS = 0.25
"""How long a change may wait before it is looked for."""

_ENDING_SECONDS = 10.0
_NICENESS = 10
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_log = logging.getLogger(__name__)


class Indexing:
    """What keeps the index of a library up to date."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the background process, if it does not run."""
        if self._process is not None and self._process.poll() is None:
            return
        self.stop()  # what is left of one that died
        command = [*paths.program(), "index-worker", "--library", str(self._holdings.folder)]
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
        )

    def stop(self) -> None:
        """Let the background process end after its batch; one that does not is killed, and loses nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(_ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def pending(self) -> int:
        """How many changes the index has still to take."""
        return outbox.pending(self._holdings.reader())

    def drain(self, progress: Progress | None = None) -> None:
        """Bring the index up to date now, in this process; where another one is at it, wait for it."""
        progress = progress or Progress()
        total = self.pending()
        while True:
            try:
                with self._feed() as feed:
                    feed.begin(progress)
                    feed.drain(progress)
            except LibraryLocked:
                left = self.pending()
                if not left:
                    return
                progress.step(max(0, total - left), total, _("Search index"))
                time.sleep(_PATIENCE_SECONDS)
            else:
                return

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the index anew. Raises LibraryLocked where another process is at it."""
        progress = progress or Progress()
        with self._feed() as feed:
            feed.index.clear()
            feed.begin(progress)
            feed.drain(progress)

    def disagreements(self) -> tuple[str, ...]:
        """A sentence for each way in which the index does not say what the database says."""
        index = Index(self._holdings.folder / INDEX, self._holdings.database.library_id)
        try:
            stamps = index.stamps()
        finally:
            index.close()
        with self._holdings.database.snapshot() as connection:
            entries = outbox.entries(connection)
            shown = Shown.of(connection, entries)
        expected = {key_of(entry): str(entry.sequence) for entry in entries if shown.page(entry) is not None}
        missing = len(expected.keys() - stamps.keys())
        left_over = len(stamps.keys() - expected.keys())
        old = sum(stamps.get(key, stamp) != stamp for key, stamp in expected.items())
        return tuple(sentence for sentence in _disagreements(missing, left_over, old) if sentence)

    @contextmanager
    def _feed(self) -> Iterator[Feed]:
        holdings = self._holdings
        index = Index(holdings.folder / INDEX, holdings.database.library_id, write=True)
        try:
            yield Feed(index, holdings.database, holdings.contents)
        finally:
            index.close()


def main(words: Sequence[str]) -> int:
    """The background process; returns when its standard input is closed."""
    parser = argparse.ArgumentParser(prog="postil index-worker")
    parser.add_argument("--library", type=Path, required=True)
    folder: Path = parser.parse_args(words).library
    log.set_up(paths.log_folder())
    sys.excepthook = _log_bug
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    progress = Progress()
    threading.Thread(target=_cancel_at_end, args=(progress,), daemon=True).start()
    try:
        _follow(folder, progress)
    except Cancelled:
        return 0
    except LibraryError as error:
        _log.warning("The index does not follow the library: %s", error)
        return 2
    return 0


def _log_bug(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Nobody reads what this process writes to its standard error."""
    _log.critical("The index process ended by a bug.", exc_info=(kind, error, traceback))


def _cancel_at_end(progress: Progress) -> None:
    """Wait until the program that started this one has closed the pipe, or is gone."""
    while sys.stdin.buffer.read(1):
        pass
    progress.cancel()


def _follow(folder: Path, progress: Progress) -> None:
    """Index what is pending, and look for likeness, for ever; raises Cancelled."""
    database = Database.open(folder)
    try:
        index = _taken(folder / INDEX, database.library_id, progress)
        try:
            feed, alike = Feed(index, database, Contents(folder)), LikenessFeed(database, Contents(folder))
            feed.begin(progress)
            alike.begin()
            while True:
                feed.drain(progress)
                progress.step(0, 0)
                if not alike.step():
                    time.sleep(_PATIENCE_SECONDS)
        finally:
            index.close()
    finally:
        database.close()


def _taken(folder: Path, library: str, progress: Progress) -> Index:
    """The index, as soon as no other process writes it: one of a program that was killed may still end."""
    while True:
        try:
            return Index(folder, library, write=True)
        except LibraryLocked:
            progress.step(0, 0)
            time.sleep(_PATIENCE_SECONDS)


def _disagreements(missing: int, left_over: int, old: int) -> tuple[str, ...]:
    """What the index has otherwise than the library, in sentences; empty ones where it agrees."""
    return (
        counted(
            "{count} page or highlight is missing from it. Run 'postil reindex'.",
            "{count} pages or highlights are missing from it. Run 'postil reindex'.",
            missing,
        )
        if missing
        else "",
        counted(
            "{count} page or highlight is in it and gone. Run 'postil reindex'.",
            "{count} pages or highlights are in it and gone. Run 'postil reindex'.",
            left_over,
        )
        if left_over
        else "",
        counted(
            "{count} page or highlight is in it as it was. Run 'postil reindex'.",
            "{count} pages or highlights are in it as they were. Run 'postil reindex'.",
            old,
        )
        if old
        else "",
    )
