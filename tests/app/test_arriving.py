"""What becomes of what arrives: one page however often it comes, with every text and original of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from tests.app.arrivals import (
    BOAT,
    FOG,
    GLASS,
    LAMP,
    OIL,
    WICK,
    Harbour,
    all_pages,
    marked,
    originals,
    quotes,
    record,
)

from postil.app.import_report import Outcome
from postil.app.library import Library
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.details import Correction
from postil.model.page import Status
from postil.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OLD, NEW = datetime(2019, 5, 1, tzinfo=UTC), datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Harbour]:
    (tmp_path / "spool").mkdir()
    with Library.open(tmp_path / "library") as library:
        yield Harbour(library, tmp_path / "spool")
        library.indexing.drain()
        assert library.check(Progress()) == ()


# The same page again.


def test_a_page_that_is_saved_again_is_a_newer_version_with_its_highlights(harbour: Harbour) -> None:
    first = harbour.arrive(harbour.page(WICK, OIL)).row
    assert first.page is not None
    harbour.library.annotating.highlight_quote(first.page, "copper cans", color=Color.RED, note="Two.")
    again = harbour.arrive(harbour.page(WICK, OIL, GLASS, address=LAMP + "?utm_source=letter")).row
    assert (again.outcome, again.page, again.version_of) == (Outcome.NEW_VERSION, first.page, "The Lamp")
    article = harbour.library.reading.view(first.page)
    assert GLASS in article.text
    assert quotes(harbour.library, first.page) == [("copper cans", "anchored")]
    assert len(harbour.library.reextracting.versions(first.page)) == 2
    assert len(originals(harbour.library, first.page)) == 2


def test_the_older_version_can_be_read_again_with_its_original(harbour: Harbour) -> None:
    first = harbour.arrive(harbour.page(WICK, OIL)).row.page
    harbour.arrive(harbour.page(WICK, OIL, GLASS, name="again.html"))
    assert first is not None
    library = harbour.library
    newer, older = library.reextracting.versions(first)
    assert library.reading.page(first).original_name == "again.html"
    library.reextracting.restore(first, older.id)
    assert library.reading.page(first).original_name == "lamp.html"
    assert GLASS.encode() not in library.reading.original(first)
    library.undo.undo()
    assert library.reading.page(first).version == newer.id
    assert GLASS.encode() in library.reading.original(first)


def test_a_poorer_text_is_kept_beside_the_one_that_is_read(harbour: Harbour) -> None:
    page = harbour.arrive(harbour.page(WICK, OIL, GLASS, FOG)).row.page
    row = harbour.arrive(harbour.page(WICK)).row
    assert (row.outcome, row.page) == (Outcome.NEW_VERSION, page)
    assert "stays the one that is read" in row.message
    assert page is not None
    assert FOG in harbour.library.reading.view(page).text
    assert len(harbour.library.reextracting.versions(page)) == 2


def test_a_text_that_lacks_a_highlight_is_not_read(harbour: Harbour) -> None:
    page = harbour.arrive(harbour.page(WICK, OIL, GLASS)).row.page
    assert page is not None
    harbour.library.annotating.highlight_quote(page, GLASS, color=Color.RED)
    row = harbour.arrive(harbour.page(WICK, OIL, FOG)).row
    assert row.outcome is Outcome.NEW_VERSION
    assert "1 highlight" in row.message
    assert GLASS in harbour.library.reading.view(page).text


def test_what_was_saved_before_is_kept_beside(harbour: Harbour) -> None:
    page = harbour.arrive(harbour.page(WICK, OIL, saved=NEW)).row.page
    row = harbour.arrive(harbour.page(WICK, OIL, GLASS, saved=OLD)).row
    assert (row.outcome, row.page) == (Outcome.NEW_VERSION, page)
    assert "saved before" in row.message
    assert page is not None
    assert GLASS not in harbour.library.reading.view(page).text


def test_a_page_saved_whole_is_not_replaced_by_what_a_tool_kept_of_it(harbour: Harbour) -> None:
    page = harbour.arrive(harbour.page(WICK, OIL)).row.page
    row = harbour.arrive(harbour.item("a", WICK, OIL, GLASS, clean=True)).row
    assert (row.outcome, row.page) == (Outcome.NEW_VERSION, page)
    assert page is not None
    assert GLASS not in harbour.library.reading.view(page).text


def test_a_front_page_of_another_day_is_a_page_of_its_own(harbour: Harbour) -> None:
    front = "https://harbour.example/"
    first = harbour.arrive(harbour.page(WICK, OIL, address=front, title="The Harbour")).row
    second = harbour.arrive(harbour.page(FOG, BOAT, address=front, title="The Harbour")).row
    assert second.outcome is Outcome.IMPORTED
    assert second.page != first.page
    assert "other words" in second.message


def test_a_wrong_canonical_address_makes_no_two_pages_one(harbour: Harbour) -> None:
    front = "https://harbour.example/"
    for number, words in enumerate((WICK, FOG, BOAT)):
        row = harbour.arrive(harbour.page(words, address=f"{front}{number}", canonical=front)).row
        assert row.outcome is Outcome.IMPORTED
    assert harbour.arrive(harbour.link(address=front)).row.outcome is Outcome.LINK
    assert len(all_pages(harbour.library)) == 4


def test_the_same_text_from_another_address_is_a_page_of_its_own(harbour: Harbour) -> None:
    harbour.arrive(harbour.page(WICK, OIL))
    row = harbour.arrive(harbour.page(WICK, OIL, address="https://mirror.example/l", original_note="x")).row
    assert row.outcome is Outcome.IMPORTED


def test_another_original_of_the_same_text_is_kept(harbour: Harbour) -> None:
    page = harbour.arrive(harbour.page(WICK, OIL)).row.page
    row = harbour.arrive(harbour.page(WICK, OIL, original_note="saved by another program")).row
    assert (row.outcome, row.page) == (Outcome.ALREADY_THERE, page)
    assert len(originals(harbour.library, page)) == 2
    assert page is not None
    assert len(harbour.library.reextracting.versions(page)) == 1


def test_the_text_with_its_pictures_is_the_one_that_is_read(harbour: Harbour) -> None:
    picture = harbour.library._contents.put(b"a picture")
    shown = f'<p><img src="asset:{picture}" alt="The lamp"/></p>'
    page = harbour.arrive(harbour.page(WICK, OIL)).row.page
    row = harbour.arrive(harbour.page(WICK, OIL, shown=shown)).row
    assert (row.outcome, row.page) == (Outcome.NEW_VERSION, page)
    bare = harbour.arrive(harbour.page(WICK, OIL + " By whom?", address=LAMP + "/")).row
    assert bare.page == page
    fewer = harbour.arrive(harbour.page(WICK, OIL, shown="<p></p>")).row
    assert fewer.page == page
    assert page is not None
    assert "By whom?" in harbour.library.reading.view(page).text, "it says more"


def test_the_same_words_without_the_pictures_are_kept_beside(harbour: Harbour) -> None:
    picture = harbour.library._contents.put(b"a picture")
    shown = f'<p><img src="asset:{picture}" alt="The lamp"/></p>'
    page = harbour.arrive(harbour.page(WICK, OIL, shown=shown)).row.page
    row = harbour.arrive(harbour.page(WICK, OIL)).row
    assert (row.outcome, row.page) == (Outcome.NEW_VERSION, page)
    assert "pictures" in row.message
    assert page is not None
    assert picture in harbour.library.reading.view(page).html


def test_what_a_person_corrected_stays_with_a_newer_version(harbour: Harbour) -> None:

    page = harbour.arrive(harbour.page(WICK, OIL)).row.page
    assert page is not None
    harbour.library.details.correct((page,), Correction(title="My Lamp", address="https://mine.example/lamp"))
    harbour.arrive(harbour.page(WICK, OIL, GLASS, title="The Lamp, Revised"))
    now = harbour.library.reading.page(page)
    assert (now.title, now.address) == ("My Lamp", "https://mine.example/lamp")


# Links.


def test_a_link_becomes_the_page_that_it_waited_for(harbour: Harbour) -> None:
    kept = record(
        GLASS, "copper cans", title="Lamp?", tags=("light/old",), note="Ask Ada.", byline="A. Quill"
    )
    link = harbour.arrive(harbour.link(record=kept)).row
    assert (link.outcome, link.highlights, link.unanchored, link.waiting) == (Outcome.LINK, 2, 0, 2)
    assert link.page is not None
    library = harbour.library
    assert library.reading.page(link.page).waiting
    library.reading.set_status((link.page,), Status.READING)
    row = harbour.arrive(harbour.page(WICK, OIL, GLASS)).row
    assert (row.outcome, row.page) == (Outcome.IMPORTED, link.page)
    assert (row.found, row.lost) == (2, 0)
    page = library.reading.page(link.page)
    assert not page.waiting
    assert (page.title, page.byline, page.tags, page.note) == (
        "The Lamp",
        "A. Quill",
        ("light/old",),
        "Ask Ada.",
    )
    assert page.status is Status.READING
    assert quotes(library, link.page) == [("copper cans", "anchored"), (GLASS, "anchored")]
    (first, _second) = library.reading.view(link.page).placed
    assert first.annotation.selectors.position is not None


def test_a_link_to_a_page_that_is_there_brings_its_record(harbour: Harbour) -> None:
    page = harbour.arrive(harbour.page(WICK, OIL)).row.page
    row = harbour.arrive(harbour.link(record=record("copper cans", starred=True))).row
    assert (row.outcome, row.page, row.highlights, row.unanchored) == (Outcome.UPDATED, page, 1, 0)
    assert page is not None
    assert harbour.library.reading.page(page).starred
    assert len(originals(harbour.library, page)) == 1
    again = harbour.arrive(harbour.link(container=b"later", record=record("copper cans", starred=True)))
    assert again.row.outcome is Outcome.ALREADY_THERE


def test_a_page_is_known_by_the_addresses_that_led_to_it(harbour: Harbour) -> None:
    moved = "https://harbour.example/2019/lamp-moved"
    link = harbour.arrive(harbour.link(address=moved, record=record(GLASS))).row
    row = harbour.arrive(harbour.page(WICK, GLASS, aliases=(moved,))).row
    assert row.page == link.page
    later = harbour.arrive(harbour.link(container=b"later", address=moved, record=record(WICK))).row
    assert (later.page, later.highlights) == (link.page, 1)


def test_books_without_an_address_are_known_by_title_and_author(harbour: Harbour) -> None:
    book = harbour.arrive(harbour.link("x", address=None, record=record(WICK, title="Lamps", byline="Quill")))
    again = harbour.link(
        "x", address=None, container=b"later", record=record(WICK, OIL, title="LAMPS", byline="quill")
    )
    row = harbour.arrive(again).row
    assert (row.outcome, row.page, row.highlights) == (Outcome.UPDATED, book.row.page, 1)
    other = harbour.link("y", address=None, record=record(WICK, title="Lamps", byline="Somebody else"))
    assert harbour.arrive(other).row.outcome is Outcome.LINK


# Records.


def test_a_record_adds_and_never_takes(harbour: Harbour) -> None:
    page = harbour.arrive(harbour.page(WICK, OIL, record=record(tags=("lamps",), note="First."))).row.page
    assert page is not None
    library = harbour.library
    library.reading.set_status((page,), Status.ARCHIVE)
    brought = record(tags=("Lamps", "oil"), note="Second.", status=Status.INBOX, added=OLD, progress=0.5)
    harbour.arrive(harbour.link(record=brought))
    now = library.reading.page(page)
    assert (now.tags, now.note, now.status) == (("lamps", "oil"), "First.\n\nSecond.", Status.ARCHIVE)
    assert (now.added > OLD, now.progress) == (True, 0.0)
    harbour.arrive(harbour.link("2", container=b"later", record=record(note="second.".capitalize())))
    assert library.reading.page(page).note == "First.\n\nSecond."


def test_a_new_page_is_as_the_tool_left_it(harbour: Harbour) -> None:
    brought = record(status=Status.ARCHIVE, added=OLD, opened=NEW, finished=NEW, starred=True, progress=1.0)
    page = harbour.arrive(harbour.page(WICK, OIL, record=brought)).row.page
    assert page is not None
    now = harbour.library.reading.page(page)
    assert (now.status, now.added, now.opened, now.finished) == (Status.ARCHIVE, OLD, NEW, NEW)
    assert (now.starred, now.progress) == (True, 1.0)


# The trash.


def test_a_page_in_the_trash_takes_what_arrives_and_comes_back_by_itself(
    harbour: Harbour,
) -> None:
    page = harbour.arrive(harbour.page(WICK, OIL)).row.page
    assert page is not None
    harbour.library.reading.trash((page,))
    row = harbour.arrive(harbour.link(record=record("copper cans"))).row
    assert (row.page, row.highlights) == (page, 1)
    assert "in the trash" in row.message
    assert all_pages(harbour.library) == ()
    row = harbour.arrive(harbour.page(WICK, OIL, GLASS)).row
    assert (row.page, row.trashed is not None) == (page, True)
    assert list(all_pages(harbour.library)) == [page]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_any_order_of_arrivals_ends_with_one_whole_page(harbour: Harbour, order: tuple[int, ...]) -> None:
    """A link with a highlight, the page, a newer page, and an export with highlights."""
    arrivals = (
        harbour.link("link", record=record(OIL, note="From the link.")),
        harbour.page(WICK, OIL, saved=OLD),
        harbour.page(WICK, OIL, GLASS, saved=NEW),
        harbour.link("item", container=b"another export", record=record(WICK, OIL, GLASS, tags=("light",))),
    )
    for number in order:
        harbour.arrive(arrivals[number])
    (page,) = all_pages(harbour.library)
    now = harbour.library.reading.page(page)
    assert not now.waiting
    assert (now.note, now.tags) == ("From the link.", ("light",))
    assert sorted(quotes(harbour.library, page)) == sorted(
        (words, "anchored") for words in (WICK, OIL, GLASS)
    )
    saved = {each for each in originals(harbour.library, page) if each.startswith(b"<!--")}
    assert len(saved) == 2


def test_dates_colours_and_tags_of_a_highlight_are_kept(harbour: Harbour) -> None:
    mark = marked(
        GLASS, note="Vinegar! #cleaning", color=Color.BLUE, tags=("glass",), created=OLD, modified=NEW
    )
    page = harbour.arrive(harbour.page(WICK, GLASS, record=record())).row.page

    harbour.arrive(replace(harbour.link(), record=Record(annotations=(mark,))))
    assert page is not None
    (placed,) = harbour.library.reading.view(page).placed
    kept = placed.annotation
    assert (kept.note, kept.color, kept.created, kept.modified) == (
        "Vinegar! #cleaning",
        Color.BLUE,
        OLD,
        NEW,
    )
    assert kept.tags == ("cleaning", "glass")


def test_a_page_without_a_title_is_not_called_as_the_file_of_many(harbour: Harbour) -> None:
    kept = harbour.arrive(harbour.item("7", WICK, title=None)).row.page
    alone = harbour.arrive(harbour.page(OIL, title=None, address=None)).row.page
    among = harbour.arrive(harbour.item("tower/bell.html", FOG, title=None, address=None)).row.page
    titles = [harbour.library.reading.page(page).title for page in (kept, alone, among) if page is not None]
    assert titles == [LAMP, "lamp", "bell"]
