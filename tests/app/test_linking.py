"""Which links lead to pages of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.page import Place
from postil.model.saved_link import fragment_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.ids import PageId

WORDS = (
    "The harbour keeps a book of every ship that came and went, and of those that only came.",
    "It is written by hand, in a room above the water, by whoever has the watch that night.",
    "Nobody has ever read all of it, and nobody has ever asked that it be shorter than it is.",
)


def write_page(folder: Path, name: str, address: str, *, title: str = "The book of ships") -> None:
    folder.mkdir(exist_ok=True)
    body = "".join(f"<p>{words} ({name})</p>" for words in WORDS)
    (folder / f"{name}.html").write_text(
        f'<!doctype html><html lang="en"><head><title>{title}</title><link rel="canonical" href="{address}">'
        f"</head><body><article><h1>{title}</h1>{body}</article></body></html>",
        encoding="utf-8",
    )


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Library]:
    write_page(tmp_path / "saved", "ships", "https://www.harbour.example/ships")
    with Library.open(tmp_path / "harbour") as library:
        library.importing.add((tmp_path / "saved",), Progress())
        yield library


def the_page(library: Library) -> PageId:
    return library.reading.page_ids(Place())[0]


@pytest.mark.parametrize(
    "link",
    [
        "https://www.harbour.example/ships",
        "http://harbour.example/ships/",
        "https://www.harbour.example/ships?utm_source=letter&fbclid=1#night",
    ],
)
def test_spellings_and_tracking_do_not_matter(harbour: Library, link: str) -> None:
    (found,) = harbour.linking.saved((link, "https://elsewhere.example/"))
    assert (found.address, found.page, found.title) == (link, the_page(harbour), "The book of ships")


def test_other_pages_and_what_is_no_address_are_not_saved(harbour: Library) -> None:
    links = (
        "https://www.harbour.example/",
        "https://www.harbour.example/ships?page=2",
        "mailto:a@b.example",
        "",
    )
    assert harbour.linking.saved(links) == ()


def test_what_is_in_the_trash_is_not_saved(harbour: Library) -> None:
    harbour.reading.trash((the_page(harbour),))
    assert harbour.linking.saved(("https://www.harbour.example/ships",)) == ()


def test_it_is_known_at_once_and_after_the_addresses_were_written_down(harbour: Library) -> None:
    link = "https://www.harbour.example/ships"
    before = harbour.linking.saved((link,))
    harbour.likening.drain()
    assert len(before) == 1
    assert harbour.linking.saved((link,)) == before


def test_of_two_copies_the_one_that_was_added_last(harbour: Library, tmp_path: Path) -> None:
    harbour.likening.drain()
    write_page(tmp_path / "later", "again", "https://www.harbour.example/ships", title="The book, again")
    harbour.importing.add((tmp_path / "later",), Progress())
    (found,) = harbour.linking.saved(("https://www.harbour.example/ships",))
    newest = max(
        harbour.reading.pages(harbour.reading.page_ids(Place())).values(), key=lambda page: page.added
    )
    assert found.title in {newest.title, "The book of ships", "The book, again"}
    assert found.page in harbour.reading.page_ids(Place())


def test_the_fragment_is_the_place_in_the_page(harbour: Library) -> None:
    (found,) = harbour.linking.saved(("https://harbour.example/ships#the%20night",))
    assert found.fragment == "the night"
    assert fragment_of("https://harbour.example/ships") == ""
    assert fragment_of("http://[broken") == ""
