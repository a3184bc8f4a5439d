"""A purge that is killed at any moment takes nothing that a page names, and is done by the next run."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.store.builders import NOW, add_annotation, capture_of, import_page

from postil.model.page import Place, SortOrder
from postil.store import naming, pages, resources

if TYPE_CHECKING:
    from postil.model.ids import PageId
    from postil.store.contents import Contents
    from postil.store.database import Database

CHECKOUT = Path(__file__).resolve().parents[2]
THROWN, KILLS = 60, 8


def test_a_killed_purge_takes_nothing_that_is_named(database: Database, contents: Contents) -> None:
    stay = {_page(database, contents, f"stays {number}", shared=number) for number in range(5)}
    gone = [_page(database, contents, f"goes {number}", shared=number % 5) for number in range(THROWN)]
    with database.transaction() as tx:
        for page_id in gone:
            pages.set_trashed(tx, page_id, NOW)
    chance = random.Random(3)
    for _ in range(KILLS):
        _run(database.folder, kill_after=chance.uniform(0, 0.03))
        _nothing_named_is_missing(database, contents)
    _run(database.folder, kill_after=None)
    _nothing_named_is_missing(database, contents)
    connection = database.reader()
    assert set(pages.ids(connection, Place(), sort=SortOrder.ADDED, descending=True)) == stay
    assert pages.ids(connection, Place(trashed=True), sort=SortOrder.ADDED, descending=True) == ()
    assert set(contents.all()) == {each.hash for each in naming.everyone(connection)}
    assert connection.execute("SELECT count(*) FROM doomed_content").fetchone() == (0,)


def _page(database: Database, contents: Contents, text: str, *, shared: int) -> PageId:
    page = import_page(database, contents, text=text)
    image = contents.put(f"an image of several pages, {shared}".encode())
    contents.put(b"The sea was calm.")  # the text that the builder's highlights were made on
    with database.transaction() as tx:
        resources.add(tx, capture_of(page).id, image, source="a.png", media_type="image/png")
        add_annotation(tx, page, tags=("sea",))
    return page.id


def _run(folder: Path, *, kill_after: float | None) -> None:
    paths = os.pathsep.join((str(CHECKOUT / "desktop"), str(CHECKOUT)))
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.slow_purge", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        if kill_after is None:
            assert child.wait(60) == 0
        else:
            time.sleep(kill_after)
            child.kill()


def _nothing_named_is_missing(database: Database, contents: Contents) -> None:
    assert database.check() == ()
    for name in {each.hash for each in naming.everyone(database.reader())}:
        assert contents.verify(name) is None
