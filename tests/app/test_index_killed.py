"""An index process killed at any moment leaves an index that opens, and that lost nothing it had committed.

``POSTIL_INDEX_KILLS`` says how often: more than the suite has time for.
"""

from __future__ import annotations

import os
import random
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.killing import said_until_killed

from postil.app.index_feed import key_of
from postil.app.indexing import INDEX, NEW
from postil.app.library import Library
from postil.search.find import find
from postil.search.index import Index
from postil.store import outbox, page_counts
from postil.store.database import Database

if TYPE_CHECKING:
    from pathlib import Path

KILLS = int(os.environ.get("POSTIL_INDEX_KILLS", "12"))


@pytest.mark.slow
def test_killed_while_it_indexes_merges_and_rebuilds(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    chance = random.Random(17)
    kept: set[str] = set()
    rebuilds = 0
    for seed in range(KILLS):
        seconds = chance.uniform(0.02, 0.9)
        lines = said_until_killed("tests.app.endless_indexing", str(folder), str(seed), seconds=seconds)
        kept |= {line.split()[1] for line in lines}
        rebuilds += (folder / NEW).exists()
        _assert_committed_is_there(folder)
        if seed % 4 == 3:
            _assert_whole(folder, kept)
    _assert_whole(folder, kept)
    assert len(kept) > KILLS
    assert rebuilds, "some were killed while an index was made anew"


def _assert_committed_is_there(folder: Path) -> None:
    """What the database says the index has taken is in it, before anything makes it good."""
    with closing(Database.open(folder)) as database:
        index = Index(folder / INDEX, database.library_id, write=True)
        with closing(index):
            assert not index.fresh, "no kill makes an index unusable"
            assert index.sound()
            stamps = index.stamps()
            taken = outbox.entries(database.reader(), taken_only=True)
            assert {key_of(entry): str(entry.sequence) for entry in taken}.items() <= stamps.items()


def _assert_whole(folder: Path, kept: set[str]) -> None:
    with Library.open(folder) as library:
        library.indexing.drain()
        assert library.indexing.pending() == 0
        assert library.indexing.disagreements() == ()
    with closing(Database.open(folder)) as database:
        count = page_counts.counts(database.reader()).all
        with closing(Index(folder / INDEX, database.library_id)) as index:
            assert {f"page:{name}" for name in kept} <= index.keys()
            assert find(index, "river", limit=1, now=datetime.now(UTC)).total == count
