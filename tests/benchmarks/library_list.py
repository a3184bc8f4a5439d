"""How smooth the window's list is at 50,000 pages. Run: python -m tests.benchmarks.library_list [pages].

Every figure is what the person waits for: from a key or a scroll to the painted picture, offscreen.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.benchmarks.store import _fill

from postil.app.library import Library
from postil.gui.bridge import MainThread
from postil.gui.library import spots
from postil.gui.main import build_application, build_window
from postil.jobs import Jobs
from postil.live_settings import LiveSettings
from postil.model.page import SortOrder
from postil.store import tags
from postil.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.window import MainWindow

FRAMES = 300


def main() -> None:
    """Fill a library, open the window on it, and print the times."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(Path(folder))
        _fill(database, count)
        database.close()
        _measure(Path(folder), count)


def _measure(folder: Path, count: int) -> None:
    begun = time.perf_counter()
    application = build_application()
    told("application and fonts", [time.perf_counter() - begun])
    library = Library.open(folder)
    main_thread = MainThread()
    jobs = Jobs(deliver=main_thread)
    opened = time.perf_counter()
    window = build_window(application, library, jobs, LiveSettings(), main_thread)
    window.show()
    _painted(window)
    told(f"window on {count} pages, to its first picture", [time.perf_counter() - opened])
    _scroll(window)
    _press(window)
    _go(window)
    _filter(window)
    _details(window)
    _tags(window)
    _bulk(window)
    print(f"{'memory, the most':<52} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    window.close()
    jobs.close()
    library.close()


def _scroll(window: MainWindow) -> None:
    bar = window.parts.list.view.verticalScrollBar()

    def wheel(frame: int) -> None:
        bar.setValue(bar.value() + 72)

    def drag(frame: int) -> None:
        bar.setValue(bar.maximum() * ((frame * 37) % FRAMES) // FRAMES)

    told("a frame while the wheel turns", [_timed(window, wheel, frame) for frame in range(FRAMES)])
    told(
        "a frame while the bar is dragged anywhere", [_timed(window, drag, frame) for frame in range(FRAMES)]
    )


def _press(window: MainWindow) -> None:
    view = window.parts.list.view
    view.setFocus()

    def down(frame: int) -> None:
        QTest.keyClick(view, Qt.Key.Key_J)

    def jump(frame: int) -> None:
        QTest.keyClick(view, Qt.Key.Key_End if frame % 2 else Qt.Key.Key_Home)

    told("J, to the picture", [_timed(window, down, frame) for frame in range(FRAMES)])
    told("Home and End, to the picture", [_timed(window, jump, frame) for frame in range(20)])


def _go(window: MainWindow) -> None:
    for spot in (spots.ALL, spots.ARCHIVE, spots.STARRED, spots.tag_spot("topic")):
        told(f"go to {spot.title}", [_until_listed(window, partial(window.navigation.go, spot))])
    window.navigation.go(spots.ALL)
    for order in SortOrder:
        sort = partial(window.commands.fire, f"sort.{order.value}")
        told(f"sort all by {order.value}", [_until_listed(window, sort)])
    star = partial(window.commands.fire, "page.star")
    told("star a page, to the list again", [_until_listed(window, star)])


def _filter(window: MainWindow) -> None:
    window.navigation.go(spots.ALL)
    _until_listed(window, lambda: None, asks=False)
    pane = window.parts.list
    told("begin the filter, to the picture", [_timed(window, lambda _frame: pane.begin_filter(), 0)])
    for letters in ("l", "lo", "long", "long w", "long way herald", "#topic/7"):
        typed = partial(pane.filter.line.setText, letters)
        told(f"filter all by “{letters}”", [_until_listed(window, typed)])
    told("forget the filter", [_until_listed(window, pane.unfilter)])


def _details(window: MainWindow) -> None:
    window.parts.list.setFocus()
    window.commands.fire("page.details")
    _settle(window)
    window.parts.list.setFocus()
    press = partial(QTest.keyClick, window.parts.list.view, Qt.Key.Key_J)
    longest = [_longest_freeze(window, press, seconds=0.2) for _ in range(20)]
    told("J with the details shown, the longest freeze", longest)
    window.commands.fire("page.details")


def _tags(window: MainWindow) -> None:
    """Two thousand tags, three deep."""
    library, ids = window._library, window.parts.list.model.ids
    with library._database.transaction() as tx:
        for number in range(2000):
            name = f"field {number % 20}/part {number % 200}/tag {number}"
            tags.edit_of_pages(tx, ids[number * 20 : number * 20 + 20], added=(name,), removed=())
    places = window.parts.side.places
    begun = time.perf_counter()
    counts = library.reading.counts()
    told("count 2,000 tags and those above them", [time.perf_counter() - begun])
    told("show the tree of 2,000 tags", [_timed(window, lambda _frame: places.show_counts(counts), 0)])
    told("show its new counts", [_timed(window, lambda _frame: places.show_counts(counts), 0)])
    field = places.model().index(places.model().rowCount() - 10, 0)
    told("fold a tag", [_timed(window, lambda _frame: places.collapse(field), 0)])


def _bulk(window: MainWindow) -> None:
    _settle(window)
    window.parts.list.setFocus()
    for count in (5_000, 45_000):
        _bulk_of(window, min(count, len(window.parts.list.model.ids)))


def _bulk_of(window: MainWindow, count: int) -> None:
    pane = window.parts.list
    pane.unpick()
    told(
        f"select {count} pages, to the picture",
        [_timed(window, lambda _frame: pane._select_rows(range(count)), 0)],
    )
    tag = partial(window._library.tagging.edit, pane.selected(), added=(f"bulk {count}",))
    star = partial(window.commands.fire, "page.star")
    in_background = partial(_in_background, window, tag)
    told(f"tag {count} pages, the longest freeze", [_longest_freeze(window, in_background)])
    told(f"star {count} pages, the longest freeze", [_longest_freeze(window, star)])
    told("undo it, the longest freeze", [_longest_freeze(window, window.deeds.undo)])
    begun = time.perf_counter()
    window._library.tagging.edit(pane.selected(), added=("again",))
    told(f"tag {count} pages, all of it", [time.perf_counter() - begun])


def _in_background(window: MainWindow, deed: Callable[[], object]) -> None:
    window._jobs.run(lambda _progress: deed(), lane="read", done=lambda _: None, failed=lambda _: None)


def _longest_freeze(window: MainWindow, deed: Callable[[], object], *, seconds: float = 4) -> float:
    """The longest time in which the window heard nothing, so long after the deed."""
    beats = [time.perf_counter()]
    timer = QTimer(window, interval=1)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    deed()
    begun = time.perf_counter()
    while time.perf_counter() - begun < seconds:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    timer.stop()
    beats.append(time.perf_counter())
    return max(later - sooner for sooner, later in pairwise(beats))


def _settle(window: MainWindow) -> None:
    _longest_freeze(window, lambda: None, seconds=1)


def _timed(window: MainWindow, deed: Callable[[int], object], frame: int) -> float:
    begun = time.perf_counter()
    deed(frame)
    _painted(window)
    return time.perf_counter() - begun


def _until_listed(window: MainWindow, deed: Callable[[], object], *, asks: bool = True) -> float:
    loop = QEventLoop()
    window.listing.listed.connect(loop.quit)
    begun = time.perf_counter()
    deed()
    if asks or window.listing._running:
        loop.exec()
    _painted(window)
    return time.perf_counter() - begun


def _painted(window: MainWindow) -> None:
    window.parts.list.view.viewport().repaint()
    QApplication.processEvents()


def told(what: str, seconds: list[float]) -> None:
    """Print the median and the worst."""
    ordered = sorted(seconds)
    late = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    print(f"{what:<52} {statistics.median(ordered) * 1e3:8.1f} ms   p99 {late * 1e3:8.1f} ms")


if __name__ == "__main__":
    main()
