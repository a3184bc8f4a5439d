"""The index made anew beside the one that is searched."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import NOW, import_page

from postil.app import rebuilding as module
from postil.app.index_feed import Feed
from postil.app.indexing import INDEX, NEW
from postil.app.rebuilding import Rebuilding
from postil.search.find import find
from postil.search.index import Index
from postil.store import outbox, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.model.page import Page
    from postil.store.contents import Contents
    from postil.store.database import Database

PAGES = 7


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 2)


@pytest.fixture
def added(database: Database, contents: Contents) -> list[Page]:
    return [import_page(database, contents, text=f"A river, {number}.") for number in range(PAGES)]


@pytest.fixture
def index(database: Database, contents: Contents, added: list[Page]) -> Iterator[Index]:
    """The index that is searched; it lacks the last page, which nobody knows."""
    with closing(Index(database.folder / INDEX, database.library_id, write=True)) as opened:
        feed = Feed(opened, database, contents)
        while feed.step():
            pass
        opened.write((), [f"page:{added[-1].id}"])
        yield opened


def begun(index: Index, database: Database, contents: Contents) -> Rebuilding:
    return Rebuilding(index, database.folder / NEW, database, contents)


def found(index: Index, text: str) -> set[str]:
    return {hit.key for hit in find(index, text, limit=1000, now=datetime.now(UTC)).hits}


def keys(added: list[Page]) -> set[str]:
    return {f"page:{page.id}" for page in added}


def test_the_old_one_is_searched_until_the_new_one_is_whole(
    index: Index, database: Database, contents: Contents, added: list[Page]
) -> None:
    with closing(Index(database.folder / INDEX, database.library_id)) as reader:
        rebuilding = begun(index, database, contents)
        told = []
        while rebuilding.step():
            assert found(reader, "river") == keys(added[:-1])
            told.append((rebuilding.done, rebuilding.total))
        assert told == [(2, 7), (4, 7), (6, 7), (7, 7)]
        assert found(reader, "river") == keys(added)
    left = {path.name for path in database.folder.iterdir() if path.name.startswith("index")}
    assert left <= {INDEX, f"{INDEX}.lock"}, "nothing is left beside it"


def test_what_changes_meanwhile_is_in_the_new_one(
    index: Index, database: Database, contents: Contents, added: list[Page]
) -> None:
    feed = Feed(index, database, contents)
    rebuilding = begun(index, database, contents)
    for _ in range(3):
        assert rebuilding.step()
    with database.transaction() as tx:
        pages.set_starred(tx, added[6].id, True)  # which the new one has already
        pages.set_trashed(tx, added[5].id, NOW)
    late = import_page(database, contents, text="A river, the last.")
    while feed.step():
        pass
    while rebuilding.step():
        pass
    assert found(index, "river") == keys([*added[:5], added[6], late])
    assert found(index, "is:starred") == {f"page:{added[6].id}"}


def test_it_goes_on_where_it_was_left(index: Index, database: Database, contents: Contents) -> None:
    rebuilding = begun(index, database, contents)
    rebuilding.step()
    rebuilding.step()
    rebuilding.close()
    assert Rebuilding.is_under_way(database.folder / NEW)
    again = begun(index, database, contents)
    steps = 0
    while again.step():
        steps += 1
    assert steps == 2, "three pages were left, two a step"
    assert not Rebuilding.is_under_way(database.folder / NEW)


def test_given_up_it_leaves_the_old_one(
    index: Index, database: Database, contents: Contents, added: list[Page]
) -> None:
    rebuilding = begun(index, database, contents)
    rebuilding.step()
    rebuilding.cancel()
    assert found(index, "river") == keys(added[:-1])
    assert not (database.folder / NEW).exists()


def test_a_new_one_that_was_damaged_begins_again(
    index: Index, database: Database, contents: Contents, added: list[Page]
) -> None:
    rebuilding = begun(index, database, contents)
    rebuilding.step()
    rebuilding.close()
    next((database.folder / NEW).glob("*.toc")).write_bytes(b"damaged")
    again = begun(index, database, contents)
    while again.step():
        pass
    assert found(index, "river") == keys(added)
    assert not list(database.folder.glob(f"{NEW}*"))


def test_what_is_in_no_table_is_not_taken_over(
    index: Index, database: Database, contents: Contents, added: list[Page]
) -> None:
    rebuilding = begun(index, database, contents)
    rebuilding.step()
    rebuilding.close()
    with database.transaction() as tx:
        tx.execute("DELETE FROM outbox WHERE id = ?", (added[-1].id,))
    again = begun(index, database, contents)
    while again.step():
        pass
    assert found(index, "river") == keys(added[:-1])
    assert outbox.count(database.reader()) == PAGES - 1
