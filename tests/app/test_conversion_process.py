from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from postil.app.conversion_process import WorkerDied, WorkerProcess
from postil.app.conversion_wire import Question
from postil.jobs import Cancelled

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = (sys.executable, str(Path(__file__).with_name("worker_for_tests.py")))


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[WorkerProcess]:
    worker = WorkerProcess(COMMAND, tmp_path / "log", seconds=30)
    yield worker
    worker.end()


def ask(worker: WorkerProcess, folder: Path, words: str) -> list[str]:
    path = folder / "page.html"
    path.write_text(f"<!doctype html><html><p>{words}</p></html>")
    return [next(iter(message)) for message in worker.ask(Question(str(path), str(folder)))]


def test_a_worker_is_kept_between_questions(worker: WorkerProcess, tmp_path: Path) -> None:
    assert worker.start() > 0
    assert worker.start() == 0
    assert ask(worker, tmp_path, "one") == ask(worker, tmp_path, "two") == ["conversion", "done"]


def test_a_worker_that_died_is_started_anew(worker: WorkerProcess, tmp_path: Path) -> None:
    with pytest.raises(WorkerDied):
        ask(worker, tmp_path, "crash")
    assert ask(worker, tmp_path, "one") == ["conversion", "done"]


def test_an_answer_that_is_left_does_not_reach_the_next_question(
    worker: WorkerProcess, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><html><p>one</p></html>")
    with closing(worker.ask(Question(str(tmp_path / "page.html"), str(tmp_path)))) as messages:
        next(messages)
    assert ask(worker, tmp_path, "two") == ["conversion", "done"]


def test_an_interrupted_worker_answers_no_more_until_it_is_ended(
    worker: WorkerProcess, tmp_path: Path
) -> None:
    worker.start()
    worker.interrupt()
    with pytest.raises(Cancelled):
        ask(worker, tmp_path, "one")
    worker.end()
    assert ask(worker, tmp_path, "one") == ["conversion", "done"]
