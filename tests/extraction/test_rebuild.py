"""Each kind of structure, from how pages write it to how articles have it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.extraction.pages_for_tests import paragraphs, rebuilt

CASES: dict[str, list[str]] = {
    case: pair
    for path in sorted((Path(__file__).parent / "structure").glob("*.json"))
    for case, pair in json.loads(path.read_text("utf-8")).items()
}
"""By what they show: markup as pages have it, and the article's."""


@pytest.mark.parametrize("case", CASES)
def test_structure(case: str) -> None:
    written, expected = CASES[case]
    assert rebuilt(written) == expected


def test_without_an_address_relative_links_are_words() -> None:
    assert rebuilt('<p><a href="x.html">there</a> <a href="https://x.org/">here</a></p>', address=None) == (
        '<p>there <a href="https://x.org/">here</a></p>'
    )


def test_what_holds_most_of_the_article_is_no_callout() -> None:
    article = f"<div class='note'>{paragraphs(6)}</div>"
    assert "<aside" not in rebuilt(article)
    assert rebuilt(f"{paragraphs(6)}<div class='note'>{paragraphs(1)}</div>").count("<aside") == 1
