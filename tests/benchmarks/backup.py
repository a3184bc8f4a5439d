"""What backups cost: ``python -m tests.benchmarks.backup [--pages 10000] [--folder DIR]``.

A library of made-up pages is written to one archive and brought back into an empty library. Printed beside
each time are the bytes that it must read and write, and how long a plain copy of the same bytes takes, synced
like them. While a backup is written, and while one is restored, another thread leaves a page every 20 ms:
how long each such deed takes is printed, too, and what it takes without a backup.

At the end everything is compared: every table that is not derived, and every kept byte.

Figures of different machines cannot be compared, those of one run can.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.app.whole_library import all_rows
from tests.benchmarks.search_corpus import Corpus
from tests.store.builders import add_annotation, add_whole, page

from postil.anchoring.describe import describe
from postil.app.library import Library
from postil.jobs import Progress
from postil.model.backup import BackupKind
from postil.model.page import Place
from postil.store import pages
from postil.store.contents import CONTENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_TOGETHER = 50
_EVERY = 0.02


def main() -> None:
    """Make a library, write it, bring it back, compare."""
    words = argparse.ArgumentParser()
    words.add_argument("--pages", type=int, default=10_000)
    words.add_argument("--folder", type=Path, help="where to work, instead of the folder for passing files")
    asked = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="postil-backup-", dir=asked.folder))
    try:
        _measure(folder, asked.pages)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path, count: int) -> None:
    source, target, archive = folder / "library", folder / "restored", folder / "all.zip"
    with Library.open(source) as library:
        _shown("making the library", lambda: _fill(library, count))
        kept, database = _size(source / CONTENT), _size(source) - _size(source / CONTENT)
        print(f"{count} pages: {kept / 1e6:.0f} MB of kept bytes, {database / 1e6:.0f} MB of database")
        _shown("a plain copy of all that", lambda: _copy(source, folder / "copy"))
        with _deeds(library, "without a backup"):
            time.sleep(3)
        with _deeds(library, "while a backup is written"):
            _shown("backup", lambda: library.backup.write(archive, Progress()))
        print(f"the archive: {archive.stat().st_size / 1e6:.0f} MB")
        rows = folder / "rows.zip"
        _shown("backup of rows", lambda: library.backup.write(rows, Progress(), kind=BackupKind.ROWS))
        print(f"the archive of rows: {rows.stat().st_size / 1e6:.0f} MB")
    with Library.open(target) as restored:
        _shown("restore into an empty library", lambda: restored.restoring.restore(archive, Progress()))
        with _deeds(restored, "while it is restored again"):
            _shown("restore of what is there", lambda: restored.restoring.restore(archive, Progress()))
        _compare(source, restored, folder / "undisturbed.zip")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _fill(library: Library, count: int) -> None:
    """Pages with their text, their article, an original and a highlight."""
    corpus = Corpus(seed=11)
    batch: list[tuple[str, str]] = []
    for document in corpus.pages(0, count):
        batch.append((document.title, document.body))
        if len(batch) == _TOGETHER:
            _add(library, batch)
            batch = []
    _add(library, batch)


def _add(library: Library, batch: list[tuple[str, str]]) -> None:
    markup = ["".join(f"<p>{line}</p>" for line in body.splitlines() if line) for _title, body in batch]
    kinds = []
    for (_title, body), html in zip(batch, markup, strict=True):
        kinds += [f"<html><body><nav>Home</nav>{html * 2}</body></html>", body, f"<div>{html}</div>"]
    names = iter(library._contents.put_all(kind.encode() for kind in kinds))
    with library._database.transaction() as tx:
        for title, body in batch:
            original, text_hash, html_hash = next(names), next(names), next(names)
            added = page(title=title, original=original, words=len(body) // 6, tags=("made", "up"))
            add_whole(tx, added, text_hash=text_hash, html_hash=html_hash)
            add_annotation(tx, added, note="A note.", selectors=describe(body, 10, 60, text_hash=text_hash))


def _compare(source: Path, restored: Library, archive: Path) -> None:
    """A library restored from an undisturbed archive is its source; twice changes nothing."""
    with (
        Library.open(archive.with_name("fresh")) as other,
        Library.open(source, write=False) as library,
    ):
        library.backup.write(archive, Progress())
        for told in ("restored", "restored twice"):
            other.restoring.restore(archive, Progress())
            there = all_rows(other._database)
            unlike = [name for name, rows in all_rows(library._database).items() if rows != there.get(name)]
            print(f"tables that are not equal when {told}: {unlike or 'none'}")
    names = {path.name for path in (source / CONTENT).glob("??/*")}
    same = names == {path.name for path in (restored.folder / CONTENT).glob("??/*")}
    print(f"kept files {'equal' if same else 'NOT equal'}")


@contextmanager
def _deeds(library: Library, told: str) -> Iterator[None]:
    """Another thread writes all the while; how long its deeds take."""
    (target, *_others) = library.reading.page_ids(Place())
    ended = threading.Event()
    spent: list[float] = []

    def write() -> None:
        number = 0
        while not ended.is_set():
            begun = time.perf_counter()
            with library._database.transaction() as tx:
                pages.set_position(tx, target, position=number, progress=0.5)
            spent.append((time.perf_counter() - begun) * 1e3)
            number += 1
            time.sleep(_EVERY)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        rising = sorted(spent)
        figures = (rising[len(rising) // 2], rising[int(len(rising) * 0.99)], rising[-1])
        row = "".join(f"{figure:9.1f}" for figure in figures)
        print(f"  {'a deed ' + told:<42}{row} ms p50, p99, max of {len(spent)}", flush=True)


def _shown(what: str, deed: Callable[[], object]) -> None:
    begun, worked = time.perf_counter(), time.process_time()
    deed()
    wall, processor = time.perf_counter() - begun, time.process_time() - worked
    print(f"{what:<44}{wall:8.1f} s, of the processor {processor:8.1f} s", flush=True)


def _copy(source: Path, target: Path) -> None:
    """A copy with every file on the disk, as a careful person would make it."""
    shutil.copytree(source, target)
    for path in target.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
