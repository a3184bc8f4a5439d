"""Calls from other threads arrive on the main one."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from postil.gui.bridge import MainThread
from postil.jobs import Jobs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


def test_results_of_jobs_arrive_on_the_main_thread(qtbot: QtBot) -> None:
    jobs = Jobs(deliver=MainThread())
    arrived: list[tuple[int, int]] = []
    jobs.run(
        lambda _progress: threading.get_ident(),
        lane="read",
        done=lambda worker: arrived.append((worker, threading.get_ident())),
        failed=lambda error: pytest.fail(str(error)),
    )
    qtbot.waitUntil(lambda: bool(arrived))
    worker, receiver = arrived[0]
    assert worker != receiver
    assert receiver == threading.get_ident()
    jobs.close()
