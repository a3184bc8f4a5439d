from __future__ import annotations

import pytest

from postil.search.languages import candidates, language_of, stemmer, subtag


@pytest.mark.parametrize(
    ("tag", "primary"),
    [("en-GB", "en"), ("pt_BR", "pt"), ("zh-Hant-TW", "zh"), ("nb", "no"), (None, "und"), ("1", "und")],
)  # fmt: skip
def test_the_primary_subtag(tag: str | None, primary: str) -> None:
    assert subtag(tag) == primary


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The house that stands in the valley was built for a king.", "en"),
        ("Das Haus, das im Tal steht, wurde nicht für den König gebaut.", "de"),
        ("La maison qui est dans la vallée, et les champs.", "fr"),
        ("Будинок, що стоїть у долині, збудували для її короля.", "uk"),
        ("Дом, который стоял в долине, был построен для короля. Это было давно.", "ru"),
        ("東京は日本の首都です。", "ja"),
        ("机器学习是人工智能的一个分支。", "zh"),
        ("한국의 수도는 서울이다.", "ko"),
        ("ภาษาไทยเป็นภาษาราชการ", "th"),
        ("كان البيت في الوادي", "ar"),
        ("", "und"),
        ("42", "und"),
    ],
)
def test_a_text_without_a_language_tells_its_own(text: str, language: str) -> None:
    assert language_of(None, text) == language


def test_a_declared_language_is_believed() -> None:
    assert language_of("fr-CA", "The house that stands in the valley") == "fr"


def test_a_word_in_another_script_gets_its_own_stemmer() -> None:
    assert stemmer("ru", "running")("running") == "run"
    assert stemmer("en", "домами")("домами") == stemmer("ru", "дом")("дом")
    assert stemmer("ru", "київською")("київською") == stemmer("uk", "київська")("київська")
    assert stemmer("uk", "съезды")("съезды") == stemmer("ru", "съезд")("съезд")


def test_a_typed_word_may_be_in_any_language_of_the_library_with_its_script() -> None:
    assert candidates("haus", ("de", "ru", "fr")) == ("de", "fr", "en")
    assert candidates("дом", ("de", "uk")) == ("uk", "ru")
    assert candidates("東京", ("ja", "en")) == ()
