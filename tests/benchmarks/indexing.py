"""What keeping the index up to date costs: ``python -m tests.benchmarks.indexing [--pages 10000]``.

A library of made-up pages is indexed by the program's own background process, made anew while it is used,
and opened in a window whose event loop is watched. Printed are

* pages a CPU second of the process for a whole index, and the most memory that it took, also for a batch of
  pages of 2 MB each;
* how long after its commit an imported page is found, where nothing else is to be done, while 1,000 pages
  come in, and while the index is made anew;
* how late the window's event loop is, for which a timer of a millisecond is late, with and without indexing;
* what comparing index and database at the start takes.

Figures of different machines cannot be compared, those of one run can.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks.indexed_library import keep, make

from postil.app.index_feed import Feed
from postil.app.index_pipe import Order
from postil.app.indexing import INDEX
from postil.app.library import Library
from postil.model.ids import PageId
from postil.search.find import find
from postil.search.index import Index
from postil.store import outbox
from postil.store.contents import Contents
from postil.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.benchmarks.search_corpus import Corpus

    from postil.search.document import Document

IMPORTED = 40
"""Pages that are imported one by one."""

LARGE = 60
"""Pages of 2 MB."""

LARGE_LETTERS = 2_000_000
WATCHED_SECONDS = 8.0
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Make, index, print."""
    words = argparse.ArgumentParser()
    words.add_argument("--pages", type=int, default=10_000)
    words.add_argument("--folder", type=Path, help="where the library is left, and taken from")
    asked = words.parse_args()
    folder: Path = asked.folder or Path(tempfile.mkdtemp(prefix="postil-indexing-"))
    corpus = make(folder, asked.pages)
    shutil.rmtree(folder / INDEX, ignore_errors=True)
    _print_whole(folder, asked.pages)
    _print_begin(folder)
    _print_found(folder, corpus)
    _print_lateness(folder)
    _print_large(corpus)
    if asked.folder is None:
        shutil.rmtree(folder)


