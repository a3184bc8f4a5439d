from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from tests.search.builders import annotation, page

from postil.model.page import Status
from postil.search.segments import schema
from postil.search.segments.positions import decoded_one
from postil.search.segments.vocabulary import Vocabulary

if TYPE_CHECKING:
    from postil.search.document import Document

Posting = tuple[bytes, int, float, bytes]


def row(document: Document) -> dict[str, Any]:
    return dict(schema.row(document, Vocabulary()))


def postings(document: Document, name: str) -> list[Posting]:
    """What Whoosh's writer is given."""
    return list(schema.schema()[name].index(row(document)[name]))


def weights(document: Document, name: str) -> dict[str, float]:
    return {term.decode(): weight for term, _, weight, _ in postings(document, name)}


def positions(document: Document, name: str) -> dict[str, list[int]]:
    return {term.decode(): decoded_one(value) for term, _, _, value in postings(document, name)}


def terms(document: Document, name: str) -> set[str]:
    return set(weights(document, name))


def test_a_word_in_the_title_counts_three_times() -> None:
    given = page("a", "sea sea land", title="Sea")
    assert weights(given, "text") == {"sea": 5, "land": 1}
    assert weights(given, "words") == {"sea": 5, "land": 1}
    assert row(given)["length"] == 6


def test_a_weight_is_255_at_the_most() -> None:
    assert weights(page("a", "sea " * 300 + "land"), "text") == {"sea": 255, "land": 1}


def test_parts_lie_apart() -> None:
    at = positions(page("a", "sea land", title="Sky"), "text")
    assert at["land"][0] - at["sea"][0] == 1
    assert min(abs(at["sky"][0] - place) for place in (at["sea"][0], at["land"][0])) >= 100


def test_a_compound_stands_at_its_first_and_last_part() -> None:
    given = page("a", "one e-mail two")
    assert positions(given, "text") == {"one": [0], "e": [1], "mail": [2], "email": [1, 2], "two": [3]}
    assert weights(given, "text") == {"one": 1, "e": 1, "mail": 1, "email": 1, "two": 1}


def test_a_part_has_stems_and_forms() -> None:
    given = page("a", title="The Runners")
    assert positions(given, "title") == {"the": [0], "runner": [1], "=the": [0], "=runners": [1]}


def test_an_annotation_has_its_own_words_and_the_filters_of_its_page() -> None:
    given = annotation(
        "n", "a", "the sea", note="calm", site="The Planet", status=Status.ARCHIVE, starred=True
    )
    assert terms(given, "text") == {"the", "sea", "calm"}
    assert terms(given, "flag") == {"annotation", "archive", "starred", "highlighted", "noted"}
    assert terms(given, "site") == {"the", "planet"}
    assert terms(given, "host") == {"the planet"}
    assert row(given)["page"] == "a"


def test_flags_of_a_page() -> None:
    assert terms(page("a"), "flag") == {"page", "inbox", "unread"}
    assert terms(page("a", tags=("x",)), "flag") == {"page", "inbox", "unread", "tagged"}
    assert terms(page("a", highlights=2, notes=1, status=Status.READING), "flag") == {
        "page",
        "reading",
        "unread",
        "highlighted",
        "noted",
    }


@pytest.mark.parametrize(
    ("site", "address", "values"),
    [
        (
            "The Daily",
            "https://www.news.planet.example/2026/x?y",
            {"the", "daily", "news.planet.example", "planet.example", "news", "planet"},
        ),
        ("", "http://localhost/x", set()),
        ("Café", "", {"cafe"}),
        ("", "not an address", set()),
        ("", "https://[broken", set()),
    ],
)
def test_what_a_site_is_found_by(site: str, address: str, values: set[str]) -> None:
    assert schema.site_values(site, address) == values


@pytest.mark.parametrize(
    ("site", "address", "host"),
    [
        ("The Daily", "https://www.News.example/2026/x?y", {"news.example"}),
        ("The Daily", "https://en.news.example/", {"en.news.example"}),
        (" The  Café ", "", {"the cafe"}),
        ("", "", set()),
        ("", "https://[broken", set()),
    ],
)
def test_a_document_counts_for_one_site(site: str, address: str, host: set[str]) -> None:
    assert terms(page("a", site=site, address=address), "host") == host


@pytest.mark.parametrize(
    ("published", "day"), [("2025-01-23T11:02", (2025, 1, 23)), ("2025", (2025, 1, 1)), ("soon", None)]
)
def test_the_published_day(published: str, day: tuple[int, int, int] | None) -> None:
    given = page("a", published=published)
    assert row(given)["published"] == (date(*day).toordinal() if day else 0)
    assert terms(given, "year") == ({str(day[0])} if day else set())


def test_the_day_of_reading() -> None:
    assert row(page("a"))["read"] == 0
    assert row(page("a", read=date(2026, 2, 3)))["read"] == date(2026, 2, 3).toordinal()


def test_titles_are_ordered_by_their_first_word_without_case_and_accents() -> None:
    titles = ["«Apple»", "apple pie", "Élan", "elk", "Zoo", "ґава", "ельф", "Ірис", "Їжак", "яблуко"]
    assert all(schema.title_order(one) < schema.title_order(two) for one, two in pairwise(titles))
    assert schema.title_order("…") > schema.title_order("")
    assert {len(schema.title_order(title)) for title in [*titles, "", "x" * 99]} == {schema.TITLE_BYTES}
