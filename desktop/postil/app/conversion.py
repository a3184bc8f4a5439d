"""Conversion: files to articles, in worker processes with limits, so that no page can hang the program.

A page that kills its worker is not lost: its original comes with all its words as plain text, and a
warning that says so. Captures, articles and images come as ``Conversion``; their bytes are in the
spool folder until the conversion is discarded.
"""

from __future__ import annotations

import itertools
import logging
import shutil
import tempfile
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import LifoQueue
from typing import TYPE_CHECKING, Self

from postil import paths as program_paths
from postil.app.conversion_lane import Lane, Piece
from postil.app.conversion_process import WALL_SECONDS, WorkerDied, WorkerProcess
from postil.app.conversion_wire import Conversion, Question, read_conversion, refused
from postil.app.kept_original import KeptOriginal
from postil.app.outline_wire import Outlined, read_outlined
from postil.app.wire_fields import BrokenMessage
from postil.errors import ImportFailed, NotAPage
from postil.jobs import Cancelled
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from typing import Any

    from postil.app.conversion_lane import Pages
    from postil.app.conversion_process import Guide

WORKER = "convert-worker"
"""The hidden word that starts the program as a worker."""

_log = logging.getLogger(__name__)
_MOST_DEATHS = 4
"""Workers that a file may kill, one after the other: twice as many as one of its pages may."""
_AHEAD = 2
"""Files for each worker that may be done or under way before the first of them is taken."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of one file: its pages, and why there are no more of them if something failed."""

    path: Path
    conversions: tuple[Conversion, ...]
    error: ImportFailed | None
    """NotAPage where the file holds none."""
    _folder: Path

    def discard(self) -> None:
        """Remove the spooled bytes."""
        shutil.rmtree(self._folder, ignore_errors=True)


class Converter:
    """Converts files in worker processes, which start when they are needed and are kept between pages."""

    def __init__(
        self,
        spool: Path,
        workers: int = 2,
        *,
        command: Sequence[str] | None = None,
        seconds: float = WALL_SECONDS,
    ) -> None:
        """``spool`` is a folder for the bytes on their way; it is made if it is not there.

        Raises ImportFailed where it cannot be.
        """
        try:
            spool.mkdir(parents=True, exist_ok=True)
            self._folder = Path(tempfile.mkdtemp(prefix="convert-", dir=spool))
        except OSError as error:
            raise refused(error) from error
        command = command or (*program_paths.program(), WORKER)
        self._workers = tuple(
            WorkerProcess(command, self._folder / f"worker-{number}.log", seconds=seconds)
            for number in range(workers)
        )
        self._idle: LifoQueue[WorkerProcess] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._numbers = itertools.count()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> float:
        """Start a worker now; the processor seconds it has used to get ready. Raises ImportFailed."""
        worker = self._idle.get()
        try:
            return worker.start()
        except WorkerDied as error:
            raise ImportFailed(_("The process that reads pages does not start; see the log.")) from error
        finally:
            self._idle.put(worker)

    def convert(self, source: Path | KeptOriginal, guide: Guide | None = None) -> Converted:
        """Convert one file; waits where all workers are busy. Discard the result when it is used up.

        ``guide`` gives what the library knows of each page, by the address that it was saved from; the
        original of a page of the library brings what is known of it. Raises Cancelled where the converter
        is closed, and nothing else.
        """
        folder = self._folder / f"job-{next(self._numbers)}"
        worker = self._idle.get()
        conversions: list[Conversion] = []
        error: ImportFailed | None
        try:
            folder.mkdir()
            conversions, error = _convert(worker, source, folder, guide)
        except OSError as problem:
            error = refused(problem)
        except Cancelled:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            self._idle.put(worker)
        return Converted(_path(source), tuple(conversions), error, folder)

    def outline(self, kept: KeptOriginal) -> Outlined:
        """The outline of a kept original, to be repaired. Raises ImportFailed; Cancelled when closed."""
        folder = self._folder / f"job-{next(self._numbers)}"
        worker = self._idle.get()
        try:
            folder.mkdir()
            question = Question(kept.path, str(folder), kept=kept, outlined=True)
            first, *_others = worker.ask(question)  # to its end: a worker that is left in its answer is ended
            if "outline" not in first:
                raise _error(first) or ImportFailed(_("There is nothing to be read in this page."))
            return read_outlined(first["outline"], folder)
        except (WorkerDied, BrokenMessage) as death:
            _log.error("%s could not be outlined: %s", kept.name, death)
            raise ImportFailed(_("The whole of this page takes too long to show; see the log.")) from death
        except OSError as problem:
            raise refused(problem) from problem
        finally:
            self._idle.put(worker)
            shutil.rmtree(folder, ignore_errors=True)

    def convert_all(
        self, sources: Iterable[Path | KeptOriginal], guide: Guide | None = None
    ) -> Generator[Converted]:
        """Convert many files, several at a time, in their order; each is discarded when the next is taken.

        Only a few are ahead of the one that is taken. Leave the iterator (``close``) to cancel: the
        files under way are dropped at once. ``guide`` is asked on other threads.
        """
        waiting: deque[Future[Converted]] = deque()
        try:
            with self._threads() as pool:
                for source in sources:
                    waiting.append(pool.submit(self.convert, source, guide))
                    if len(waiting) > _AHEAD * len(self._workers):
                        yield from _hand_out(waiting.popleft())
                while waiting:
                    yield from _hand_out(waiting.popleft())
        finally:
            for future in waiting:
                if not future.cancelled() and future.exception() is None:
                    future.result().discard()

    def stream(self, sources: Iterable[tuple[Path, int]], guide: Guide | None = None) -> Generator[Piece]:
        """The pages of many files, several files at a time, in their order; each is discarded when the next
        is taken.

        Of a file, the pages from that number on. Every file ends with a piece that says so. Only a few pages
        are ahead of the one that is taken, however many a file has. Leave the iterator (``close``) to cancel.
        ``guide`` is asked on other threads.
        """
        waiting: deque[Lane] = deque()
        leaving = threading.Event()
        try:
            with self._threads() as pool, ExitStack() as leave:
                leave.callback(leaving.set)
                for path, start in sources:
                    lane = Lane(path, start, self._folder / f"job-{next(self._numbers)}", leaving)
                    pool.submit(self._fill, lane, guide)
                    waiting.append(lane)
                    if len(waiting) > _AHEAD * len(self._workers):
                        yield from waiting.popleft().taken()
                while waiting:
                    yield from waiting.popleft().taken()
        finally:
            for lane in waiting:
                lane.discard()

    @contextmanager
    def _threads(self) -> Iterator[ThreadPoolExecutor]:
        """Threads that wait for the workers. Where the block is left early, so is what is under way."""
        pool = ThreadPoolExecutor(len(self._workers), thread_name_prefix="convert")
        finished = False
        try:
            yield pool
            finished = True
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            if not finished:
                self._interrupt()
            pool.shutdown(wait=True)
            if not finished:
                for worker in self._workers:
                    worker.end()

    def _fill(self, lane: Lane, guide: Guide | None) -> None:
        """Read a file, page by page, on a thread of its own."""
        worker = self._idle.get()
        error: ImportFailed | None
        try:
            lane.folder.mkdir()
            error = lane.put_all(_pages(worker, lane.path, lane.folder, guide, start=lane.start))
        except OSError as problem:
            error = refused(problem)
        except Cancelled:
            return
        except Exception as problem:  # noqa: BLE001 - a lane without an end would be waited for for ever
            lane.fail(problem)
            return
        finally:
            self._idle.put(worker)
        with suppress(Cancelled):
            lane.end(error)

    def close(self) -> None:
        """End the workers and remove everything that is left in the spool folder. There is no way back."""
        self._interrupt()
        for _worker in self._workers:
            self._idle.get()  # until whoever has a worker is told
        for worker in self._workers:
            worker.close()
            self._idle.put(worker)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _interrupt(self) -> None:
        for worker in self._workers:
            worker.interrupt()


