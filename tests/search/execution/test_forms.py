"""The words of a library as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.search.builders import page

if TYPE_CHECKING:
    from postil.search.index import Index


@pytest.fixture
def filled(index: Index) -> Index:
    """Words in two segments."""
    index.write([page("a", "harbour harbours résumé stone"), page("b", "harbour stones бібліотека")])
    index.write([page("c", "harbours harbour harmony stony")])
    return index


def forms(found: tuple[object, ...]) -> list[tuple[str, int]]:
    return [(form.word, form.documents) for form in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("harbor", [("harbour", 3)]),
        ("Harbuor", [("harbour", 3)]),
        ("harbour", [("harbours", 2)]),
        ("stonee", [("stone", 1), ("stones", 1)]),
        ("resume", [("résumé", 1)]),
        ("resmue", [("resume", 1)]),
        ("бібліотеку", [("бібліотека", 1)]),
        ("бібілотека", [("бібліотека", 1)]),
        ("unlike", []),
        ("", []),
    ],
)
def test_words_near_one_that_was_typed(filled: Index, word: str, expected: list[tuple[str, int]]) -> None:
    assert forms(filled.near(word, limit=5)) == expected


def test_no_more_are_told_than_asked_for(filled: Index) -> None:
    assert forms(filled.near("stonee", limit=1)) == [("stone", 1)]


def test_a_short_word_is_another_word_with_two_edits(index: Index) -> None:
    index.write([page("a", "boat")])
    assert index.near("bo", limit=5) == ()
    assert forms(index.near("bot", limit=5)) == [("boat", 1)]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("har", [("harbour", 3), ("harbours", 2), ("harmony", 1)]),
        ("HARB", [("harbour", 3), ("harbours", 2)]),
        ("rés", [("résumé", 1)]),
        ("x", []),
    ],
)
def test_words_that_begin_so(filled: Index, prefix: str, expected: list[tuple[str, int]]) -> None:
    assert forms(filled.begun(prefix, limit=5)) == expected
