"""A program killed at any moment leaves a library that opens: no half page, and all that it said was kept."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.killing import said_until_killed
from tests.store.builders import capture_of

from postil.model.page import Place, SortOrder
from postil.store import annotations as kept
from postil.store import naming, outbox, pages, resources, versions
from postil.store.contents import Contents
from postil.store.database import Database

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 34


@pytest.mark.slow
def test_a_killed_import_loses_nothing_and_leaves_no_half(tmp_path: Path) -> None:
    chance = random.Random(5)
    acknowledged: set[str] = set()
    verified: set[str] = set()
    unfinished = 0
    for _ in range(KILLS):
        seconds = chance.uniform(0, 0.4)
        acknowledged.update(said_until_killed("tests.store.endless_import", str(tmp_path), seconds=seconds))
        contents = Contents(tmp_path)
        with closing(Database.open(tmp_path)) as database:
            assert database.check() == ()
            connection = database.reader()
            found = set(pages.ids(connection, Place(), sort=SortOrder.ADDED, descending=False))
            assert acknowledged <= found
            for name in {each.hash for each in naming.everyone(connection)} - verified:
                assert contents.verify(name) is None
                verified.add(name)
            for one in pages.many(connection, found).values():
                assert (len(one.tags), one.highlights) == (2, 2)
                assert versions.current(connection, one.id) is not None
                assert len(resources.of_capture(connection, capture_of(one).id)) == 1
                assert [each.tags for each in kept.of_page(connection, one.id)] == [("kept",), ("kept",)]
            assert outbox.pending(connection) == 3 * len(found)
        unfinished += contents.sweep()
        assert not list((tmp_path / "content" / "incoming").glob("*"))
    assert len(acknowledged) > KILLS
    print(f"{KILLS} kills: {len(acknowledged)} pages acknowledged, {unfinished} unfinished files swept")
