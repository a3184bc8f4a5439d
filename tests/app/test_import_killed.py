"""A kill at any moment of an import leaves a library that opens, whole, with all that was acknowledged."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 30
PAGES = 40

PARAGRAPH = (
    "The lamp of page {number} was lit at {number} minutes past six, and the keeper wrote it down, "
    "because what is not written down did not happen. The ships that passed were counted twice. "
)


def write_pages(folder: Path) -> None:
    folder.mkdir()
    for number in range(PAGES):
        body = "".join(f"<p>{PARAGRAPH.format(number=number)}{line}</p>" for line in range(6))
        (folder / f"page-{number:03}.html").write_text(
            f"<!DOCTYPE html><title>Page {number}</title><article><h1>Page {number}</h1>{body}</article>"
        )


def import_until_killed(library: Path, pages: Path, *, after: float) -> set[int]:
    """Start an import, kill it ``after`` seconds; the numbers of the pages that it acknowledged."""
    program = (
        "import sys, pathlib\n"
        "from postil.app.library import Library\n"
        "from postil.jobs import Progress\n"
        "with Library.open(pathlib.Path(sys.argv[1])) as library:\n"
        "    tell = lambda step: print('done', step.what, flush=True) if step.what else None\n"
        "    library.importing.add((pathlib.Path(sys.argv[2]),), Progress(tell))\n"
        "    print('end', flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(library), str(pages)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    output, _ = process.communicate()
    return {int(number) for number in re.findall(r"^done page-(\d+)\.html$", output, re.MULTILINE)}


@pytest.mark.slow
def test_kill_at_random_moments(tmp_path: Path) -> None:
    """At least thirty kills, over several libraries, so that early and late moments both come up."""
    pages = tmp_path / "pages"
    write_pages(pages)
    chance = random.Random(20261121)
    kills = 0
    round_number = 0
    while kills < KILLS:
        library = tmp_path / f"library-{round_number}"
        round_number += 1
        acknowledged: set[int] = set()
        for _ in range(6):
            acknowledged |= import_until_killed(library, pages, after=chance.uniform(0.05, 1.6))
            kills += 1
            check_library(library, acknowledged)
    # Nothing stands in the way of finishing what was cut short.
    with Library.open(library) as opened:
        opened.importing.add((pages,), Progress())
        assert len(opened.reading.page_ids(Place())) == PAGES


def check_library(folder: Path, acknowledged: set[int]) -> None:
    with Library.open(folder) as library:
        ids = library.reading.page_ids(Place())
        titles = [page.title for page in library.reading.pages(ids).values()]
        assert len(titles) == len(set(titles)), "no page came in twice"
        assert {f"Page {number}" for number in acknowledged} <= set(titles)
        for page_id in ids:
            article = library.reading.view(page_id)
            assert article.text.count("what is not written down") == 6, "no half page"
            assert library.reading.original(page_id).startswith(b"<!DOCTYPE html>")
        library.indexing.drain()
        assert library.check(Progress()) == ()
        assert not list((folder / "spool").glob("*")), "nothing that a killed import left is kept"
