"""Terms a few edits away: the same as by looking at each letter by letter, in any script."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.search.execution import fuzzy
from postil.search.execution.fuzzy import distance, distances, near
from postil.search.segments.postings import Spellings

if TYPE_CHECKING:
    from collections.abc import Iterable


class Listed:
    """Terms in a list."""

    def __init__(self, words: Iterable[str]) -> None:
        self._terms = sorted(word.encode() for word in words)

    def __len__(self) -> int:
        return len(self._terms)

    def __getitem__(self, index: int) -> bytes:
        return self._terms[index]

    def find(self, term: bytes) -> int:
        return bisect_left(self._terms, term)

    def span(self, prefix: bytes) -> tuple[int, int]:
        return self.find(prefix), self.find(prefix + b"\xff")

    def spellings(self, first: int, last: int) -> Spellings:
        terms = self._terms[first:last]
        starts = np.cumsum([0, *map(len, terms)], dtype=np.int64)
        return Spellings(np.frombuffer(b"".join(terms), np.uint8), starts)


def found(words: Iterable[str], word: str, edits: int, prefix: int = 0) -> dict[str, int]:
    terms = Listed(words)
    places, away = near(terms, word, edits, prefix=prefix)  # type: ignore[arg-type]
    return {terms[at].decode(): far for at, far in zip(places.tolist(), away.tolist(), strict=True)}


word = st.one_of(st.text("ab", max_size=8), st.text("aбé京😀", max_size=6))


@given(
    words=st.sets(word.filter(bool), max_size=40),
    asked=word,
    edits=st.integers(0, 2),
    prefix=st.integers(0, 2),
)
def test_all_terms_so_near_are_found_and_no_other(
    words: set[str], asked: str, edits: int, prefix: int
) -> None:
    expected = {
        each: distance(asked, each)
        for each in words
        if asked and each.startswith(asked[:prefix]) and distance(asked, each) <= edits
    }
    assert found(words, asked, edits, prefix) == expected


@given(asked=word.filter(bool), words=st.lists(word, max_size=10))
def test_all_distances_at_once_are_those_worked_out_one_by_one(asked: str, words: list[str]) -> None:
    assert distances(asked, words).tolist() == [distance(asked, each) for each in words]


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("", "", 0),
        ("sea", "", 3),
        ("sea", "sea", 0),
        ("sea", "seas", 1),
        ("sea", "se", 1),
        ("sea", "tea", 1),
        ("sea", "sae", 1),
        ("sea", "eas", 2),
        ("ca", "abc", 3),  # what was swapped is not edited again
        ("новини", "навини", 1),
        ("об", "бо", 1),
    ],
)
def test_an_edit_is_a_letter_more_or_less_or_another_or_two_swapped(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == distance(other, one) == edits


def test_a_swap_across_the_middle_is_found() -> None:
    assert found(["stone", "sotne", "stnoe", "stoen"], "stone", 1) == {
        "stone": 0,
        "sotne": 1,
        "stnoe": 1,
        "stoen": 1,
    }


def test_the_longest_word_is_found_and_a_longer_one_is_near_nothing() -> None:
    longest = "ab" * (fuzzy.LONGEST // 2)
    assert found([longest, longest + "c"], longest, 1) == {longest: 0, longest + "c": 1}
    assert found([longest + "c"], longest + "c", 1) == {}


def test_many_terms_are_looked_at_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzy, "_BLOCK", 3)
    words = [letter + "one" for letter in "abcdefghij"]
    assert set(found(words, "xone", 1)) == set(words)


def test_a_word_longer_than_all_terms_together_is_near_none() -> None:
    assert found(["wall"], "wallwallwall", 1) == {}
    assert found(["wall", "a"], "wallwallwall", 2) == {}
