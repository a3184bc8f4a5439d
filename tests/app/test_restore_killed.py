"""A kill at any moment of a restore: the library opens, and running it again completes it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from tests.app.whole_library import all_bytes, all_rows, fill
from tests.killing import said_until_killed

from postil.app.library import Library
from postil.jobs import Progress

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 150


@pytest.mark.slow
def test_a_restore_is_completed_however_often_it_is_killed(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        fill(library, PAGES)
        library.backup.write(tmp_path / "all.zip", Progress())
        expected = all_rows(library._database)
    chance = random.Random(20261122)
    for _kill in range(6):
        seconds = chance.uniform(0.01, 1)
        words = (str(tmp_path / "new"), str(tmp_path / "all.zip"))
        said = said_until_killed("tests.app.endless_restore", *words, seconds=seconds)
        told = max((int(line) for line in said if line.isdecimal()), default=0)
        with Library.open(tmp_path / "new") as library:
            there = all_rows(library._database)
            assert len(there.get("page", ())) >= told - 1
            assert library._database.check() == ()
            for name in there.keys() - {"library"}:
                assert there[name] <= expected[name], "nothing is half"
            for page in library.reading.annotated_ids():
                assert library.reading.view(page).text
    with Library.open(tmp_path / "new") as library:
        report = library.restoring.restore(tmp_path / "all.zip", Progress())
        assert report.pages_new + report.pages_unchanged == PAGES
        assert all_rows(library._database) == expected
        assert all_bytes(library.folder) == all_bytes(tmp_path / "library")
