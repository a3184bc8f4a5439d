"""How fast the store is at 50,000 pages. Run: python -m tests.benchmarks.store [pages]."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.store.builders import add_annotation, add_page, import_page

from postil.model.annotation import AnnotationFilter, AnnotationOrder, Color
from postil.model.page import Page, Place, SortOrder, Status
from postil.store import annotations as kept
from postil.store import likeness, outbox, page_counts, page_values, pages, search_history
from postil.store.contents import Contents
from postil.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.store.connection import Connection

_BEGINNING = datetime(2015, 1, 1, tzinfo=UTC)
_WINDOW = 60
_PLACES = {
    "all": Place(),
    "inbox": Place(status=Status.INBOX),
    "archive": Place(status=Status.ARCHIVE),
    "starred": Place(starred=True),
    "highlighted": Place(highlighted=True),
    "tag, nested": Place(tag="topic"),
    "tag, small": Place(tag="topic/7"),
    "trash": Place(trashed=True),
}


def main() -> None:
    """Fill a library and print what reading and writing it takes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(Path(folder))
        begun = time.perf_counter()
        _fill(database, count)
        size = (Path(folder) / "library.db").stat().st_size
        print(f"{count} pages in {time.perf_counter() - begun:.1f} s, {size / 1e6:.0f} MB")
        _read(database)
        _write(database)
        _import(database, Contents(Path(folder)))
        database.close()
        _show("open and close", lambda: Database.open(Path(folder)).close())


def _fill(database: Database, count: int) -> None:
    chance = random.Random(7)
    for first in range(0, count, 5000):
        with database.transaction() as tx:
            for number in range(first, min(first + 5000, count)):
                added = _add(tx, chance, number)
                if number % 5 == 0:
                    for _ in range(4):
                        add_annotation(tx, added, note="A note.", tags=("later",) if number % 50 == 0 else ())


def _add(tx: Connection, chance: random.Random, number: int) -> Page:
    return add_page(
        tx,
        title=f"“{chance.choice('ABCDEFGHIJ')}{chance.random()} and the long way home to the sea",
        added=_BEGINNING + timedelta(minutes=number * 7),
        status=chance.choice(tuple(Status)),
        starred=chance.random() < 0.05,
        site=chance.choice(("example.org", "The Herald", "Новини", None)),
        published=chance.choice((None, str((_BEGINNING + timedelta(days=chance.randrange(3650))).date()))),
        opened=chance.choice((None, _BEGINNING + timedelta(minutes=chance.randrange(5_000_000)))),
        words=chance.randrange(200, 9000),
        byline="A. Writer",
        excerpt="The sea was calm, and nobody on the shore had yet seen the ship. " * 3,
        address=f"https://example.org/{number}",
        trashed=_BEGINNING if number % 100 == 0 else None,
        tags=(f"topic/{number % 50}", "reading") if number % 2 else (),
    )


def _read(database: Database) -> None:
    connection = database.reader()
    for name, place in _PLACES.items():
        lists = [
            partial(pages.ids, connection, place, sort=sort, descending=descending)
            for sort in SortOrder
            for descending in (True, False)
        ]
        _show(f"ids of {name}: {len(lists[0]())}, slowest order", max(lists, key=_median))
    everything = pages.ids(connection, Place(), sort=SortOrder.TITLE, descending=False)
    middle = everything[len(everything) // 2 :][:_WINDOW]
    _show(f"rows of {_WINDOW} pages", lambda: pages.many(connection, middle))
    _show("counts of all places and tags", lambda: page_counts.counts(connection))
    order = AnnotationOrder.DATE
    _show("list of all annotations", lambda: kept.ids(connection, AnnotationFilter(), order))
    _show(
        "list of all red annotations", lambda: kept.ids(connection, AnnotationFilter(color=Color.RED), order)
    )
    _show(
        "list of annotations with a word", lambda: kept.ids(connection, AnnotationFilter(text="sea"), order)
    )
    _show("annotations of a page", lambda: kept.of_page(connection, everything[0]))
    _show("take 500 of the outbox", lambda: outbox.take(connection, 500))
    _show("pending of the outbox", lambda: outbox.pending(connection))
    _show("pairs of the same among 200 pages", lambda: likeness.among(connection, everything[:200]))
    _show("values to be offered in a query", lambda: page_values.of_all(connection))
    _show("queries that were used", lambda: search_history.everything(connection))


def _write(database: Database) -> None:
    target = pages.ids(database.reader(), Place(), sort=SortOrder.ADDED, descending=True)[0]
    owner = pages.get(database.reader(), target)
    assert owner is not None
    positions = iter(range(1000))

    def leave() -> None:
        with database.transaction() as tx:
            pages.set_position(tx, target, position=next(positions), progress=0.5)

    def highlight() -> None:
        with database.transaction() as tx:
            add_annotation(tx, owner, note="A note.", tags=("later",))

    _show("remember a position (a commit)", leave)
    _show("add an annotation (a commit)", highlight)


def _import(database: Database, contents: Contents) -> None:
    numbers = iter(range(1000))
    _show(
        "import a page of 3 kept files",
        lambda: import_page(database, contents, text=f"Number {next(numbers)}. " * 2000),
    )


def _show(what: str, deed: Callable[[], object]) -> None:
    spent = _median(deed)
    print(f"{what:<44}{spent.wall:8.2f} ms, of the processor {spent.processor:8.2f} ms")


@dataclass(frozen=True, order=True)
class _Spent:
    """Milliseconds of one call. On a busy machine only the processor's say something."""

    processor: float
    wall: float


def _median(deed: Callable[[], object]) -> _Spent:
    """The median of nine calls after a first that does not count."""
    deed()
    spent = []
    for _ in range(9):
        begun, worked = time.perf_counter(), time.thread_time()
        deed()
        spent.append(_Spent((time.thread_time() - worked) * 1e3, (time.perf_counter() - begun) * 1e3))
    return statistics.median_low(spent)


if __name__ == "__main__":
    main()
