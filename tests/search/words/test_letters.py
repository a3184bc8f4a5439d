from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.search.words.letters import Script, fold, marks, script_of


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Résumé", "resume"),
        ("naïve", "naive"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Ångström", "angstrom"),
        ("ёлка", "елка"),
        ("йога", "йога"),
        ("їжа", "їжа"),
        ("ґанок", "ганок"),
        ("за́мок", "замок"),
        ("Ελλάδα", "ελλαδα"),
        ("λόγος", "λογοσ"),
        ("كِتَاب", "كتاب"),
        ("إسلام", "اسلام"),
        ("がっこう", "がっこう"),
        ("ｶﾞｯｺｳ", "ガッコウ"),
        ("हिन्दी", "हिन्दी"),
        ("ไทย", "ไทย"),
        ("한국", "한국"),
    ],
)
def test_folding_drops_accents_and_keeps_letters(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text())
def test_what_is_folded_is_folded(text: str) -> None:
    once = fold(text)
    assert fold(once) == fold(fold(once))


def test_marks_are_a_character_class() -> None:
    mark = re.compile(f"[{marks()}]")
    assert mark.match("\u0301")
    assert mark.match("\u093f")
    assert not mark.match("a")


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("42nd", Script.LATIN),
        ("слово", Script.CYRILLIC),
        ("λόγος", Script.GREEK),
        ("كتاب", Script.ARABIC),
        ("東京", Script.OTHER),
        ("42", Script.OTHER),
    ],
)
def test_the_first_letter_tells_the_script(word: str, script: Script) -> None:
    assert script_of(word) is script
