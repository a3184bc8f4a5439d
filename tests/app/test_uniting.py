"""Highlights carried from page to page, and pages made one: nothing is lost, and undo brings all back."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import GARDEN, LIGHTHOUSE, write_page

from postil.app.library import Library
from postil.app.uniting import CarryReport
from postil.errors import NotFound
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.details import Correction
from postil.model.ids import PageId
from postil.model.page import Place, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHIPS = "the number of ships"
OIL = "the oil was entered as a nought"


@pytest.fixture(scope="session")
def twins(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library that has the page of the ledger twice."""
    folder = tmp_path_factory.mktemp("twins")
    shutil.copytree(filled_folder, folder / "library")
    paragraphs = (*LIGHTHOUSE[1:], GARDEN[2])
    path = write_page(folder / "more", "again.html", title="Again", paragraphs=paragraphs)
    with Library.open(folder / "library") as library:
        library.importing.add((path,), Progress())
    return folder / "library"


@pytest.fixture
def library(twins: Path, tmp_path: Path) -> Iterator[Library]:
    """A library of this test alone."""
    shutil.copytree(twins, tmp_path / "library")
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def older(library: Library) -> PageId:
    """The page of the ledger, with two highlights and a tag."""
    pages = library.reading.pages(library.reading.page_ids(Place())).values()
    page = next(page.id for page in pages if "ledger" in page.title.casefold())
    library.annotating.highlight_quote(page, OIL, color=Color.GREEN, note="A nought.", tags=("oil",))
    library.annotating.highlight_quote(page, "wound the clockwork", color=Color.RED)
    library.tagging.tag((page,), "harbour")
    return page


@pytest.fixture
def newer(library: Library) -> PageId:
    """The same page, saved again without its first paragraph."""
    pages = library.reading.pages(library.reading.page_ids(Place())).values()
    return next(page.id for page in pages if page.title == "Again")


def _quotes(library: Library, page: PageId) -> list[tuple[str, bool]]:
    """The quotes of a page, and whether they stand in it."""
    placed = library.annotating.placed(page)
    return [(each.annotation.selectors.quote.exact, each.start is not None) for each in placed]


def test_highlights_are_carried_over_and_the_lost_ones_left(
    library: Library, older: PageId, newer: PageId
) -> None:
    report = library.uniting.carry(older, newer)
    assert report == CarryReport(sure=1, lost=1)
    assert _quotes(library, newer) == [(OIL, True)]
    (placed,) = library.annotating.placed(newer)
    assert (placed.annotation.note, placed.annotation.tags) == ("A nought.", ("oil",))
    assert len(_quotes(library, older)) == 2, "they are copied"
    library.indexing.drain()
    assert library.check(Progress()) == ()


def test_carrying_over_is_one_step_of_undo(library: Library, older: PageId, newer: PageId) -> None:
    library.uniting.carry(older, newer)
    assert library.undo.undo() == "Carry highlights over"
    assert _quotes(library, newer) == []
    assert library.undo.redo() == "Carry highlights over"
    assert _quotes(library, newer) == [(OIL, True)]


def test_carrying_over_twice_changes_nothing(library: Library, older: PageId, newer: PageId) -> None:
    library.uniting.carry(older, newer)
    label = library.undo.labels()
    assert library.uniting.carry(older, newer) == CarryReport(lost=1, already_there=1)
    assert _quotes(library, newer) == [(OIL, True)]
    assert library.undo.labels() == label, "there is nothing to take back"


def test_a_highlight_of_the_same_words_takes_over_note_and_tags(
    library: Library, older: PageId, newer: PageId
) -> None:
    there = library.annotating.highlight_quote(newer, OIL, color=Color.BLUE, note="Why?", tags=("why",))
    assert library.uniting.carry(older, newer) == CarryReport(lost=1, already_there=1)
    (placed,) = library.annotating.placed(newer)
    assert placed.annotation.note == "Why?\n\nA nought."
    assert set(placed.annotation.tags) == {"why", "oil"}
    assert placed.annotation.color is Color.BLUE
    library.undo.undo()
    assert library.annotating.annotation(there.annotation.id).note == "Why?"


