"""The index process: it follows the database for as long as the program that started it is there.

It is this program, started with ``index-worker``. It compares the index with the database once, and then
does, a little at a time and always the first of these that there is to do:

1. what changed last goes into the index;
2. what else is pending follows, the newest first;
3. readable copies of changed pages are written beside the database (``page_records``);
4. an index that is made anew grows beside the old one (``rebuilding``);
5. pages that are due for likeness are looked at;
6. when all has been quiet for minutes, the index becomes one segment.

While the person types, all but the first takes at most a third of the time. The process ends when its
standard input is closed: when it is told to, and when the program that started it is gone, however that
ended. It may be killed at any time. An index that is damaged while it is open is set aside and made anew;
where the disk takes no more, the process says so and tries again.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from postil import log, paths
from postil.app import language
from postil.app.index_feed import BATCH, Feed
from postil.app.index_pipe import IndexState, Order, order_of, told
from postil.app.indexing import INDEX, NEW
from postil.app.likeness_feed import LikenessFeed
from postil.app.page_records import BATCH as RECORDS_BATCH
from postil.app.page_records import PageRecords
from postil.app.rebuilding import Rebuilding
from postil.errors import LibraryDamaged, LibraryError, LibraryLocked, LibraryTooNew
from postil.jobs import Cancelled
from postil.search.damage import Unusable
from postil.search.index import Index
from postil.store.contents import Contents
from postil.store.database import Database
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from io import RawIOBase
    from types import TracebackType

PATIENCE_SECONDS = 0.25
"""How long a change may wait before it is looked for."""

BUSY_SECONDS = 1.5
"""How long the person counts as busy after a key."""

IDLE_SECONDS = 180.0
"""How long nothing must have happened before the whole index is merged."""

_LONGEST_ASIDE_SECONDS = 1.0

_LOOK_SECONDS = 2.0
"""How often the files of the index are looked at."""

_RETRY_SECONDS = 3.0
"""How long a disk that took no more is left alone."""

_RECORDS_SECONDS = 1.0
"""What changes again and again, as while the person reads on, is written so often."""

_RECORDS_RETRY_SECONDS = 60.0

_NICENESS = 5
"""Below the window and the workers of an import, but with 10 a page would wait for the end of the import."""

_log = logging.getLogger(__name__)


class Orders:
    """What the process is told through its standard input."""

    def __init__(self, source: RawIOBase) -> None:
        self._source = source
        self._changed = threading.Condition()
        self._ended = False
        self._rebuild: Order | None = None
        self._busy = -BUSY_SECONDS
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def ended(self) -> bool:
        """Whether the process is to end."""
        return self._ended

    @property
    def busy(self) -> bool:
        """Whether the person is at work just now."""
        return self.idle_seconds < BUSY_SECONDS

    @property
    def waiting(self) -> bool:
        """Whether something was said of making the index anew that nobody has heard yet."""
        return self._rebuild is not None

    @property
    def idle_seconds(self) -> float:
        """How long the person has done nothing."""
        return time.monotonic() - self._busy

    def rebuild(self) -> Order | None:
        """What was said last of making the index anew; it is said once."""
        with self._changed:
            order, self._rebuild = self._rebuild, None
        return order

    def wait(self, seconds: float) -> None:
        """Wait, unless something is to be done; raises Cancelled at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self.waiting, seconds)
        self.check()

    def check(self) -> None:
        """Raise Cancelled at the end."""
        if self._ended:
            raise Cancelled

    def _listen(self) -> None:
        while line := self._source.readline():
            order = order_of(line)
            with self._changed:
                if order is Order.BUSY:
                    self._busy = time.monotonic()
                elif order is not None:
                    self._rebuild = order
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()


class IndexWorker:
    """Follows one library. ``tell`` hears how it stands."""

    def __init__(self, database: Database, orders: Orders, tell: Callable[[IndexState], object]) -> None:
        self._folder = database.folder
        self._database = database
        self._contents = Contents(database.folder)
        self._orders = orders
        self._tell = tell
        self._state = IndexState()

    def run(self) -> None:
        """Follow, for ever; raises Cancelled, or LibraryError where the database itself cannot be used."""
        while True:
            try:
                with closing(self._taken()) as index:
                    _Following(
                        Feed(index, self._database, self._contents),
                        self._folder / NEW,
                        (self._database, self._contents),
                        orders=self._orders,
                        say=self._say,
                    ).run()
            except Unusable as reason:
                _log.warning("The search index was damaged while it was open (%s).", reason)
            except (LibraryDamaged, LibraryTooNew):
                raise
            except LibraryError as error:
                _log.warning("The index does not follow the library: %s", error)
                self._say(problem=str(error))
                self._orders.wait(_RETRY_SECONDS)

    def _taken(self) -> Index:
        """The index, once no other process writes it: one of a program that was killed may still end."""
        folder = self._folder / INDEX
        had = folder.exists()
        while True:
            try:
                index = Index(folder, self._database.library_id, write=True)
            except LibraryLocked:
                self._orders.wait(PATIENCE_SECONDS)
            else:
                lost = index.fresh and (had or self._state.commits > 0)
                self._say(problem=_lost() if lost else "")
                return index

    def _say(self, **changes: object) -> None:
        state = replace(self._state, **changes)  # type: ignore[arg-type] # of its own fields
        if state != self._state:
            self._state = state
            self._tell(state)


def _lost() -> str:
    return _("The search index could not be used any more and is being rebuilt; nothing else is lost.")


