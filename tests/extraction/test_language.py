from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.extraction.language import checked_language, detect_language, language_tag, text_direction

_TEXTS = {
    "en": "The keeper of the lighthouse wrote down the weather every evening, and he did it for forty years.",
    "de": "Der Wärter des Leuchtturms schrieb jeden Abend das Wetter auf, und er tat es vierzig Jahre lang.",
    "fr": "Le gardien du phare notait le temps chaque soir, et il le fit pendant quarante ans dans la tour.",
    "es": "El guardián del faro anotaba el tiempo cada noche, y lo hizo durante cuarenta años en la torre.",
    "pl": "Latarnik zapisywał pogodę każdego wieczoru i robił to przez czterdzieści lat, bo tak się umówili.",
    "uk": "Доглядач маяка щовечора записував погоду, і робив це сорок років, бо так було заведено.",
    "ru": "Смотритель маяка каждый вечер записывал погоду, и делал это сорок лет, так было заведено.",
    "zh": "灯塔的看守人每天晚上都记录天气，这样做了四十年。",
    "zh-Hant": "燈塔的看守人每天晚上都記錄天氣，這樣做了四十年。",
    "ja": "灯台守は毎晩天気を書きとめ、それを四十年つづけた。",
    "ko": "등대지기는 매일 저녁 날씨를 적었고 사십 년 동안 그렇게 했다.",
    "ar": "كان حارس المنارة يكتب حالة الطقس كل مساء وفعل ذلك على مدى أربعين عاما",
    "fa": "نگهبان فانوس دریایی هر شب وضع هوا را می نوشت و این کار را چهل سال ادامه داد که در آن زمان",
    "he": "שומר המגדלור רשם את מזג האוויר בכל ערב במשך ארבעים שנה",
    "hi": "प्रकाशस्तंभ का रखवाला हर शाम मौसम के बारे में लिखता था और यह काम चालीस साल तक चला",
}


@pytest.mark.parametrize("language", _TEXTS)
def test_languages_are_told_by_script_and_common_words(language: str) -> None:
    assert detect_language(_TEXTS[language]) == language


def test_a_declaration_that_fits_is_kept_with_its_region() -> None:
    assert checked_language("en_gb", _TEXTS["en"]) == "en-GB"
    assert checked_language("pt-BR", "Casa.") == "pt-BR"


@pytest.mark.parametrize(
    ("declared", "text"), [("en", "uk"), ("en-US", "de"), ("uk", "ru"), ("en", "zh"), ("de", "ar")]
)
def test_a_template_that_declares_another_language_is_overruled(declared: str, text: str) -> None:
    assert checked_language(declared, _TEXTS[text]) == text


def test_a_language_that_is_not_known_here_is_believed() -> None:
    assert checked_language("gl", _TEXTS["es"]) == "gl"


def test_without_any_evidence_nothing_is_said() -> None:
    assert checked_language(None, "") is None
    assert detect_language("12345 !?") is None


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("EN", "en"),
        ("zh_hant_tw", "zh-Hant-TW"),
        ("en-US, fr", "en-US"),
        ("und", None),
        ("{{lang}}", None),
        ("", None),
        ("in-ID", "id-ID"),
        ("iw", "he"),
    ],
)
def test_tags_are_tidied(declared: str, tag: str | None) -> None:
    assert language_tag(declared) == tag


@pytest.mark.parametrize(
    "text",
    [
        "Wall repair, Peoria, IL. Wall repair, Normal, IL. Wall repair, Joliet, IL. Wall repair, Aurora, IL.",
        "cowley.example.com ledger.example.com/jay wall.example.com the-mill.example.com keeper.example.com",
    ],
)
def test_lists_and_addresses_say_nothing_against_a_declaration(text: str) -> None:
    assert checked_language("en", text) == "en"


def test_capitals_of_turkish() -> None:
    text = "İŞLERİ BAŞKANI İÇİN GÜNÜN İLK SORUSU. İnsanlar için bu bir soru değil, güven ile ilgili bir konu."
    assert detect_language(text) == "tr"
    assert checked_language("en", text) == "tr"


def test_direction_is_the_script_of_the_text() -> None:
    assert text_direction(None, _TEXTS["he"]) == "rtl"
    assert text_direction("ar", _TEXTS["en"]) == "ltr"
    assert text_direction("fa") == "rtl"


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    assert text_direction(detect_language(text), text) in ("ltr", "rtl")
