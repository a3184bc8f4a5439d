from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.search.builders import annotation, page

from postil.model.page import Status
from postil.search.lists import decode_rising
from postil.search.schema import row, site_values


def weights(postings: list[tuple[bytes, int, float, bytes]]) -> dict[str, float]:
    return {term.decode(): weight for term, _, weight, _ in postings}


def positions(postings: list[tuple[bytes, int, float, bytes]]) -> dict[str, list[int]]:
    return {term.decode(): decode_rising(value) for term, _, _, value in postings if value}


def terms(values: Any) -> set[str]:
    return set(weights(values))


def test_a_word_in_the_title_counts_three_times() -> None:
    given = row(page("a", "sea sea land", title="Sea"))
    assert weights(given["text"]) == {"sea": 5, "land": 1}
    assert weights(given["words"]) == {"sea": 5, "land": 1}
    assert given["length"] == 6


def test_parts_lie_apart() -> None:
    at = positions(row(page("a", "sea land", title="Sky"))["text"])
    assert at["land"][0] - at["sea"][0] == 1
    assert min(abs(at["sky"][0] - place) for place in (at["sea"][0], at["land"][0])) >= 100


def test_a_compound_stands_at_its_first_and_last_part() -> None:
    at = positions(row(page("a", "one e-mail two"))["text"])
    assert at == {"one": [0], "e": [1], "mail": [2], "email": [1, 2], "two": [3]}


def test_an_annotation_has_its_own_words_and_the_filters_of_its_page() -> None:
    given = row(
        annotation("n", "a", "the sea", note="calm", site="The Planet", status=Status.ARCHIVE, starred=True)
    )
    assert terms(given["text"]) == {"the", "sea", "calm"}
    assert terms(given["flag"]) == {"annotation", "archive", "starred", "highlighted", "noted"}
    assert terms(given["site"]) == {"the", "planet"}
    assert given["page"] == "a"


def test_flags_of_a_page() -> None:
    assert terms(row(page("a"))["flag"]) == {"page", "inbox", "unread"}
    assert terms(row(page("a", highlights=2, notes=1, status=Status.READING))["flag"]) == {
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
    assert site_values(site, address) == values


@pytest.mark.parametrize(
    ("published", "day"), [("2025-01-23T11:02", (2025, 1, 23)), ("2025", (2025, 1, 1)), ("soon", None)]
)
def test_the_published_day(published: str, day: tuple[int, int, int] | None) -> None:

    assert row(page("a", published=published))["published"] == (date(*day).toordinal() if day else None)
