"""How late the event loop of a real window is while somebody walks through its list."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

from postil.app.index_pipe import Order
from postil.app.library import Library
from postil.gui.bridge import MainThread
from postil.gui.main import build_application, build_window
from postil.jobs import Jobs, Progress
from postil.live_settings import LiveSettings

if TYPE_CHECKING:
    from pathlib import Path

    from postil.gui.window import MainWindow

SETTLE_MILLISECONDS = 2500
"""What the window does when it opens is not what is measured."""

KEY_MILLISECONDS = 400
_DUE = 0.001


def lateness(folder: Path, *, rebuild: bool, seconds: float, imported: tuple[Path, ...] = ()) -> list[float]:
    """Milliseconds by which each turn of a timer of one millisecond came late; keys' own work is left out.

    Meanwhile the index is made anew, or the files ``imported`` come in, if that is asked for.
    """
    application = build_application()
    library = Library.open(folder)
    main_thread = MainThread()
    jobs = Jobs(deliver=main_thread)
    window = build_window(application, library, jobs, LiveSettings(), main_thread)
    window.show()
    library.indexing.start()
    _wait(SETTLE_MILLISECONDS)
    while library.indexing.pending():
        _wait(200)
    if rebuild:
        library.indexing.order(Order.REBUILD)
        while not library.indexing.backlog().state.to_rebuild:
            _wait(20)
    work: Progress | None = None
    if imported:
        work = jobs.run(
            lambda progress: library.importing.add(imported, progress), lane="write", done=print, failed=print
        )
    late = _watch(window, seconds)
    if work is not None:
        work.cancel()
    if rebuild and not library.indexing.backlog().state.to_rebuild:
        print("  (the index was made anew before the time was over)")
    library.indexing.order(Order.KEEP)
    window.close()
    jobs.close()
    library.close()
    return late


def _watch(window: MainWindow, seconds: float) -> list[float]:
    late: list[float] = []
    timer = QTimer(window, interval=1, timerType=Qt.TimerType.PreciseTimer)
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append(max(0.0, now - last - _DUE) * 1000)
        last = now

    def press() -> None:
        nonlocal last
        QTest.keyClick(window.parts.list.view, Qt.Key.Key_J)
        window.repaint()
        last = time.perf_counter()

    keys = QTimer(window, interval=KEY_MILLISECONDS)
    keys.timeout.connect(press)
    timer.timeout.connect(tick)
    timer.start()
    keys.start()
    _wait(int(seconds * 1000))
    timer.stop()
    keys.stop()
    return late


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
