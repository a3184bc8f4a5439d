from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.anchoring.folding import fold, letters_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("well-known facts", "well‑known\u00a0facts"),
        ("“quoted”", '"quoted"'),
        ("『題』", "「題」"),
        ("don’t", "don't"),
        ("para\u00adgraph", "paragraph"),
        ("office of finance", "oﬃce of ﬁnance"),
        ("café", "cafe\u0301"),
        ("STRASSE", "Straße"),
        ("ABC123円", "ＡＢＣ１２３円"),
        ("stop — go", "stop -- go"),
        ("wait…", "wait..."),
        ("zero\u200bwidth", "zerowidth"),
        ("إنّ", "إن"),
        ("two\n\n lines", "two lines"),
    ],
)
def test_renderings_of_the_same_words_fold_alike(one: str, other: str) -> None:
    assert letters_of(one) == letters_of(other)


@pytest.mark.parametrize(("one", "other"), [("mine", "mien"), ("3 mm", "3.1 mm"), ("कि", "का")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert letters_of(one) != letters_of(other)


def test_a_span_of_letters_leads_back_to_its_code_points() -> None:
    text = "Le cafe\u0301 est «oﬃciel»."
    folded = fold(text)
    start = folded.letters.index("cafe")
    assert folded.span(start, start + 4) == (3, 8), "the accent belongs to its letter"
    start = folded.letters.index("ffi")
    first, after = folded.span(start, start + 3)
    assert text[first:after] == "ﬃ"


@given(st.text())
def test_every_letter_leads_back_to_a_code_point_that_gives_it(text: str) -> None:
    folded = fold(text)
    for index, letter in enumerate(folded.letters):
        start, end = folded.span(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert letter in letters_of(text[start:end])


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    letters = letters_of(text)
    assert letters_of(letters) == letters


@given(st.text(), st.integers(0, 40))
def test_a_position_is_the_number_of_letters_before_it(text: str, offset: int) -> None:
    folded = fold(text)
    assert folded.position(offset) == sum(1 for at in folded.offsets if at < offset)
