"""Numbers, times and keys in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from tests.gui.builders import page

from postil.gui import words

if TYPE_CHECKING:
    from postil.model.page import Page

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qapp")]

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (12_310, "12,310 pages")]
)
def test_things_are_counted(number: int, shown: str) -> None:
    assert words.counted("{count} page", "{count} pages", number) == shown


def test_a_counted_sentence_may_have_other_places() -> None:
    told = words.counted("{count} file in {folder}", "{count} files in {folder}", 2, folder="notes")
    assert told == "2 files in notes"


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ((page(title="Bees"),), "“Bees” archived"),
        ((page(title="long " * 20),), "“long long long long long long long long long lo…” archived"),
        ((page(), page()), "2 pages archived"),
    ],
)
def test_a_page_is_named_and_pages_are_counted(pages: tuple[Page, ...], told: str) -> None:
    titled = "“{title}” archived"
    assert words.of_pages(pages, titled, "{count} page archived", "{count} pages archived") == told


@pytest.mark.parametrize(
    ("length", "shown"), [(0, ""), (1, "1 min"), (340, "1 min"), (350, "2 min"), (2300, "10 min")]
)
def test_reading_time_is_in_whole_minutes(length: int, shown: str) -> None:
    assert words.reading_time(length) == shown


def test_a_page_is_from_its_site_or_host_or_is_a_file() -> None:
    assert words.source(page()) == "The Morning Reader"
    assert words.source(page(site=None, address="https://www.example.org/a")) == "example.org"
    assert words.source(page(site=None)) == "HTML"
    assert words.source(page(site=None, address="http://[broken")) == "HTML"


def test_the_date_of_publication_comes_first_then_saving_then_adding() -> None:
    saved = datetime(2024, 5, 6, 12, tzinfo=UTC)
    assert words.page_date(page(published="2024-01-02T10:00", saved=saved), TODAY) == "2 Jan 2024"
    assert words.page_date(page(published="spring 2024", saved=saved), TODAY) == "6 May 2024"
    assert words.page_date(page(published=None, saved=None), TODAY) == "Today"


@pytest.mark.parametrize(
    ("key", "caps"),
    [
        ("J", (("J",),)),
        ("Ctrl+K", (("Ctrl", "K"),)),
        ("G, I", (("G",), ("I",))),
        ("*, A", (("*",), ("A",))),
        ("+", (("+",),)),
        ("Ctrl++", (("Ctrl", "+"),)),
        ("Ctrl+,", (("Ctrl", ","),)),
        ("Shift+Return", (("Shift", "Enter"),)),
        ("Alt+Left", (("Alt", "←"),)),
    ],
)
def test_keys_are_shown_as_caps(key: str, caps: tuple[tuple[str, ...], ...]) -> None:
    assert words.key_caps(key) == caps
