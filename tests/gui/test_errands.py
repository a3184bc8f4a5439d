"""Little is done at once; much, and what must wait for another deed, in the background."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from postil.app.undo import Undo
from postil.gui.errands import AT_ONCE, Errands
from postil.signals import Signal

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.jobs import Jobs

pytestmark = pytest.mark.gui


def test_little_is_done_on_the_thread_of_the_window_and_much_is_not(qtbot: QtBot, jobs: Jobs) -> None:
    errands = Errands(Undo(Signal()), jobs, lambda _error: None)
    worked: list[threading.Thread] = []
    shown: list[threading.Thread] = []

    def show(where: threading.Thread) -> None:
        worked.append(where)
        shown.append(here())

    for size in (AT_ONCE, AT_ONCE + 1):
        errands.run(size, here, show)
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert worked[0] is here()
    assert worked[1] is not here()
    assert shown == [here()] * 2


def test_who_must_wait_for_a_deed_waits_in_the_background(qtbot: QtBot, jobs: Jobs) -> None:
    undo = Undo(Signal())
    done: list[threading.Thread] = []
    begun, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with undo.at_rest():
            begun.set()
            may_end.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait()
    Errands(undo, jobs, lambda _error: None).run(1, here, done.append)
    may_end.set()
    holder.join()
    qtbot.waitUntil(lambda: bool(done))
    assert done != [here()]


def test_what_goes_wrong_in_the_background_is_told(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[Exception] = []
    Errands(Undo(Signal()), jobs, told.append).run(AT_ONCE + 1, lambda: 1 // 0, lambda _nothing: None)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], ZeroDivisionError)


def here() -> threading.Thread:
    return threading.current_thread()
