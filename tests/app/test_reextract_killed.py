"""A kill at any moment of extracting again leaves every page with one whole text, and all highlights."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from tests.app.later_worker import LATER
from tests.app.test_import_killed import PAGES, write_pages
from tests.fuzzing import IS_FUZZ

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.annotation import AnchorState, Color
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 24 if IS_FUZZ else 8
NEW = "A sentence that the older extractor did not see. "
QUOTE = "What is not written down did not happen".lower()

PROGRAM = """
import pathlib, sys
import pytest
from tests.app.later import use_later
from postil.app.library import Library
from postil.jobs import Progress
with pytest.MonkeyPatch.context() as patch, Library.open(pathlib.Path(sys.argv[1])) as library:
    use_later(patch, [("<p>The lamp", f"<p>{sys.argv[2]}The lamp")])
    tell = lambda step: print('done', step.what, flush=True) if step.what else None
    library.reextracting.run(None, Progress(tell))
    print('end', flush=True)
"""


def run_until_killed(library: Path, *, after: float) -> tuple[set[str], bool]:
    """Start extracting again, kill it ``after`` seconds; the titles it acknowledged, whether it had ended.

    Without a time it is left to its end.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(library), NEW],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    if after:
        time.sleep(after)
        os.killpg(process.pid, signal.SIGKILL)
    output, _ = process.communicate()
    return set(re.findall(r"^done (Page \d+)$", output, re.MULTILINE)), "\nend\n" in output


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a kill there has another name")
def test_kill_at_random_moments(tmp_path: Path) -> None:
    """Over several libraries, so that early and late moments both come up; each is finished at the end."""
    write_pages(tmp_path / "pages")
    with Library.open(tmp_path / "library") as library:
        library.importing.add((tmp_path / "pages",), Progress())
        for page_id in library.reading.page_ids(Place()):
            start = library.reading.view(page_id).text.index(QUOTE)
            library.annotating.highlight(page_id, start, start + len(QUOTE), color=Color.RED, note="Kept.")
            library.reading.leave(page_id, start, 0.5)
        library.indexing.drain()
    chance = random.Random(20261122)
    kills = 0
    while kills < KILLS:
        folder = shutil.copytree(tmp_path / "library", tmp_path / f"library-{kills}")
        acknowledged: set[str] = set()
        for _ in range(4):
            done, ended = run_until_killed(folder, after=chance.uniform(0.3, 4))
            acknowledged |= done
            kills += 1
            check_library(folder, acknowledged)
            if ended:
                break
    run_until_killed(folder, after=0)
    check_library(folder, {f"Page {number}" for number in range(PAGES)})


def check_library(folder: Path, acknowledged: set[str]) -> None:
    with Library.open(folder) as library:
        ids = library.reading.page_ids(Place())
        assert len(ids) == PAGES
        for page_id in ids:
            article = library.reading.view(page_id)
            page = article.page
            newer = page.extractor == LATER
            assert newer or page.title not in acknowledged, "what was acknowledged is done"
            assert article.text.count(NEW.strip()) == (6 if newer else 0), "no half text"
            assert len(library.reextracting.versions(page_id)) == (2 if newer else 1)
            (placed,) = article.placed
            assert placed.start is not None
            assert article.text[placed.start : placed.end] == QUOTE
            assert placed.annotation.state is AnchorState.ANCHORED
            assert placed.annotation.note == "Kept."
            assert page.position == placed.start, "the place is of the text that is read"
        library.indexing.drain()
        assert library.check(Progress()) == ()
        assert not list((folder / "spool").glob("*")), "nothing that a killed run left is kept"
