from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.extraction.vocabulary import COHESION_NAMES, cohesion, vocabulary


def test_longer_words_are_told_apart_from_short_ones() -> None:
    assert vocabulary("The Ferry left the island at ten") == {"ferry", "left", "island"}


def test_scripts_without_spaces_have_pairs_of_characters() -> None:
    assert vocabulary("東京の天気") == {"東京", "京の", "の天", "天気"}


def test_a_block_on_the_subject_is_told_from_one_on_another() -> None:
    texts = (
        "ferry island harbour",
        "harbour ferry timetable",
        "cookie privacy partner",
        "privacy cookie consent",
    )
    asked = ("island ferry tomorrow", "cookie consent please")
    likelihoods = [0.9, 0.9, 0.1, 0.1, 0.5, 0.5]
    there, elsewhere, telling = cohesion([vocabulary(each) for each in (*texts, *asked)], likelihoods)
    assert (there[4], elsewhere[4]) == (2 / 3, 0)
    assert (there[5], elsewhere[5]) == (0, 2 / 3)
    assert telling[4] > 0.5 > telling[5]


def test_its_own_words_do_not_speak_for_a_block() -> None:
    columns = cohesion([vocabulary("harbour lighthouse"), vocabulary("")], [0.9, 0.9])
    assert [column[0] for column in columns] == [0, 0, 0.5]
    assert [column[1] for column in columns] == [-1, -1, -1]


@given(st.lists(st.tuples(st.text(max_size=30), st.floats(0, 1)), min_size=1, max_size=8))
def test_every_block_has_every_column(blocks: list[tuple[str, float]]) -> None:
    columns = cohesion([vocabulary(text) for text, _ in blocks], [each for _, each in blocks])
    assert len(columns) == len(COHESION_NAMES)
    assert all(len(column) == len(blocks) for column in columns)
    assert all(-1 <= value <= 1 for column in columns for value in column)
