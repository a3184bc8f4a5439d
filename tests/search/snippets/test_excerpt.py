"""Stretches of a text as lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.search.snippets.excerpt import cut, is_torn


def test_a_text_that_begins_with_an_image_begins_with_its_first_word() -> None:
    assert cut("\ufffc\nThe lamp was lit.\n", 0, 20) == ("The lamp was lit.", -2)


def test_what_is_left_out_is_told_without_blanks_around() -> None:
    assert cut("one two three four", 3, 14) == ("…two three…", 0)


@given(st.text("ab \n\ufffc"), st.integers(0, 9), st.integers(0, 9))
def test_a_letter_is_found_again_where_the_shift_says(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    line, shift = cut(text, start, end)
    for at in range(start, end):
        if text[at] in "ab":
            assert line[at - start + shift] == text[at]
    assert line.strip("…") == line.strip("…").strip()


@pytest.mark.parametrize(
    ("before", "after", "torn"),
    [
        ("the lig", "ht was", True),
        ("the ", "light", False),
        ("the", " light", False),
        ("", "light", False),
        ("light", "", False),
        ("“", "light", False),
        ("東京", "大学", False),
    ],
)
def test_a_word_that_goes_on_is_told(before: str, after: str, torn: bool) -> None:  # noqa: FBT001 - a case
    assert is_torn(before, after) is torn
