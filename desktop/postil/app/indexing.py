"""Indexing: the search index follows the database, in a process of its own with low priority.

``Indexing`` starts that process (``index_worker``), hears how it stands, and starts it again where it died.
Without the process, as on the command line, the same work is done at once.
"""

from __future__ import annotations

import logging
import os
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from postil import paths
from postil.app.index_feed import Feed, Shown, key_of
from postil.app.index_pipe import IndexState, Order, heard
from postil.app.rebuilding import Rebuilding
from postil.errors import LibraryLocked
from postil.jobs import Progress
from postil.search.index import Index
from postil.signals import Signal
from postil.store import outbox
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.app.holdings import Holdings

INDEX = "index"
"""The folder of the index in the library's folder."""

NEW = "index.new"
"""The folder of one that is being made anew."""

DEATHS = 5
"""A process that dies so often within ``_RECENT_SECONDS`` is not started again."""

_RECENT_SECONDS = 600.0
_FIRST_PAUSE_SECONDS = 0.5
_ENDING_SECONDS = 10.0
_PATIENCE_SECONDS = 0.25
_FLAGS: int = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""NumPy's libraries would else begin a thread for every core, and memory for each."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IndexBacklog:
    """How much of the library search knows."""

    pending: int
    """Changes that it does not know yet."""
    total: int
    """Pages and annotations there are or were."""
    state: IndexState


class Indexing:
    """What keeps the index of a library up to date."""

    def __init__(self, holdings: Holdings) -> None:
        self.told: Signal[IndexState] = Signal()
        """How the background process stands, whenever that changes; told on a thread of its own."""
        self._holdings = holdings
        self._state = IndexState()
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: threading.Thread | None = None
        self._starting = threading.Lock()
        self._stopping = threading.Event()

    def start(self) -> None:
        """Start the background process, if it does not run; when it dies, it is started again."""
        if self._watcher is not None and self._watcher.is_alive():
            return
        self.stop()  # what is left of one that died too often
        self._stopping.clear()
        self._spawn()
        self._watcher = threading.Thread(target=self._watch, name="index", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Let the background process end after its batch; one that does not is killed, and loses nothing."""
        with self._starting:
            self._stopping.set()
            process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None
            _end(process.stdin)
            try:
                process.wait(_ENDING_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.join()

    def order(self, order: Order) -> None:
        """Tell the background process; where there is none, nothing happens."""
        with self._starting:
            process = self._process
            if process is None:
                return
            assert process.stdin is not None
            with suppress(OSError, ValueError):  # it died just now; the next one is told again if need be
                process.stdin.write(order.value.encode() + b"\n")
                process.stdin.flush()

    def pending(self) -> int:
        """How many changes the index has still to take."""
        return outbox.pending(self._holdings.reader())

    def backlog(self) -> IndexBacklog:
        """How much of the library the index knows, and what is done about it."""
        connection = self._holdings.reader()
        return IndexBacklog(outbox.pending(connection), outbox.count(connection), self._state)

    def drain(self, progress: Progress | None = None) -> None:
        """Bring the index up to date now, in this process; where another one is at it, wait for it."""
        progress = progress or Progress()
        total = self.pending()
        while True:
            try:
                with self._feed() as feed:
                    feed.begin()
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
        """Make the index anew, in this process, while others search the old one.

        It goes on where one that was cut short had come to. Raises LibraryLocked where another process
        writes the index.
        """
        progress = progress or Progress()
        holdings = self._holdings
        with self._feed() as feed:
            feed.begin()
            rebuilding = Rebuilding(feed.index, holdings.folder / NEW, holdings.database, holdings.contents)
            try:
                while rebuilding.step():
                    progress.step(rebuilding.done, rebuilding.total, _("Search index"))
            finally:
                rebuilding.close()
            with holdings.transaction() as tx:
                outbox.done(tx, rebuilding.taken)

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

    def _spawn(self) -> None:
        command = [*paths.program(), "index-worker", "--library", str(self._holdings.folder)]
        with self._starting:
            if self._stopping.is_set():
                return
            self._process = subprocess.Popen(  # noqa: S603 - this program itself
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=_FLAGS,
                env={**os.environ, **_ONE_THREAD},
            )

    def _watch(self) -> None:
        """Hear the process to its end, and start another where it was not told to end."""
        deaths: list[float] = []
        while (process := self._process) is not None:
            assert process.stdout is not None
            for line in process.stdout:
                state = heard(line)
                if state is not None:
                    self._hear(state)
            status = process.wait()
            _close(process)
            if self._stopping.is_set():
                return
            now = time.monotonic()
            deaths = [*(death for death in deaths if now - death < _RECENT_SECONDS), now]
            _log.warning("The index process ended by itself (%s), %s times of late.", status, len(deaths))
            if len(deaths) >= DEATHS:
                self._hear(IndexState(problem=_given_up()))
                return
            if self._stopping.wait(_FIRST_PAUSE_SECONDS * 2 ** (len(deaths) - 1)):
                return
            self._spawn()

    def _hear(self, state: IndexState) -> None:
        self._state = state
        self.told.emit(state)


def _close(process: subprocess.Popen[bytes]) -> None:
    """Let go of the pipes of a process that ended."""
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        _end(pipe)


def _end(pipe: IO[bytes]) -> None:
    with suppress(OSError):  # who reads it may be dead, with an order unread
        pipe.close()


def _given_up() -> str:
    return _(
        "The search index is not kept up to date: its process ended again and again (see the log). "
        "Start Postil anew; if that does not help, run 'postil reindex'."
    )


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
