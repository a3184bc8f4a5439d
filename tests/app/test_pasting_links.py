"""Addresses that are pasted or dragged: links that wait for their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.app.import_report import Outcome
from postil.app.library import Library
from postil.app.pasting import Pasted, PastedLink
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.page import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.app.import_report import ImportReport

WALLS = "https://walls.example/peaches"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def paste(library: Library, pasted: Pasted) -> ImportReport:
    return library.pasting.add(pasted, Progress(), color=Color.YELLOW)


def test_addresses_are_links_that_wait(library: Library) -> None:
    report = paste(library, Pasted(text=f"\n{WALLS}\nhttps://walls.example/figs \n{WALLS}\n"))
    assert [row.outcome for row in report.rows] == [Outcome.LINK, Outcome.LINK]
    addresses = {page.address for page in library.reading.pages(library.reading.page_ids(Place())).values()}
    assert addresses == {WALLS, "https://walls.example/figs"}


def test_a_dragged_link_is_called_by_its_words(library: Library) -> None:
    (row,) = paste(library, Pasted(links=(PastedLink(WALLS, "Peaches: on/a wall?"),))).rows
    assert row.outcome is Outcome.LINK
    assert row.page is not None
    assert library.reading.page(row.page).title == "Peaches on a wall"


def test_what_is_pasted_of_a_page_that_is_only_a_link_fills_it(library: Library) -> None:
    (link,) = paste(library, Pasted(text=WALLS)).rows
    paste(library, Pasted(html="<h1>Peaches</h1><p>" + "A peach on a south wall. " * 40, address=WALLS))
    (page,) = library.reading.page_ids(Place())
    assert page == link.page
    assert not library.reading.page(page).waiting
