from __future__ import annotations

from typing import TYPE_CHECKING

from tests.store.builders import NOW, add_page

from postil.model.ids import content_hash
from postil.store import arrivals
from postil.store.arrivals import Arrival
from postil.store.purge import purge_chosen

if TYPE_CHECKING:
    from postil.store.database import Database

EXPORT = content_hash(b"an export")


def test_the_parts_of_a_file_are_known_in_their_order(database: Database) -> None:
    with database.transaction() as tx:
        one, other = add_page(tx).id, add_page(tx).id
        arrivals.add_all(tx, (Arrival(EXPORT, "b", 1, other), Arrival(EXPORT, "a", 0, one)))
        arrivals.add_all(tx, (Arrival(EXPORT, "b", 1, other),))
    connection = database.reader()
    assert [each.part for each in arrivals.of_file(connection, EXPORT)] == ["a", "b"]
    assert arrivals.page_of(connection, EXPORT, "b") == other
    assert arrivals.page_of(connection, EXPORT, "c") is None
    assert not arrivals.is_finished(connection, EXPORT)


def test_a_file_is_not_whole_any_more_when_a_page_of_it_was_purged_or_taken_back(database: Database) -> None:
    with database.transaction() as tx:
        gone, page = add_page(tx, trashed=NOW).id, add_page(tx).id
        parts = (Arrival(EXPORT, "a", 0, gone), Arrival(EXPORT, "b", 1, page))
        arrivals.add_all(tx, parts)
        arrivals.finish(tx, EXPORT, NOW)
    assert arrivals.is_finished(database.reader(), EXPORT)
    purge_chosen(database, (gone,))
    assert not arrivals.is_finished(database.reader(), EXPORT)
    with database.transaction() as tx:
        arrivals.finish(tx, EXPORT, NOW)
        arrivals.forget_all(tx, parts)
        arrivals.add_all(tx, parts)  # the page that is gone is passed over
    assert not arrivals.is_finished(database.reader(), EXPORT)
    assert [each.part for each in arrivals.of_file(database.reader(), EXPORT)] == ["b"]
