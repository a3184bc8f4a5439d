"""Jobs: one writer, several readers, progress, cancel, and every end delivered once."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

import pytest

from postil.jobs import Cancelled, Jobs, Progress, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 10


class Delivered:
    """Collects what is delivered, and runs it on the thread that asks: as the window does."""

    def __init__(self) -> None:
        self._calls: queue.Queue[Callable[[], object]] = queue.Queue()

    def __call__(self, call: Callable[[], object]) -> None:
        self._calls.put(call)

    def run_next(self) -> None:
        self._calls.get(timeout=PATIENCE)()

    def run_soon(self) -> None:
        """What is there within a moment; raises Empty where nothing is."""
        self._calls.get(timeout=0.05)()

    @property
    def waiting(self) -> int:
        return self._calls.qsize()


@pytest.fixture
def delivered() -> Delivered:
    return Delivered()


@pytest.fixture
def jobs(delivered: Delivered) -> Iterator[Jobs]:
    made = Jobs(delivered)
    yield made
    made.close()


def fail(ended: object) -> None:
    raise AssertionError(ended)


def test_the_result_comes_through_deliver(jobs: Jobs, delivered: Delivered) -> None:
    results: list[tuple[int, str]] = []
    jobs.run(
        lambda _progress: 6 * 7,
        lane="read",
        done=lambda result: results.append((result, threading.current_thread().name)),
        failed=fail,
    )
    delivered.run_next()
    assert results == [(42, threading.current_thread().name)]


def test_a_failure_is_delivered_as_it_was_raised(jobs: Jobs, delivered: Delivered) -> None:
    failures: list[Exception] = []
    raised = ValueError("no")

    def work(_progress: Progress) -> None:
        raise raised

    jobs.run(work, lane="read", done=fail, failed=failures.append)
    delivered.run_next()
    assert failures == [raised]


def test_progress_is_delivered_in_order_before_the_end(jobs: Jobs, delivered: Delivered) -> None:
    told: list[Step | str] = []

    def work(progress: Progress) -> str:
        progress.step(1, 2, "one")
        progress.step(2, 2, "two")
        return "end"

    jobs.run(work, lane="write", done=told.append, failed=fail, progress=told.append)
    for _ in range(3):
        delivered.run_next()
    assert told == [Step(1, 2, "one"), Step(2, 2, "two"), "end"]


def test_a_cancelled_job_stops_at_its_next_step_and_delivers_nothing(
    jobs: Jobs, delivered: Delivered
) -> None:
    started, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        go_on.wait(PATIENCE)
        try:
            progress.step(1, 1)
        finally:
            ended.set()

    handle = jobs.run(work, lane="read", done=fail, failed=fail)
    assert started.wait(PATIENCE)
    handle.cancel()
    assert handle.cancelled
    go_on.set()
    assert ended.wait(PATIENCE)
    jobs.close()
    assert delivered.waiting == 0


def test_the_write_lane_does_one_thing_after_the_other(jobs: Jobs, delivered: Delivered) -> None:
    at_work: list[int] = []
    most: list[int] = []

    def work(_progress: Progress) -> None:
        at_work.append(1)
        most.append(len(at_work))
        threading.Event().wait(0.005)
        at_work.pop()

    for _ in range(8):
        jobs.run(work, lane="write", done=lambda _none: None, failed=fail)
    for _ in range(8):
        delivered.run_next()
    assert max(most) == 1


def test_the_read_lane_does_four_at_once(jobs: Jobs, delivered: Delivered) -> None:
    together = threading.Barrier(4)
    for _ in range(4):
        jobs.run(lambda _progress: together.wait(PATIENCE), lane="read", done=lambda _at: None, failed=fail)
    for _ in range(4):
        delivered.run_next()


def test_closing_cancels_what_runs_and_drops_what_waits(delivered: Delivered) -> None:
    jobs = Jobs(delivered)
    started = threading.Event()
    done: list[str] = []

    def endless(progress: Progress) -> None:
        started.set()
        while True:
            progress.step(0, 0)

    jobs.run(endless, lane="write", done=fail, failed=fail)
    jobs.run(lambda _progress: done.append("waited"), lane="write", done=fail, failed=fail)
    assert started.wait(PATIENCE)
    jobs.close()
    assert done == []


def test_after_closing_nothing_is_started(delivered: Delivered) -> None:
    jobs = Jobs(delivered)
    jobs.close()
    done: list[str] = []
    handle = jobs.run(lambda _progress: done.append("late"), lane="read", done=fail, failed=fail)
    jobs.close()
    assert handle.cancelled
    assert done == []
    assert delivered.waiting == 0


def test_what_is_on_its_way_at_closing_does_not_arrive() -> None:
    calls: list[Callable[[], object]] = []
    under_way = threading.Event()

    def deliver(call: Callable[[], object]) -> None:
        calls.append(call)
        under_way.set()

    jobs = Jobs(deliver)
    arrived: list[int] = []
    jobs.run(lambda _progress: 7, lane="read", done=arrived.append, failed=fail)
    assert under_way.wait(PATIENCE)
    jobs.close()
    for call in calls:
        call()
    assert arrived == []


def test_a_plain_progress_tells_nobody_and_still_hears() -> None:
    progress = Progress()
    progress.step(1, 2)
    progress.cancel()
    with pytest.raises(Cancelled):
        progress.step(2, 2)


def test_a_paused_job_waits_at_its_next_step_until_it_is_let_on(jobs: Jobs, delivered: Delivered) -> None:
    told: list[Step | str] = []
    first, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        progress.step(1, 3, "one")
        first.set()
        go_on.wait(PATIENCE)
        progress.step(2, 3, "two")
        progress.step(3, 3, "three")
        return "end"

    handle = jobs.run(work, lane="write", done=told.append, failed=fail, progress=told.append)
    assert first.wait(PATIENCE)
    handle.pause()
    go_on.set()
    delivered.run_next()
    delivered.run_next()
    assert handle.paused
    assert told == [Step(1, 3, "one"), Step(2, 3, "two")], "what is done is told before it waits"
    with pytest.raises(queue.Empty):
        delivered.run_soon()
    handle.resume()
    assert not handle.paused
    delivered.run_next()
    delivered.run_next()
    assert told[2:] == [Step(3, 3, "three"), "end"]


def test_a_paused_job_can_be_cancelled(jobs: Jobs, delivered: Delivered) -> None:
    waits, ended = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        waits.wait(PATIENCE)
        try:
            progress.step(1, 2)
        finally:
            ended.set()

    handle = jobs.run(work, lane="write", done=fail, failed=fail)
    handle.pause()
    waits.set()
    handle.cancel()
    assert ended.wait(PATIENCE)
    assert not handle.paused
    handle.pause()
    assert not handle.paused, "what was stopped does not wait any more"
    jobs.close()
    assert delivered.waiting == 0


def test_closing_ends_what_is_paused(delivered: Delivered) -> None:
    jobs = Jobs(delivered)
    waits = threading.Event()

    def work(progress: Progress) -> None:
        waits.wait(PATIENCE)
        progress.step(1, 2)

    handle = jobs.run(work, lane="write", done=fail, failed=fail)
    handle.pause()
    waits.set()
    jobs.close()
    assert handle.cancelled
