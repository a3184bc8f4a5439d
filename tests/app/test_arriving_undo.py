"""An import that is taken back takes only what it brought; what the person did meanwhile stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.app.arrivals import GLASS, OIL, WICK, Harbour, marked, record

from postil.app.arriving_undo import do_again, take_back
from postil.app.library import Library
from postil.jobs import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.app.arriving import Arrived
    from postil.model.annotation import Annotation
    from postil.model.ids import PageId


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Harbour]:
    (tmp_path / "spool").mkdir()
    with Library.open(tmp_path / "library") as library:
        yield Harbour(library, tmp_path / "spool")


@pytest.fixture
def page(harbour: Harbour) -> PageId:
    known = record(tags=("lamps",), note="First.")
    page = harbour.arrive(harbour.page(WICK, OIL, GLASS, record=known)).row.page
    assert page is not None
    return page


def back(harbour: Harbour, arrived: Arrived) -> None:
    assert arrived.change is not None
    take_back(harbour.library.reading._holdings, (arrived.change,))


def again(harbour: Harbour, arrived: Arrived) -> None:
    assert arrived.change is not None
    do_again(harbour.library.reading._holdings, (arrived.change,))


def highlights(harbour: Harbour, page: PageId) -> list[Annotation]:
    return [each.annotation for each in harbour.library.annotating.placed(page)]


def test_what_was_brought_goes_and_comes_again(harbour: Harbour, page: PageId) -> None:
    brought = replace(record(GLASS), tags=("oil",), note="Second.", starred=True)
    arrived = harbour.arrive(harbour.link(record=brought))
    reading = harbour.library.reading
    before, after = (("lamps",), "First.", False), (("lamps", "oil"), "First.\n\nSecond.", True)
    back(harbour, arrived)
    now = reading.page(page)
    assert ((now.tags, now.note, now.starred), highlights(harbour, page)) == (before, [])
    again(harbour, arrived)
    now = reading.page(page)
    assert (now.tags, now.note, now.starred) == after
    assert [each.selectors.quote.exact for each in highlights(harbour, page)] == [GLASS]


def test_tags_and_a_note_that_were_written_meanwhile_stay(harbour: Harbour, page: PageId) -> None:
    arrived = harbour.arrive(harbour.link(record=record(tags=("oil",), note="Second.")))
    library = harbour.library
    library.tagging.tag((page,), "mine")
    library.noting.set_note(page, "First.\n\nSecond, and it took me years to see.")
    back(harbour, arrived)
    now = library.reading.page(page)
    assert (now.tags, now.note) == (("lamps", "mine"), "First.\n\nSecond, and it took me years to see.")


def test_a_highlight_that_was_edited_meanwhile_keeps_the_edit(harbour: Harbour, page: PageId) -> None:
    harbour.arrive(harbour.link("1", record=replace(record(), annotations=(marked(OIL, id="tool:1"),))))
    grown = marked(OIL, id="tool:1", note="Copper!", tags=("metal",))
    arrived = harbour.arrive(
        harbour.link("1", container=b"later", record=replace(record(), annotations=(grown,)))
    )
    (highlight,) = highlights(harbour, page)
    harbour.library.annotating.set_note(highlight.id, "Copper! Or was it tin?")
    back(harbour, arrived)
    (highlight,) = highlights(harbour, page)
    assert (highlight.note, highlight.tags) == ("Copper! Or was it tin?", ())


def test_what_was_taken_back_and_then_removed_for_good_comes_with_the_next_import(
    harbour: Harbour, page: PageId
) -> None:
    back(harbour, harbour.arrive(harbour.link(record=record(GLASS))))
    harbour.library.trash.empty(Progress())
    assert harbour.arrive(harbour.link(record=record(GLASS))).row.highlights == 1
    assert [each.selectors.quote.exact for each in highlights(harbour, page)] == [GLASS]


def test_a_link_that_waits_again_takes_the_same_page_once_more(harbour: Harbour) -> None:
    link = harbour.arrive(harbour.link(record=record(GLASS))).row
    saved = harbour.page(WICK, OIL, GLASS)
    assert link.page is not None
    back(harbour, harbour.arrive(saved))
    assert harbour.library.reading.page(link.page).waiting
    harbour.arrive(saved)
    now = harbour.library.reading.page(link.page)
    assert (now.waiting, now.title) == (False, "The Lamp")
