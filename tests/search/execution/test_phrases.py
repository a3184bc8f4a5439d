"""Words one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.search.builders import page

from postil.search.execution.phrases import occurrences

if TYPE_CHECKING:
    from postil.search.index import Index


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["sea", "stone"], {"once": 1, "twice": 2}),
        (["stone", "sea"], {"twice": 1, "turned": 1}),
        (["sea"], {"once": 1, "twice": 2, "turned": 1, "again": 3}),
        (["sea", "sea"], {"again": 2}),
        (["sea", "sea", "sea"], {"again": 1}),
        (["sea", "sky"], {}),
        (["sea", "stone", "unknown"], {}),
        ([], {}),
    ],
)
def test_how_often_words_stand_in_a_row(index: Index, words: list[str], expected: dict[str, int]) -> None:
    index.write(
        [
            page("once", "a sea stone here"),
            page("twice", "sea stone sea stone"),
            page("turned", "stone sea"),
            page("again", "sea sea sea"),
            page("apart", "stone sky"),
        ]
    )
    (segment,) = index._engine._segments
    numbers, counts = occurrences(segment.terms("text"), [each.encode() for each in words])
    found = {
        segment.stored(number)["page"]: count
        for number, count in zip(numbers.tolist(), counts.tolist(), strict=True)
    }
    assert found == expected
