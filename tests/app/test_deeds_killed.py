"""A program killed at any moment of any deed leaves a library that opens, is whole, and lost no highlight."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

from tests.killing import said_until_killed

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.ids import AnnotationId

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 6


def test_killed_in_the_middle_of_deeds(filled_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(filled_folder, folder)
    chance = random.Random(11)
    kept: set[AnnotationId] = set()
    gone: set[AnnotationId] = set()
    for seed in range(KILLS):
        seconds = chance.uniform(0.05, 1.2)
        lines = said_until_killed("tests.app.endless_deeds", str(folder), str(seed), seconds=seconds)
        for said, *names in map(str.split, lines):
            (kept if said == "kept" else gone).update(map(AnnotationId, names))
        with Library.open(folder) as library:
            library.indexing.drain()
            library.likening.drain()
            assert library.check(Progress()) == ()
            there = {annotation.id for annotation in library.annotating.annotations(kept).values()}
            assert kept - gone <= there
    assert len(kept) > KILLS
    assert gone
