"""Changes are told on the main thread, gathered; the indexer's work is asked after."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QThread

from postil.app.index_pipe import IndexState
from postil.gui.watch import Watch
from postil.model.changes import Changes
from postil.model.ids import PageId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.bridge import MainThread
    from postil.jobs import Jobs

pytestmark = pytest.mark.gui


@pytest.fixture
def watch(library: Library, jobs: Jobs, main_thread: MainThread) -> Iterator[Watch]:
    def failed(error: Exception) -> None:
        raise error

    owner = QObject()
    made = Watch(library, jobs, main_thread, failed, owner)
    yield made
    made.stop()


def test_many_changes_are_told_as_one_on_the_main_thread(
    watch: Watch, library: Library, qtbot: QtBot
) -> None:
    heard: list[tuple[Changes, QThread]] = []
    watch.changed.connect(lambda changes: heard.append((changes, QThread.currentThread())))

    def work() -> None:
        for number in range(20):
            library.changed.emit(Changes(pages=frozenset({PageId(f"p{number}")}), membership=number == 3))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: sum(len(changes.pages) for changes, _ in heard) == 20)
    assert len(heard) < 5
    assert any(changes.membership for changes, _ in heard)
    assert {told_on for _, told_on in heard} == {QThread.currentThread()}


def test_what_the_indexer_has_to_do_is_told(watch: Watch, library: Library, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch.settled), qtbot.waitSignal(watch.indexing) as told:
        watch._poll.start(10)
    assert told.args == [library.indexing.backlog()]


def test_what_the_index_wrote_is_found_anew(watch: Watch, library: Library, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(watch.found_anew, wait=50):
        watch._poll.start(10)
    with qtbot.waitSignal(watch.found_anew):
        threading.Thread(target=lambda: library.indexing._hear(IndexState(commits=1))).start()


def test_stopped_it_hears_nothing(
    library: Library, jobs: Jobs, main_thread: MainThread, qtbot: QtBot
) -> None:
    owner = QObject()
    watch = Watch(library, jobs, main_thread, print, owner)
    watch.stop()
    heard: list[Changes] = []
    watch.changed.connect(heard.append)
    library.changed.emit(Changes(membership=True))
    qtbot.wait(60)
    assert heard == []


def test_what_was_heard_before_the_end_is_not_told_after_it(
    library: Library, jobs: Jobs, main_thread: MainThread, qtbot: QtBot
) -> None:
    owner = QObject()
    watch = Watch(library, jobs, main_thread, print, owner)
    heard: list[Changes] = []
    watch.changed.connect(heard.append)
    library.changed.emit(Changes(membership=True))
    watch.stop()
    qtbot.wait(200)
    assert heard == []