def sweep(spool: Path) -> None:
    """Remove what killed programs left in the spool folder. Only for the owner of the library."""
    for folder in spool.glob("convert-*"):
        shutil.rmtree(folder, ignore_errors=True)


def _hand_out(future: Future[Converted]) -> Iterator[Converted]:
    converted = future.result()
    try:
        yield converted
    finally:
        converted.discard()


def _convert(
    worker: WorkerProcess, source: Path | KeptOriginal, folder: Path, guide: Guide | None
) -> tuple[list[Conversion], ImportFailed | None]:
    """The conversions of a file, all at once, and why there are no more of them."""
    conversions: list[Conversion] = []
    lost: ImportFailed | None = None
    pages = _pages(worker, source, folder, guide)
    while True:
        try:
            page = next(pages)
        except StopIteration as end:
            return conversions, end.value or lost
        if isinstance(page, Conversion):
            conversions.append(page)
        else:
            lost = page


def _pages(
    worker: WorkerProcess,
    source: Path | KeptOriginal,
    folder: Path,
    guide: Guide | None,
    *,
    start: int = 0,
) -> Pages:
    """The pages of a file; where one kills its worker, that one as plain text and on from there.

    One that cannot even be read as plain text is told of instead. Returns why there are no more, if
    something failed. The bytes of each are in a folder of its number.
    """
    kept = source if isinstance(source, KeptOriginal) else None
    path = _path(source)
    number, plain, deaths = start, "", 0
    while deaths < _MOST_DEATHS:
        question = Question(
            str(path.absolute()), str(folder), number, plain, guided=guide is not None, kept=kept
        )
        try:
            with closing(worker.ask(question, guide)) as messages:
                for message in messages:
                    if "conversion" not in message:
                        return _error(message)
                    conversion = read_conversion(message["conversion"], folder / str(number), path)
                    number, plain, deaths = number + 1, "", 0
                    yield conversion
        except (WorkerDied, BrokenMessage) as death:
            _log.error("%s could not be converted: %s", path, death)
            deaths += 1
            if plain:
                number, plain = number + 1, ""
                yield _too_much()
            else:
                reason = str(death) if isinstance(death, WorkerDied) else _("Its article was not sound.")
                plain = _("{reason} All its text is shown instead.").format(reason=reason)
    return _too_much()


def _too_much() -> ImportFailed:
    return ImportFailed(_("Reading this file takes more time or memory than a page may take."))


def _path(source: Path | KeptOriginal) -> Path:
    return Path(source.path) if isinstance(source, KeptOriginal) else source


def _error(message: dict[str, Any]) -> ImportFailed | None:
    if "failed" not in message:
        return None
    kind = NotAPage if message.get("no_page") is True else ImportFailed
    return kind(str(message["failed"]))
