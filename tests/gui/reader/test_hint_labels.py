"""The letters of hints begin no other label, and are as short as such letters can be."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.gui.reader.hint_labels import LETTERS, hint_labels

ALPHABETS = st.integers(2, 26).map(lambda size: LETTERS[:size])


def shortest_total(count: int, letters: int) -> int:
    """The least that labels that begin no other can have together: leaves of the most even tree."""
    if count <= 1:
        return count
    depth = math.ceil(math.log(count, letters) - 1e-9)
    at_depth = letters ** (depth - 1)
    # Each leaf that gives way makes room for letters - 1 more; the rest keep the shorter length.
    given_way = math.ceil((count - at_depth) / (letters - 1)) if count > at_depth else 0
    return int(count * depth - (at_depth - given_way))


@given(st.integers(0, 900), ALPHABETS)
def test_no_label_begins_another(count: int, letters: str) -> None:
    labels = hint_labels(count, letters)
    assert len(labels) == len(set(labels)) == count
    wholes = set(labels)
    assert not any(label[:end] in wholes for label in labels for end in range(1, len(label)))
    assert {letter for label in labels for letter in label} <= set(letters)


@given(st.integers(2, 900), ALPHABETS)
def test_the_labels_are_as_short_as_can_be(count: int, letters: str) -> None:
    assert sum(map(len, hint_labels(count, letters))) == shortest_total(count, len(letters))


@given(st.integers(0, 900))
def test_the_likeliest_have_the_shortest(count: int) -> None:
    lengths = [len(label) for label in hint_labels(count)]
    assert lengths == sorted(lengths)


def test_few_targets_have_one_letter_of_the_home_row_each() -> None:
    assert hint_labels(9) == tuple("asdfghjkl")


def test_letters_are_letters_never_digits() -> None:
    assert sorted(LETTERS) == sorted("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(("count", "of_one_letter"), [(26, 26), (27, 25), (60, 24), (200, 19)])
def test_as_many_as_possible_keep_one_letter(count: int, of_one_letter: int) -> None:
    assert sum(len(label) == 1 for label in hint_labels(count)) == of_one_letter
