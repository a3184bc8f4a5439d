"""What the index process does in which order, what it hears, and when it steps aside."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING, BinaryIO

import pytest
from tests.store.builders import import_page

from postil import paths
from postil.app import index_worker as module
from postil.app.index_pipe import IndexState, Order, heard, order_of, told
from postil.app.index_worker import IndexWorker, Orders
from postil.app.indexing import INDEX
from postil.jobs import Cancelled
from postil.search.index import Index
from postil.store import outbox
from postil.store.contents import Contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from postil.store.database import Database

PATIENCE_SECONDS = 60.0


class Program:
    """The program's side of the pipe, and a worker that runs on a thread."""

    def __init__(self, database: Database) -> None:
        reading, writing = os.pipe()
        self._pipe: BinaryIO = os.fdopen(writing, "wb", buffering=0)
        self._source = os.fdopen(reading, "rb", buffering=0)
        self.orders = Orders(self._source)
        self.states: list[IndexState] = []
        self._worker = IndexWorker(database, self.orders, self.states.append)
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        self._thread.start()

    def say(self, order: Order) -> None:
        self._pipe.write(order.value.encode() + b"\n")

    def end(self) -> None:
        self._pipe.close()
        if self._thread.ident is not None:
            self._thread.join()
        wait_for(lambda: self.orders.ended)
        self._source.close()

    def _run(self) -> None:
        with suppress(Cancelled):
            self._worker.run()


@pytest.fixture
def program(database: Database) -> Iterator[Program]:
    made = Program(database)
    yield made
    made.end()


def wait_for(met: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not met():
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.01)


def add(database: Database, text: str) -> None:
    import_page(database, Contents(database.folder), text=text)


def pending(database: Database) -> int:
    return outbox.pending(database.reader())


def segments(database: Database) -> int:
    return len(list((database.folder / INDEX).glob("*.seg")))


def test_each_commit_is_told(database: Database, program: Program) -> None:
    add(database, "One.")
    program.start()
    wait_for(lambda: [state.commits for state in program.states] == [1])
    add(database, "Two.")
    wait_for(lambda: program.states[-1].commits == 2)
    assert pending(database) == 0


def test_when_all_is_quiet_the_index_becomes_one_segment(
    database: Database, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.01)
    program.start()
    for number in range(3):
        add(database, f"Page {number}.")
        wait_for(lambda: pending(database) == 0)
    assert segments(database) == 3
    monkeypatch.setattr(module, "IDLE_SECONDS", 0.05)
    wait_for(lambda: segments(database) == 1)
    with closing(Index(database.folder / INDEX, database.library_id)) as index:
        assert index.count() == 3


def test_while_the_person_is_busy_what_they_make_is_found_all_the_same(
    database: Database, program: Program
) -> None:
    program.start()
    for number in range(4):
        program.say(Order.BUSY)
        add(database, f"Page {number}.")
        wait_for(lambda: pending(database) == 0)


def test_a_key_counts_for_a_while(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not program.orders.busy
    program.say(Order.BUSY)
    wait_for(lambda: program.orders.busy)
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.0)
    assert not program.orders.busy


def test_the_last_word_on_making_it_anew_holds_and_is_heard_once(program: Program) -> None:
    program.say(Order.REBUILD)
    program.say(Order.KEEP)
    program.say(Order.BUSY)
    wait_for(lambda: program.orders.busy)
    assert program.orders.waiting
    assert program.orders.rebuild() is Order.KEEP
    assert program.orders.rebuild() is None


def test_what_is_waited_for_ends_with_the_program(program: Program) -> None:
    threading.Timer(0.1, program._pipe.close).start()
    with pytest.raises(Cancelled):
        program.orders.wait(PATIENCE_SECONDS)


def test_without_a_library_it_ends_at_once(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file")
    command = [*paths.program(), "index-worker", "--library", str(tmp_path / "library")]
    places = {"XDG_STATE_HOME": str(tmp_path / "state"), "LOCALAPPDATA": str(tmp_path / "state")}
    ended = subprocess.run(command, stdin=subprocess.PIPE, env=os.environ | places, check=False)
    assert ended.returncode == 2


@pytest.mark.parametrize("order", Order)
def test_orders_are_read_back(order: Order) -> None:
    assert order_of(order.value.encode() + b"\n") is order


@pytest.mark.parametrize("line", [b"", b"\n", b"reb", b"\xff\n", b"busy rebuild\n"])
def test_what_is_no_order_is_passed_over(line: bytes) -> None:
    assert order_of(line) is None


def test_a_state_is_read_back() -> None:
    state = IndexState(commits=3, rebuilt=2, to_rebuild=9, problem="Ґрунт “full”\nof words")
    assert heard(told(state)) == state
    assert told(state).count(b"\n") == 1


@pytest.mark.parametrize("line", [b"", b"{", b"[]\n", b"{}\n", told(IndexState())[:-4], b"\xff\n"])
def test_what_tells_no_state_is_passed_over(line: bytes) -> None:
    assert heard(line) is None
