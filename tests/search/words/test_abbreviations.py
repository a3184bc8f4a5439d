"""A few letters made of the beginnings of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.search.words.abbreviations import abbreviates, in_order

LETTERS = st.text("abc", max_size=6)
WORDS = st.lists(st.text("abc", min_size=1, max_size=4), max_size=5)


@pytest.mark.parametrize("typed", ["td", "thd", "tdark", "themedark", "theme", "dark", "t", "d", ""])
def test_beginnings_of_words_in_their_order(typed: str) -> None:
    assert abbreviates(typed, ("theme", "dark"))


@pytest.mark.parametrize("typed", ["dt", "hd", "themed rk", "tt", "darks", "themee"])
def test_nothing_else(typed: str) -> None:
    assert not abbreviates(typed, ("theme", "dark"))


def test_no_word_has_no_abbreviation() -> None:
    assert abbreviates("", ())
    assert not abbreviates("a", ())


@given(WORDS, st.data())
def test_beginnings_put_together_are_one(words: list[str], data: st.DataObject) -> None:
    taken = [word[: data.draw(st.integers(0, len(word)))] for word in words]
    assert abbreviates("".join(taken), words)


@given(LETTERS, WORDS)
def test_it_is_what_trying_everything_finds(typed: str, words: list[str]) -> None:
    made = {""}
    for word in words:
        made |= {before + word[:length] for before in made for length in range(1, len(word) + 1)}
    assert abbreviates(typed, words) == (typed in made)


@given(st.text("ab.* ", max_size=5), st.text("ab.* c", max_size=12))
def test_letters_in_order_are_found_whatever_they_are(letters: str, line: str) -> None:
    rest = iter(line)
    assert bool(in_order(letters).match(line)) == all(letter in rest for letter in letters)


def test_letters_of_the_next_line_do_not_count() -> None:
    assert not in_order("ab").match("a\nb")
