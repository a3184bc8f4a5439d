"""A program that imports, indexes, merges and makes the index anew until it is killed: test_index_killed.py.

It says of each page that it is kept.
"""

from __future__ import annotations

import itertools
import random
import sys
from contextlib import closing
from pathlib import Path

from tests.store.builders import add_annotation, import_page

from postil.app import index_feed
from postil.app.index_feed import Feed
from postil.app.indexing import INDEX, NEW
from postil.app.rebuilding import Rebuilding
from postil.model.page import Status
from postil.search.index import Index
from postil.search.segments import tiers
from postil.store import pages
from postil.store.contents import Contents
from postil.store.database import Database


def main(folder: Path, seed: int) -> None:
    """Small batches and tiers, so that a kill falls into every kind of commit."""
    index_feed.BATCH = 3
    tiers.WIDTH = 3
    chance = random.Random(seed)
    contents = Contents(folder)
    with closing(Database.open(folder)) as database:
        index = Index(folder / INDEX, database.library_id, write=True)
        feed = Feed(index, database, contents)
        feed.begin()
        print("begun", flush=True)
        rebuilding = Rebuilding(index, folder / NEW, database, contents)
        for number in itertools.count():
            added = import_page(database, contents, text=f"The river {number} of {seed} ran on. " * 40)
            print("kept", added.id, flush=True)
            with database.transaction() as tx:
                add_annotation(tx, added, note="A note.")
                pages.set_status(tx, added.id, chance.choice(tuple(Status)))
            while number % 3 == 0 and feed.step():
                index.tidy(lambda: False)
            if not rebuilding.step():
                rebuilding = Rebuilding(index, folder / NEW, database, contents)
            if number % 10 == 9:
                index.merge()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
