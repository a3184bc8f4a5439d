"""The numbers beside the places are the lengths of their lists."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.store.builders import NOW, add_annotation, add_page, add_places

from postil.model.counts import Counts
from postil.model.page import Place, SortOrder
from postil.store import annotations as kept
from postil.store import page_counts, pages

if TYPE_CHECKING:
    from postil.model.ids import PageId
    from postil.store.database import Database


def test_the_counts_are_the_lengths_of_the_lists(database: Database) -> None:
    add_places(database)
    counts = page_counts.counts(database.reader())
    assert counts == Counts(
        inbox=2,
        reading=2,
        archive=2,
        starred=1,
        all=6,
        waiting=1,
        highlighted=1,
        trashed=1,
        highlights=1,
        removed=1,
        tags=(("other", 1), ("sea", 2), ("Sea/Black", 1), ("seaside", 1)),
    )
    for name, count in counts.tags:
        listed = pages.ids(database.reader(), Place(tag=name), sort=SortOrder.ADDED, descending=True)
        assert len(listed) == count


def test_an_empty_library_counts_nothing(database: Database) -> None:
    assert page_counts.counts(database.reader()) == Counts()


def test_highlights_are_counted(database: Database) -> None:
    with database.transaction() as tx:
        owner = add_page(tx)
        added = [add_annotation(tx, owner) for _ in range(3)]
        kept.set_trashed(tx, added[0].id, NOW)
    assert _highlights(database, owner.id) == 2
    with database.transaction() as tx:
        kept.set_trashed(tx, added[0].id, NOW + timedelta(days=1))
        kept.set_trashed(tx, added[1].id, NOW)
        kept.set_trashed(tx, added[1].id, None)
    assert _highlights(database, owner.id) == 2
    assert page_counts.miscounted(database.reader()) == ()


def test_a_wrong_count_is_found(database: Database) -> None:
    with database.transaction() as tx:
        wrong = add_page(tx)
        tx.execute("UPDATE page SET highlights = 5")
    assert page_counts.miscounted(database.reader()) == ((wrong.id, 5, 0),)


def _highlights(database: Database, page_id: PageId) -> int:
    found = pages.get(database.reader(), page_id)
    assert found is not None
    return found.highlights
