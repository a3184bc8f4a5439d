"""Background work without Qt: two lanes, progress, cancel.

The write lane has one worker, so that SQLite has one writer; the read lane has four. Every
callback goes through ``deliver``: in the window a queued call to the main thread, elsewhere a
plain call.
"""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Lane = Literal["read", "write"]
_log = logging.getLogger(__name__)


class Cancelled(Exception):
    """The job was asked to stop."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is: ``done`` of ``total`` things, and what it is at. A total of 0 is not known."""

    done: int
    total: int
    what: str = ""


class Progress:
    """What a job tells, and how it hears that it should wait or stop. The plain one tells nobody."""

    def __init__(self, tell: Callable[[Step], object] | None = None) -> None:
        self._tell = tell
        self._cancelled = threading.Event()
        self._going = threading.Event()
        self._going.set()

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report, and wait here while the job is paused; raises Cancelled where it was asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._tell is not None:
            self._tell(Step(done, total, what))
        if not self._going.is_set():
            self._going.wait()
            if self._cancelled.is_set():
                raise Cancelled

    @property
    def cancelled(self) -> bool:
        """Whether the job was asked to stop: for work that must finish its item first."""
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        """Whether the job was asked to wait."""
        return not self._going.is_set()

    def cancel(self) -> None:
        """Ask the job to stop at its next step; one that waits stops where it is."""
        self._cancelled.set()
        self._going.set()

    def pause(self) -> None:
        """Ask the job to wait at its next step."""
        if not self._cancelled.is_set():
            self._going.clear()

    def resume(self) -> None:
        """Let a job that waits go on."""
        self._going.set()


class Jobs:
    """Runs work on a lane and delivers what comes of it."""

    def __init__(self, deliver: Callable[[Callable[[], object]], object]) -> None:
        self._deliver = deliver
        self._lanes = {
            "read": ThreadPoolExecutor(4, thread_name_prefix="read"),
            "write": ThreadPoolExecutor(1, thread_name_prefix="write"),
        }
        self._running: set[Progress] = set()
        self._closing = threading.Lock()
        self._closed = False

    def run(
        self,
        work: Callable[[Progress], T],
        *,
        lane: Lane,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        progress: Callable[[Step], object] | None = None,
    ) -> Progress:
        """Start ``work``; its Progress is returned, to cancel it. A cancelled job delivers nothing.

        After ``close`` nothing is started: a window that goes may still ask.
        """

        def tell(step: Step) -> None:
            if progress is not None:
                self._hand_over(lambda: progress(step))

        handle = Progress(tell)

        def body() -> None:
            try:
                result = work(handle)
            except Cancelled:
                pass
            except Exception as error:  # noqa: BLE001 - the one place where a job's end is told apart
                caught = error
                self._hand_over(lambda: failed(caught))
            else:
                self._hand_over(lambda: done(result))
            finally:
                self._running.discard(handle)

        with self._closing:
            if self._closed:
                handle.cancel()
            else:
                self._running.add(handle)
                self._lanes[lane].submit(body)
        return handle

    def close(self) -> None:
        """Ask all jobs to stop and wait for them. What is still on its way is not delivered any more."""
        with self._closing:
            self._closed = True
        for handle in tuple(self._running):
            handle.cancel()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)

    def _hand_over(self, call: Callable[[], object]) -> None:
        """Deliver, unless all was closed before it arrived: what it speaks of may be closed, too."""
        self._deliver(lambda: None if self._closed else call())
