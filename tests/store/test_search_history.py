"""Each query is remembered once, the last used first, and no more of them than there is room for."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.builders import add_page_of_before

from postil.store import pages, search_history
from postil.store.database import Database
from postil.store.schema import shipped_migrations

if TYPE_CHECKING:
    from pathlib import Path


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(used=st.lists(st.sampled_from(["sea", "tag:sea", '"a sea"', "Sea", "море"]), max_size=12))
def test_the_last_used_comes_first_and_none_twice(database: Database, used: list[str]) -> None:
    with database.transaction() as tx:
        search_history.clear(tx)
        for query in used:
            search_history.put(tx, query)
    expected = list(dict.fromkeys(reversed(used)))
    assert list(search_history.everything(database.reader())) == expected


def test_the_oldest_are_forgotten(database: Database) -> None:
    with database.transaction() as tx:
        for number in range(search_history.MOST + 3):
            search_history.put(tx, f"query {number}")
    remembered = search_history.everything(database.reader())
    assert len(remembered) == search_history.MOST
    assert (remembered[0], remembered[-1]) == (f"query {search_history.MOST + 2}", "query 3")


def test_one_is_forgotten_and_then_all(database: Database) -> None:
    with database.transaction() as tx:
        for query in ("sea", "land"):
            search_history.put(tx, query)
        search_history.forget(tx, "sea")
        search_history.forget(tx, "never used")
    assert search_history.everything(database.reader()) == ("land",)
    with database.transaction() as tx:
        search_history.clear(tx)
    assert search_history.everything(database.reader()) == ()


def test_a_library_from_before_has_none_and_keeps_its_pages(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    before = tuple(step for step in shipped_migrations() if step.number < 13)
    with closing(Database.open(folder, migrations=before)) as old, old.transaction() as tx:
        kept = add_page_of_before(tx)
    with closing(Database.open(folder)) as database:
        assert search_history.everything(database.reader()) == ()
        found = pages.get(database.reader(), kept.id)
        assert found is not None
        assert found.title == kept.title
        with database.transaction() as tx:
            search_history.put(tx, "sea")
        assert search_history.everything(database.reader()) == ("sea",)
        assert database.check() == ()