class _Following:
    """Follows with one index, until it is lost."""

    def __init__(
        self,
        feed: Feed,
        beside: Path,
        library: tuple[Database, Contents],
        *,
        orders: Orders,
        say: Callable[..., None],
    ) -> None:
        self._feed = feed
        self._beside = beside
        self._library = library
        self._alike = LikenessFeed(*library)
        self._records = PageRecords(library[0])
        self._next_records = 0.0
        self._orders = orders
        self._say = say
        self._commits = 0
        self._rebuilding: Rebuilding | None = None
        self._written = time.monotonic()
        self._looked = time.monotonic()
        self._whole = False

    def run(self) -> None:
        self._feed.begin()
        self._alike.begin()
        if Rebuilding.is_under_way(self._beside):
            self._rebuild()
        steps = (self._feed_some, self._write_records, self._rebuild_some, self._alike.step)
        try:
            while True:
                self._orders.check()
                self._obey()
                self._look()
                begun = time.monotonic()
                if not any(step() for step in steps):
                    self._rest()
                elif self._orders.busy:
                    self._step_aside(2 * (time.monotonic() - begun))
        finally:
            if self._rebuilding is not None:
                self._rebuilding.close()

    def _feed_some(self) -> bool:
        """A batch of what is pending; False where little was, and what comes next may come together."""
        count = self._feed.step()
        if not count:
            return False
        self._written = time.monotonic()
        self._whole = False
        self._told_commit()
        self._feed.index.tidy(self._unwanted)
        if count < BATCH and not self._feed.pending():
            self._say(problem="")
            self._orders.wait(PATIENCE_SECONDS)
        return True

    def _write_records(self) -> bool:
        """Write some readable copies; False where none is due, or was too short a while ago."""
        if time.monotonic() < self._next_records:
            return False
        pause = _RECORDS_SECONDS
        try:
            count = self._records.step()
        except LibraryError as error:  # the index goes on; `postil check` tells of the copies
            _log.warning("%s", error)
            count, pause = 0, _RECORDS_RETRY_SECONDS
        if count < RECORDS_BATCH:
            self._next_records = time.monotonic() + pause
        return count > 0

    def _rebuild_some(self) -> bool:
        if self._rebuilding is None:
            return False
        if self._rebuilding.step(self._unwanted):
            self._say(rebuilt=self._rebuilding.done, to_rebuild=self._rebuilding.total)
        else:
            self._rebuilding = None
            self._say(rebuilt=0, to_rebuild=0)
            self._told_commit()
        return True

    def _told_commit(self) -> None:
        self._commits += 1
        self._say(commits=self._commits)

    def _obey(self) -> None:
        order = self._orders.rebuild()
        if order is Order.REBUILD and self._rebuilding is None:
            self._rebuild()
        elif order is Order.KEEP and self._rebuilding is not None:
            self._rebuilding.cancel()
            self._rebuilding = None
            self._say(rebuilt=0, to_rebuild=0)

    def _rebuild(self) -> None:
        self._rebuilding = Rebuilding(self._feed.index, self._beside, *self._library)
        self._say(rebuilt=0, to_rebuild=max(1, self._feed.count()))

    def _look(self) -> None:
        """See whether the index is still there and whole: nobody else would before the next change."""
        if time.monotonic() - self._looked > _LOOK_SECONDS:
            self._looked = time.monotonic()
            if not self._feed.index.sound():
                raise Unusable("its files are not as they were written")

    def _rest(self) -> None:
        quiet = min(self._orders.idle_seconds, time.monotonic() - self._written)
        if quiet > IDLE_SECONDS and not self._whole:
            self._whole = self._feed.index.merge(self._unwanted)
        self._orders.wait(PATIENCE_SECONDS)

    def _step_aside(self, seconds: float) -> None:
        """Leave the processor to the person, but for what they just made."""
        until = time.monotonic() + min(seconds, _LONGEST_ASIDE_SECONDS)
        while (left := until - time.monotonic()) > 0:
            if self._orders.waiting or self._feed.urgent():
                return
            self._orders.wait(min(left, PATIENCE_SECONDS / 2))

    def _unwanted(self) -> bool:
        return self._orders.ended or self._feed.urgent()


def main(words: Sequence[str]) -> int:
    """The process; returns when its standard input is closed."""
    parser = argparse.ArgumentParser(prog="postil index-worker")
    parser.add_argument("--library", type=Path, required=True)
    folder: Path = parser.parse_args(words).library
    log.set_up(paths.log_folder())
    language.speak_as_started()
    sys.excepthook = _log_bug
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    # Unbuffered: where this ends by itself, a thread that waits in a buffer would abort the interpreter.
    orders = Orders(os.fdopen(sys.stdin.fileno(), "rb", buffering=0, closefd=False))
    try:
        with closing(Database.open(folder)) as database:
            IndexWorker(database, orders, _say_to_program).run()
    except Cancelled:
        return 0
    except LibraryError as error:
        _log.warning("The index does not follow the library: %s", error)
        return 2
    return 0


def _say_to_program(state: IndexState) -> None:
    try:
        sys.stdout.buffer.write(told(state))
        sys.stdout.buffer.flush()
    except OSError:  # it is gone, and its end of the other pipe with it
        raise Cancelled from None


def _log_bug(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Nobody reads what this process writes to its standard error."""
    _log.critical("The index process ended by a bug.", exc_info=(kind, error, traceback))
