"""Spans of letters put on whole words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.anchoring.whole_words import on_whole_words

TEXT = "When the frost came, the wells froze within a night. Then they thawed."


def words(cut: str, text: str = TEXT) -> str:
    start = text.index(cut)
    first, last = on_whole_words(text, start, start + len(cut))
    return text[first:last]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("e, the wells froze within a night. T", "the wells froze within a night."),
        ("ells froze withi", "wells froze within"),
        ("the wells froze", "the wells froze"),
        (" frost ", "frost"),
        ("wit", "within"),
    ],
)
def test_each_end_goes_to_the_nearer_end_of_its_word(cut: str, whole: str) -> None:
    assert words(cut) == whole


def test_writing_without_spaces_is_left_as_it_is() -> None:
    text = "冬" * 60
    assert on_whole_words(text, 20, 31) == (20, 31)


def test_a_span_is_never_lost() -> None:
    assert words("os") in {"os", "frost"}
    assert on_whole_words("a, b", 1, 3) == (1, 3)


@given(st.text(alphabet="ab ,.é冬", max_size=60), st.data())
def test_what_comes_out_is_a_span_and_stays_so(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = on_whole_words(text, start, end)
    assert 0 <= first <= last <= len(text)
    assert (first < last) == (start < end)
