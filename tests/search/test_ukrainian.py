from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.search.ukrainian import stem


@pytest.mark.parametrize(
    "forms",
    [
        "книга книги книзі книгу книгою книг книгам книгами книгах",
        "президент президента президентові президентом президенти президентів",
        "дорога дороги дорозі дорогу дорогою",
        "стіл стола столу столом столи столів",
        "ніч ночі",
        "українська українського українські українській українською",
        "читати читає читали читала читав читання читаємо",
        "говорити говорить говорили говорила",
        "рішення рішенням рішень",
        "великий велика великого великі великих",
        "здатність здатності здатністю",
        "рука руки руці руку рукою",
    ],
)
def test_the_forms_of_a_word_meet(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("книга", "кінь"), ("президент", "приклад"), ("мова", "море")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", min_size=1, max_size=20))
def test_a_stem_is_never_empty_nor_longer(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word) + 1
