"""What importing costs: ``python -m tests.benchmarks.importing [--pages 1000 20000] [--files 300]``.

Files of saved pages, with menus and lists around their articles, are imported into libraries that have so
many pages already, by the program's own import with its worker processes. Printed for each library are

* pages a second from the file to the last commit, and what the program and its workers took of the
  processor for a page;
* the most memory that the program held, and by how much the import raised it;
* the same files once more, which the library has by then;
* how late the event loop of a window is, open on that library, without an import and while one goes on;
* the same of an export of other tools: one file of many articles with highlights.

``--real FOLDER`` imports the HTML files of a folder instead of made-up ones. Figures of different machines
cannot be compared, those of one run can.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from typing import TYPE_CHECKING

from tests.benchmarks.indexed_library import make
from tests.benchmarks.saved_pages import write_pages

from postil.app.import_report import Outcome
from postil.app.library import Library
from postil.jobs import Progress

if TYPE_CHECKING:
    from tests.benchmarks.search_corpus import Corpus

WATCHED_SECONDS = 8.0
_FIRST = 20_000_000
"""The number of the first imported page: the library has none of them."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What an import took."""

    pages: int
    seconds: float
    own: float
    """CPU seconds of the program."""
    workers: float
    """CPU seconds of its worker processes."""
    before: float
    most: float
    """Memory of the program before it, and the most while it went on, in MB."""

    def __str__(self) -> str:
        pages = max(1, self.pages)
        return (
            f"{self.pages / self.seconds:8.1f} pages/s {self.own / pages * 1000:8.1f} ms of the program "
            f"{self.workers / pages * 1000:8.1f} ms of workers a page; "
            f"{self.most:.0f} MB at the most, {self.before:.0f} before"
        )


def main() -> None:
    """Make, import, print."""
    words = argparse.ArgumentParser()
    words.add_argument("--pages", type=int, nargs="+", default=[1000, 20_000])
    words.add_argument("--files", type=int, default=300)
    words.add_argument("--real", type=Path, help="a folder of HTML files to import")
    asked = words.parse_args()
    for count in asked.pages:
        folder = Path(tempfile.mkdtemp(prefix="postil-importing-"))
        try:
            _print_library(folder, count, asked.files, asked.real)
        finally:
            shutil.rmtree(folder)


def _print_library(folder: Path, count: int, files: int, real: Path | None) -> None:
    corpus = make(folder / "library", count)
    chosen = (real,) if real else write_pages(folder / "files", corpus, first=_FIRST, count=files)
    print(f"a library of {count} pages", flush=True)
    with Library.open(folder / "library") as library:
        _print_cost("import", _cost(library, chosen))
        _print_cost("the same files once more", _cost(library, chosen))
        export = _write_export(folder / "export.json", corpus, first=_FIRST + 1_000_000, count=files)
        _print_cost("an export with highlights", _cost(library, (export,)))
    more = write_pages(folder / "more", corpus, first=_FIRST + 2_000_000, count=2000)
    _print_lateness(folder / "library", more)


def _cost(library: Library, chosen: tuple[Path, ...]) -> Cost:
    _forget_peak()
    before, own, workers = _memory("VmRSS"), time.process_time(), _children()
    begun = time.perf_counter()
    report = library.importing.add(chosen, Progress())
    seconds = time.perf_counter() - begun
    done = len(report.rows) - report.count(Outcome.FAILED)
    return Cost(
        pages=done,
        seconds=seconds,
        own=time.process_time() - own,
        workers=_children() - workers,
        before=before,
        most=_memory("VmHWM"),
    )


def _write_export(path: Path, corpus: Corpus, *, first: int, count: int) -> Path:
    """Articles with two highlights each, as wallabag exports them."""
    items = []
    for number, document in enumerate(corpus.pages(first, count)):
        lines = [line for line in document.body.splitlines() if line.strip()]
        quotes = [lines[len(lines) // 3][5:90], lines[-1][:80]]
        items.append({
            "id": number,
            "title": document.title,
            "url": document.address,
            "content": "".join(f"<p>{line}</p>" for line in lines),
            "is_archived": 0,
            "is_starred": 0,
            "tags": ["later"],
            "created_at": f"{document.added}T08:00:00+0000",
            "annotations": [{"quote": quote, "text": "A note.", "ranges": []} for quote in quotes],
        })  # fmt: skip
    path.write_text(json.dumps(items), encoding="utf-8")
    return path


def _print_lateness(folder: Path, files: tuple[Path, ...]) -> None:
    from tests.benchmarks.lateness import lateness  # noqa: PLC0415 - Qt is not needed before

    for told, imported in (("without an import", ()), ("while pages come in", files)):
        rising = sorted(lateness(folder, rebuild=False, seconds=WATCHED_SECONDS, imported=imported))
        figures = (rising[len(rising) // 2], rising[int(len(rising) * 0.99)], rising[-1])
        row = "".join(f"{figure:8.1f}" for figure in figures)
        print(f"  {'the window is late, ' + told:42}{row} ms p50, p99, max", flush=True)


def _print_cost(told: str, cost: Cost) -> None:
    print(f"  {told:28}{cost}", flush=True)


def _children() -> float:
    """CPU seconds of the processes that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(name: str) -> float:
    """A line of what the system says of this process's memory, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(name + ":")[2].split()[0]) / 1024


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


if __name__ == "__main__":
    main()
