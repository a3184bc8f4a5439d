"""Each kind of structure, from how pages write it to how articles have it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.extraction.pages_for_tests import rebuilt

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
