"""Carrying over: the reader's place and the share of a text that another one has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.app.saved_pages import GARDEN, LIGHTHOUSE

from postil.app.carrying import carry_position, share_kept

TEXT = "\n".join(LIGHTHOUSE)
OTHER = "\n".join(GARDEN)


@given(st.integers(0, len(TEXT) + 10))
def test_in_the_same_text_the_place_is_the_same(position: int) -> None:
    assert carry_position(position, TEXT, TEXT) == min(position, len(TEXT))


@given(st.integers(1, len(TEXT) - 1), st.sampled_from(GARDEN))
def test_the_place_follows_its_words(position: int, added: str) -> None:
    """A paragraph before all others moves each place by its length, spaces before a word aside."""
    moved = carry_position(position, TEXT, f"{added}\n{TEXT}")
    space = len(TEXT[position:]) - len(TEXT[position:].lstrip())
    assert moved - len(added) - 1 in (position, position + space)


@given(st.integers(0, len(TEXT)), st.sampled_from(["", "x", OTHER]))
def test_in_a_strange_text_the_place_is_within_it(position: int, text: str) -> None:
    assert 0 <= carry_position(position, TEXT, text) <= len(text)


def test_a_page_of_white_space_has_a_place_too() -> None:
    assert carry_position(3, "a" + " " * 5000 + "b", "a" + " " * 5000 + "b") in (3, 5001)
    assert carry_position(3, "abc   ", "abc") == 3


def test_the_share_of_a_text() -> None:
    assert share_kept(TEXT, TEXT) == 1
    assert share_kept(TEXT, f"{OTHER}\n{TEXT}") == 1
    assert share_kept(TEXT, OTHER) == 0
    assert share_kept(TEXT, "\n".join(reversed(LIGHTHOUSE))) > 0.9
    half = share_kept(TEXT, TEXT[: len(TEXT) // 2])
    assert 0.45 < half < 0.55
    assert share_kept("", "") == 1
    assert share_kept("A short one.", "a SHORT\u00a0one.") == 1
    assert share_kept("A short one.", "Another.") == 0