def test_pages_are_made_one_and_nothing_is_lost(library: Library, older: PageId, newer: PageId) -> None:
    library.reading.set_starred((older,), True)
    library.reading.set_status((newer,), Status.READING)
    library.noting.set_note(older, "Ask the museum.")
    library.tagging.tag((newer,), "sea")
    report = library.uniting.unite(newer, (older,))
    assert report == CarryReport(sure=1, lost=1)
    page = library.reading.page(newer)
    assert set(page.tags) == {"sea", "harbour"}
    assert (page.starred, page.status, page.note) == (True, Status.READING, "Ask the museum.")
    assert _quotes(library, newer) == [(OIL, True), ("wound the clockwork", False)]
    assert library.reading.page(older).trashed is not None
    assert library.reading.page_ids(Place(trashed=True)) == (older,)
    library.indexing.drain()
    assert library.check(Progress()) == ()


def test_undo_parts_what_was_made_one(library: Library, older: PageId, newer: PageId) -> None:
    before = library.reading.pages((older, newer))
    library.uniting.unite(newer, (older,))
    assert library.undo.undo() == "Make one page"
    assert library.reading.pages((older, newer)) == before
    assert _quotes(library, newer) == []
    library.undo.redo()
    assert library.reading.page(older).trashed is not None
    assert len(_quotes(library, newer)) == 2


def test_a_reader_goes_on_where_they_were(library: Library, older: PageId, newer: PageId) -> None:
    text = library.reading.view(older).text
    library.reading.leave(older, text.index("The harbour museum"), 0.8)
    library.uniting.unite(newer, (older,))
    page = library.reading.page(newer)
    new_text = library.reading.view(newer).text
    assert new_text[page.position :].startswith("The harbour museum")
    assert page.progress == 0.8


def test_who_reads_on_stays_there_when_the_pages_are_parted(
    library: Library, older: PageId, newer: PageId
) -> None:
    library.reading.leave(older, 400, 0.8)
    library.uniting.unite(newer, (older,))
    library.reading.leave(newer, 500, 0.9)
    library.undo.undo()
    page = library.reading.page(newer)
    assert (page.position, page.progress) == (500, 0.9)


def test_two_lost_highlights_of_the_same_words_stay_two(
    library: Library, newer: PageId, tmp_path: Path
) -> None:
    words = "brass barometer"
    said = (f"On Monday the {words} fell and nobody slept.", f"By Friday a {words} was sold to the miller.")
    path = write_page(tmp_path, "barometer.html", title="Barometer", paragraphs=(*said, *LIGHTHOUSE))
    (row,) = library.importing.add((path,), Progress()).rows
    assert row.page is not None
    text = library.reading.view(row.page).text
    for start in (text.index(words), text.rindex(words)):
        library.annotating.highlight(row.page, start, start + len(words), color=Color.RED)
    assert library.uniting.unite(newer, (row.page,)) == CarryReport(lost=2)
    assert _quotes(library, newer) == [(words, False)] * 2


def test_what_is_not_there_cannot_be_made_one(library: Library, older: PageId) -> None:
    with pytest.raises(NotFound, match="not in this library"):
        library.uniting.unite(older, (PageId("nobody"),))
    with pytest.raises(NotFound):
        library.uniting.carry(PageId("nobody"), older)


def test_what_arrives_for_a_page_that_is_part_of_another_now_is_that_ones(
    library: Library, older: PageId, tmp_path: Path
) -> None:
    address = "https://harbour.example/ledger"
    library.details.correct((older,), Correction(address=address))
    other = next(page for page in library.reading.page_ids(Place()) if page != older)
    library.uniting.unite(other, (older,))
    link = tmp_path / "ledger.url"
    link.write_text(f"[InternetShortcut]\nURL={address}\n")
    (row,) = library.importing.add((link,), Progress(), workers=1).rows
    assert row.page == other
    library.undo.undo()
    (row,) = library.importing.add((link,), Progress(), workers=1).rows
    assert row.page == older
