"""What is fed first, how much at a time, and by which day a page was read."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import NOW, add_annotation, import_page

from postil.app import index_feed
from postil.app.index_feed import BATCH, Documents, Feed
from postil.app.indexing import INDEX
from postil.model.page import Status
from postil.search.find import find
from postil.search.index import Index
from postil.store import outbox, pages
from postil.store.contents import Contents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.model.page import Page
    from postil.search.document import Document
    from postil.store.database import Database


@pytest.fixture
def index(database: Database) -> Iterator[Index]:
    with closing(Index(database.folder / INDEX, database.library_id, write=True)) as opened:
        yield opened


@pytest.fixture
def feed(database: Database, index: Index) -> Feed:
    made = Feed(index, database, Contents(database.folder))
    made.begin()
    return made


def add(database: Database, count: int = 1, *, text: str = "A river.") -> list[Page]:
    return [import_page(database, Contents(database.folder), text=text) for _ in range(count)]


def found(index: Index, text: str) -> set[str]:
    return {hit.key for hit in find(index, text, limit=1000, now=datetime.now(UTC)).hits}


def test_what_just_changed_waits_for_nothing_but_the_batch_that_is_written(
    database: Database, feed: Feed, index: Index
) -> None:
    add(database, BATCH + 20)
    assert not found(index, "river")
    assert feed.step() == BATCH
    (late,) = add(database, text="A brook.")
    assert feed.urgent()
    assert feed.step() == 1, "alone, so that it is found soon"
    assert not feed.urgent()
    assert found(index, "brook") == {f"page:{late.id}"}
    assert feed.step() == 20
    assert feed.step() == 0
    assert feed.pending() == 0


def test_the_newest_come_first(database: Database, feed: Feed, index: Index) -> None:
    added = add(database, BATCH + 20)
    feed.step()
    assert found(index, "river") == {f"page:{page.id}" for page in added[20:]}


def test_a_batch_ends_with_the_page_that_fills_it(
    database: Database, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_feed, "LETTERS", 1000)
    add(database, 5, text="A river ran. " * 50)
    assert [feed.step() for _ in range(4)] == [2, 2, 1, 0]


def test_one_page_that_is_longer_than_a_batch_is_a_batch(
    database: Database, feed: Feed, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_feed, "LETTERS", 5)
    add(database, 2)
    assert [feed.step() for _ in range(3)] == [1, 1, 0]
    assert len(found(index, "river")) == 2


def test_what_changes_while_it_is_written_stays_pending(
    database: Database, feed: Feed, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    (page,) = add(database)
    write = Index.write

    def write_slowly(self: Index, *args: object, **kwargs: object) -> None:
        write(self, *args, **kwargs)  # type: ignore[arg-type] # as it was called
        with database.transaction() as tx:
            pages.set_starred(tx, page.id, True)

    with monkeypatch.context() as patch:
        patch.setattr(Index, "write", write_slowly)
        feed.step()
    assert found(index, "is:starred") == set()
    assert feed.step() == 1
    assert found(index, "is:starred") == {f"page:{page.id}"}


def test_only_what_the_index_lacks_is_pending_again_at_the_start(
    database: Database, feed: Feed, index: Index
) -> None:
    kept, lost = add(database, 2)
    feed.step()
    index.write((), [f"page:{lost.id}"])
    again = Feed(index, database, Contents(database.folder))
    index.fresh = False  # as it is when it is opened another time
    again.begin()
    assert [entry.id for entry in outbox.take(database.reader(), 10)] == [lost.id]
    again.step()
    assert index.keys() == {f"page:{kept.id}", f"page:{lost.id}"}


def test_what_is_in_the_trash_is_not_looked_at_again_at_each_start(
    database: Database, feed: Feed, index: Index
) -> None:
    (page,) = add(database)
    with database.transaction() as tx:
        pages.set_trashed(tx, page.id, NOW)
    feed.step()
    index.fresh = False
    feed.begin()
    assert feed.pending() == 0


def test_the_day_of_reading_is_that_of_the_end_or_of_the_archive(database: Database) -> None:
    inbox, finished, archived = add(database, 3)
    day = NOW + timedelta(days=40)
    with database.transaction() as tx:
        pages.set_finished(tx, finished.id, day)
        pages.set_status(tx, finished.id, Status.ARCHIVE)
        pages.set_status(tx, archived.id, Status.ARCHIVE)
        note = add_annotation(tx, archived)
    written: dict[str, object] = {}

    class Kept:
        def write(self, updates: list[Document], *_: object, **__: object) -> None:
            written.update((document.key, document.read) for document in updates)

    entries = outbox.entries(database.reader())
    Documents(database, Contents(database.folder)).write(Kept(), entries)  # type: ignore[arg-type] # takes what is written
    today = datetime.now().astimezone().date()
    assert written == {
        f"page:{inbox.id}": None,
        f"page:{finished.id}": day.astimezone().date(),
        f"page:{archived.id}": today,
        f"annotation:{note.id}": today,
    }
    with database.transaction() as tx:
        pages.set_status(tx, archived.id, Status.INBOX)
    entries = outbox.entries(database.reader())
    Documents(database, Contents(database.folder)).write(Kept(), entries)  # type: ignore[arg-type] # as above
    assert written[f"page:{archived.id}"] is None
    assert written[f"annotation:{note.id}"] is None


def test_highlights_are_sorted_by_the_title_of_their_page_and_not_found_by_it(
    database: Database, feed: Feed, index: Index
) -> None:
    later, sooner = add(database, 2)
    with database.transaction() as tx:
        tx.execute("UPDATE page SET title = 'Weirs' WHERE id = ?", (later.id,))
        tx.execute("UPDATE page SET title = 'Aqueducts' WHERE id = ?", (sooner.id,))
        notes = [add_annotation(tx, page) for page in (later, sooner)]
    feed.step()
    asked = "is:annotation sort:title"
    keys = [hit.key for hit in find(index, asked, limit=9, now=datetime.now(UTC)).hits]
    assert keys == [f"annotation:{notes[1].id}", f"annotation:{notes[0].id}"]
    assert found(index, "weirs") == {f"page:{later.id}"}
    with database.transaction() as tx:
        tx.execute("UPDATE page SET title = 'Zebras' WHERE id = ?", (sooner.id,))
    feed.step()
    keys = [hit.key for hit in find(index, asked, limit=9, now=datetime.now(UTC)).hits]
    assert keys == [f"annotation:{notes[0].id}", f"annotation:{notes[1].id}"]
