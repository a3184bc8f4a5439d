"""How long notes take into a folder, beside a copy of the bytes. Run: python -m tests.benchmarks.exporting.

Words: [pages] [layout]. Every page has four highlights, one with a note. The bytes to be read are those of
the articles and texts; those to be written are of the notes and of what is remembered of them beside. The
same bytes, copied by themselves with a file for each and synced as notes are, are the floor.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.search_corpus import Corpus
from tests.store.builders import add_whole, annotation_of, page

from postil.anchoring.describe import describe
from postil.app.library import Library
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.export_target import ExportTarget, Layout
from postil.model.ids import ExportTargetId
from postil.store import annotations as kept_annotations
from postil.store.contents import Contents
from postil.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from postil.model.export_report import ExportReport
    from postil.search.document import Document

_TOGETHER = 500
_HIGHLIGHTS = 4
_WORDS = 30
"""Words of a highlight, at the most."""
_THREADS = 8


def main() -> None:
    """Fill a library, and export it, wholly and after one change."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    layout = Layout(sys.argv[2]) if len(sys.argv) > 2 else Layout.PAGE
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _fill(home / "library", count)
        with Library.open(home / "library") as library:
            target = library.export_targets.add(
                ExportTarget(ExportTargetId(""), "Notes", home / "notes", layout=layout)
            )
            print(f"{count} pages, {_HIGHLIGHTS} highlights each; layout: {layout.value}")
            _measure(library, target, home)


@dataclass(frozen=True, slots=True)
class _Bytes:
    """What has to be read and written."""

    read: tuple[Path, ...]
    written: tuple[Path, ...]

    def __str__(self) -> str:
        return f"{_size(self.read) / 1e6:.1f} MB to read, {_size(self.written) / 1e6:.1f} MB to write"


def _measure(library: Library, target: ExportTarget, home: Path) -> None:
    targets = library.export_targets
    kept = tuple(path for path in (home / "library" / "content").glob("??/*") if path.is_file())

    def update(*, again: bool = False) -> ExportReport:
        return targets.update(target, Progress(), again=again)

    _told("everything, into a new folder", update, lambda: _Bytes(kept, _files(target.folder)), home)
    _told("the same once more: nothing changed", update, lambda: _Bytes((), ()), home)
    one = library.reading.annotated_ids()[7]
    mark = library.reading.view(one).placed[0].annotation.id
    before = _stamps(target.folder)
    library.annotating.set_note(mark, "Another note")

    def changed() -> _Bytes:
        return _Bytes(
            (), tuple(path for path, at in _stamps(target.folder).items() if before.get(path) != at)
        )

    _told("one note changed in the library", update, changed, home)
    file = next(path for path in _files(target.folder) if path.suffix == ".md")
    file.write_text(file.read_text("utf-8") + "\nMine.\n", "utf-8")
    _told("one file changed by the person", update, lambda: _Bytes((), ()), home)
    _told("everything looked at again", lambda: update(again=True), lambda: _Bytes(kept, ()), home)
    _told(
        "a dry run of it",
        lambda: targets.update(target, Progress(), dry_run=True),
        lambda: _Bytes((), ()),
        home,
    )


def _told(what: str, work: Callable[[], ExportReport], moved: Callable[[], _Bytes], home: Path) -> None:
    begun, used = time.perf_counter(), time.process_time()
    report = work()
    seconds, used = time.perf_counter() - begun, time.process_time() - used
    todo = moved()
    floor = _copied(todo, home / "copy")
    print(
        f"{what:<38} {seconds:8.2f} s, {used:7.2f} s of the processor;"
        f"  {len(report.written):6} written, {len(report.unchanged):6} unchanged;"
        f"  {todo}: {floor:.2f} s by themselves"
    )
    for problem in report.problems[:3]:
        print(f"    {problem}")


def _copied(todo: _Bytes, folder: Path) -> float:
    """How long reading and writing the bytes takes by itself."""
    contents = [path.read_bytes() for path in todo.written]
    folder.mkdir(exist_ok=True)
    begun = time.perf_counter()
    for path in todo.read:
        path.read_bytes()
    with ThreadPoolExecutor(_THREADS) as threads:
        list(threads.map(lambda each: _write(folder / str(each[0]), each[1]), enumerate(contents)))
    return time.perf_counter() - begun


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(path for path in sorted(folder.rglob("*")) if path.is_file())


def _stamps(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in _files(folder)}


def _size(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


def _fill(folder: Path, count: int) -> None:
    database = Database.open(folder)
    contents = Contents(folder)
    made = Corpus().pages(0, count)
    chance = random.Random(5)
    while some := tuple(islice(made, _TOGETHER)):
        _keep(database, contents, some, chance)
    contents.close()
    database.close()


def _keep(
    database: Database, contents: Contents, documents: tuple[Document, ...], chance: random.Random
) -> None:
    articles = [_article(document.body) for document in documents]
    texts = [flatten(parse_article(article)).text for article in articles]
    html_hashes = contents.put_all(article.encode() for article in articles)
    text_hashes = contents.put_all(text.encode() for text in texts)
    with database.transaction() as tx:
        for document, text, html_hash, text_hash in zip(
            documents, texts, html_hashes, text_hashes, strict=True
        ):
            owner = page(
                id=document.page,
                title=document.title,
                added=datetime.combine(document.added, datetime.min.time(), UTC),
                original=html_hash,
                byline=document.byline,
                site=document.site,
                address=document.address,
                tags=document.tags,
            )
            add_whole(tx, owner, text_hash=text_hash, html_hash=html_hash)
            for number, start in enumerate(_starts(text, chance)):
                end = min(len(text), start + chance.randrange(20, 8 * _WORDS))
                kept_annotations.add(
                    tx,
                    annotation_of(
                        owner,
                        selectors=describe(text, start, end, text_hash=text_hash),
                        color=chance.choice(list(Color)),
                        note="A note on what stands here." if number == 0 else "",
                        created=owner.added,
                    ),
                )


def _starts(text: str, chance: random.Random) -> Iterator[int]:
    for _ in range(_HIGHLIGHTS):
        yield text.find(" ", chance.randrange(max(1, len(text) - 60))) + 1


def _article(body: str) -> str:
    """Paragraphs under headings, as extraction leaves them."""
    parts = []
    for number, line in enumerate(body.split("\n")):
        if line.strip():
            heading = f"<h2>Part {number // 5}</h2>" if number % 5 == 0 else ""
            parts.append(f"{heading}<p>{escape(line.strip(), quote=False)}</p>")
    return f"<div>{''.join(parts)}</div>"


if __name__ == "__main__":
    main()
