"""A kill at any moment of an export's import: what was told is kept, nothing is half, nothing comes twice."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from tests.app.exports import write_export
from tests.killing import said_until_killed

from postil.app.import_report import Outcome
from postil.app.library import Library
from postil.jobs import Progress
from postil.model.page import Place
from postil.store import captures

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 25
QUOTE = "the number of ships can still be read"


@pytest.mark.slow
def test_an_export_comes_in_whole_however_often_it_is_killed(tmp_path: Path) -> None:
    export = write_export(tmp_path / "nights.json", range(PAGES), quote=QUOTE)
    folder = tmp_path / "library"
    chance = random.Random(20261122)
    for _kill in range(6):
        seconds = chance.uniform(0.5, 3)
        said = said_until_killed("tests.app.endless_export", str(folder), str(export), seconds=seconds)
        told = max((int(line) for line in said if line.isdecimal()), default=0)
        with Library.open(folder) as library:
            check_library(library, at_least=told)
    with Library.open(folder) as library:
        report = library.importing.add((export,), Progress(), workers=1)
        assert report.count(Outcome.ALREADY_THERE) + report.count(Outcome.IMPORTED) == PAGES
        check_library(library, at_least=PAGES)


def check_library(library: Library, *, at_least: int) -> None:
    pages = library.reading.pages(library.reading.page_ids(Place())).values()
    assert at_least <= len(pages) <= PAGES
    assert len({page.title for page in pages}) == len(pages), "no page came twice"
    assert all(page.highlights == 1 and page.tags == ("nights",) for page in pages), "none is half"
    for page in pages:
        (capture,) = captures.of_page(library._database.reader(), page.id)
        assert library._contents.verify(capture.original) is None
    assert not list((library.folder / "spool").glob("*"))
    library.indexing.drain()
    assert library.check(Progress()) == ()
