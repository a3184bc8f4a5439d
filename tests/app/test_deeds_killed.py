"""A program killed at any moment of any deed leaves a library that opens, is whole, and lost no highlight."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.ids import AnnotationId

CHECKOUT = Path(__file__).resolve().parents[2]
KILLS = 6


def test_killed_in_the_middle_of_deeds(filled_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(filled_folder, folder)
    chance = random.Random(11)
    kept: set[AnnotationId] = set()
    gone: set[AnnotationId] = set()
    for seed in range(KILLS):
        for said, *names in _do_and_kill(folder, seed, seconds=chance.uniform(0.05, 1.2)):
            (kept if said == "kept" else gone).update(map(AnnotationId, names))
        with Library.open(folder) as library:
            library.indexing.drain()
            library.likening.drain()
            assert library.check(Progress()) == ()
            there = {annotation.id for annotation in library.annotating.annotations(kept).values()}
            assert kept - gone <= there
    assert len(kept) > KILLS
    assert gone


def _do_and_kill(folder: Path, seed: int, *, seconds: float) -> list[list[str]]:
    """What the program said before it was killed, in words."""
    paths = os.pathsep.join((str(CHECKOUT / "desktop"), str(CHECKOUT)))
    with subprocess.Popen(
        [sys.executable, "-m", "tests.app.endless_deeds", str(folder), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        time.sleep(seconds)
        child.kill()
        lines = child.stdout.read().split("\n")
    return [line.split() for line in lines[:-1]]  # a line cut short was not said