class Process:
    """The index process of an open library, as the system sees it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        library.indexing.start()
        process = library.indexing._process
        assert process is not None
        self._folder = Path("/proc", str(process.pid))

    @property
    def seconds(self) -> float:
        """What it took of the processor."""
        fields = (self._folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def most_memory(self) -> float:
        """The most memory it had, in MB."""
        status = (self._folder / "status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def wait(self) -> None:
        """Until nothing is pending."""
        while self.library.indexing.pending():
            time.sleep(0.05)


@contextmanager
def _followed(folder: Path) -> Iterator[Process]:
    with Library.open(folder) as library:
        yield Process(library)


def _print_whole(folder: Path, count: int) -> None:
    with closing(Database.open(folder)) as database, database.transaction() as tx:
        outbox.restart(tx)
    with _followed(folder) as process:
        begun, at_first = time.perf_counter(), process.seconds
        process.wait()
        spent, waited = process.seconds - at_first, time.perf_counter() - begun
        print(f"the whole index: {count / spent:.0f} pages a CPU second, {waited:.1f} s for {count} pages")
        print(f"the most memory of the process: {process.most_memory:.0f} MB", flush=True)


def _print_begin(folder: Path) -> None:
    database = Database.open(folder)
    with closing(database), closing(Index(folder / INDEX, database.library_id, write=True)) as index:
        feed = Feed(index, database, Contents(folder))
        _print_row("compare index and database", [_cost(feed.begin) for _ in range(5)], "CPU ms")


def _print_found(folder: Path, corpus: Corpus) -> None:
    fresh = corpus.pages(10_000_000, 10_000)
    with _followed(folder) as process:
        process.wait()
        _print_row("found after its import", _found(process, fresh, while_true=lambda: True))
        many = threading.Thread(target=_import, args=(process.library, list(_some(fresh, 1000))))
        many.start()
        _print_row("… while 1,000 pages come in", _found(process, fresh, while_true=many.is_alive))
        many.join()
        process.wait()
        process.library.indexing.order(Order.REBUILD)
        state = process.library.indexing.backlog
        while not state().state.to_rebuild:
            time.sleep(0.01)

        def under_way() -> bool:
            return state().state.to_rebuild > 0

        _print_row("… while the index is made anew", _found(process, fresh, while_true=under_way))
        begun = time.perf_counter()
        while under_way():
            time.sleep(0.05)
        print(f"{'made anew, after that':44}{time.perf_counter() - begun:9.1f} s", flush=True)


def _found(process: Process, fresh: Iterator[Document], *, while_true: Callable[[], bool]) -> list[float]:
    """Milliseconds from the commit of a page to the index telling it, for so many pages."""
    library = process.library
    database = Database.open(library.folder)
    times: list[float] = []
    with closing(database), closing(Index(library.folder / INDEX, database.library_id)) as index:
        for number, document in enumerate(_some(fresh, IMPORTED)):
            if not while_true():
                break
            word = f"quokka{time.monotonic_ns()}"
            named = replace(document, page=PageId(new_name()), title=f"{document.title} {word}")
            keep(database, Contents(library.folder), [named])
            begun = time.perf_counter()
            while not find(index, word, limit=1, now=datetime.now(UTC)).total:
                time.sleep(0.005)
            times.append((time.perf_counter() - begun) * 1000)
            time.sleep(0.05 + number % 7 * 0.03)
    return times


def _import(library: Library, documents: list[Document]) -> None:
    """As an import does it: a page a transaction."""
    database = Database.open(library.folder)
    with closing(database):
        for document in documents:
            keep(database, Contents(library.folder), [replace(document, page=PageId(new_name()))])


def _print_lateness(folder: Path) -> None:
    from tests.benchmarks.lateness import lateness  # noqa: PLC0415 - Qt is not needed before

    for told, rebuild in (("without indexing", False), ("while the index is made anew", True)):
        times = lateness(folder, rebuild=rebuild, seconds=WATCHED_SECONDS)
        rising = sorted(times)
        figures = (rising[len(rising) // 2], rising[int(len(rising) * 0.99)], rising[-1])
        row = "".join(f"{figure:9.1f}" for figure in figures)
        print(f"{'the window is late, ' + told:44}{row}  ms p50, p99, max", flush=True)


def _print_large(corpus: Corpus) -> None:
    folder = Path(tempfile.mkdtemp(prefix="postil-large-"))
    database = Database.open(folder)
    with closing(database):
        for document in corpus.pages(0, LARGE):
            body = (document.body + "\n") * (1 + LARGE_LETTERS // len(document.body))
            keep(database, Contents(folder), [replace(document, body=body[:LARGE_LETTERS])])
    with _followed(folder) as process:
        begun = time.perf_counter()
        process.wait()
        waited = time.perf_counter() - begun
        print(f"{LARGE} pages of 2 MB: {waited:.1f} s, the most memory {process.most_memory:.0f} MB")
    shutil.rmtree(folder)


def new_name() -> str:
    """An id that no page has."""
    return f"{time.monotonic_ns():016d}"[-16:]


def _some(documents: Iterator[Document], count: int) -> Iterator[Document]:
    return (next(documents) for _ in range(count))


def _cost(work: Callable[[], object]) -> float:
    """CPU milliseconds."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def _print_row(kind: str, times: list[float], unit: str = "ms") -> None:
    if not times:
        print(f"{kind:44}  over before anything was imported")
        return
    rising = sorted(times)
    figures = (rising[len(rising) // 2], rising[int(len(rising) * 0.95)], rising[-1])
    row = "".join(f"{figure:9.1f}" for figure in figures)
    print(f"{kind:44}{row}  {unit} p50, p95, max of {len(times)}", flush=True)


if __name__ == "__main__":
    main()
