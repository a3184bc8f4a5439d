"""Sentences and words begin and end where readers say they do."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.gui.reader.sentences import code_lines, sentences, words


@pytest.mark.parametrize(
    "wanted",
    [
        ["Mr. Smith went to Washington, D.C. on May 5.", "He met J. R. R. Tolkien of the U.S. Senate."],
        ["They moved to the U.S.", "It was 1999.", "I did it."],
        ["See No. 13 and Fig. 2.", "It ended."],
        ["It cost $4.50 at 5 p.m. Tuesday.", "Version 2.1 is out."],
        ["“Yes,” she said.", "“No?”", "He left!"],
        ["Marginalia has a lesson for readers.1", "A highlight is an address."],
        ["Pens, ink etc. were sold.", "Nobody came."],
        ["Це ст. 5 закону.", "Друге речення, див. рис. 3.", "Кінець."],
        ["阅读是与不在房间里的人交谈。", "汉字没有空格。"],
        ["One 😀 here.", "Two 😀😀 there."],
        ["Dr. Weiß kam am 3. Mai z. B. nach Berlin, d. h. bald.", "Im Jahr 1999.", "Bücher usw.", "Ende."],
        ["M. Dupont est venu, p. ex. hier.", "Il est parti."],
        ["Vio a la Sra. López en EE. UU.", "¿Cuándo?", "¡Ayer!"],
        ["Il sig. Rossi e il dott. Bianchi, ecc.", "Poi basta."],
        ["Mieszka przy ul. Długiej, np. od r. 1990.", "Koniec."],
        ["Přišel např. v pátek, tj. včera.", "Konec."],
        [
            "Книги, журнали та ін.",
            "Люди читали у 2020 р.",
            "Він жив у м. Київ, вул. Садова.",
            "Це т. зв. тінь.",
        ],
        ["Росія, Польща и т. д.", "Он жил в г. Москва в 2010 г.", "Потом уехал, т. е. исчез."],
        ["Ο κ. Παπάς ήρθε, π.χ. χθες.", "Πού;", "Εδώ."],
        ["ذهب إلى السوق.", "هل عاد؟", "نعم!"],
        ["הוא הלך.", "האם חזר?", "כן!"],
        ["ภาษาไทยไม่มีช่องว่าง", "แต่มีวรรค", "คำเหล่านี้ติดกัน"],
        ["हम पढ़ते हैं।", "यह किताब है।"],
        ["«Так», — сказав він.", "«Ні!»", "Вона пішла."],
        ["No full stop at the end"],
    ],
)
def test_sentences(wanted: list[str]) -> None:
    separator = "" if "。" in wanted[0] else " "
    text = separator.join(wanted)
    assert [text[start:end] for start, end in sentences(text)] == wanted


def test_a_quotation_in_japanese_begins_its_sentence() -> None:
    text = "今日は雨です。「傘は？」と彼は言った。"
    assert [text[start:end] for start, end in sentences(text)] == [
        "今日は雨です。",
        "「傘は？」",
        "と彼は言った。",
    ]


def test_the_cells_of_a_row_are_its_sentences() -> None:
    text = "No. 4\tvery hard. And dear\t€14.20"
    assert [text[start:end] for start, end in sentences(text)] == [
        "No. 4",
        "very hard.",
        "And dear",
        "€14.20",
    ]


def test_the_lines_of_code_are_its_sentences() -> None:
    text = "def f():\n    return 1\n\n# ends. Here\n"
    assert [text[start:end] for start, end in code_lines(text)] == ["def f():", "return 1", "# ends. Here"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("汉字没有", ["汉", "字", "没", "有"]),
        ("日本語のテキスト", ["日", "本", "語", "の", "テキスト"]),
        ("ภาษาไทย แต่มี", ["ภาษาไทย", "แต่มี"]),
        ("القراءة حوار", ["القراءة", "حوار"]),
        ("пів’яблука й об'єкт", ["пів’яблука", "й", "об'єкт"]),
        ("한국어 단어", ["한국어", "단어"]),
    ],
)
def test_words_of_other_scripts(text: str, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == wanted


def test_words() -> None:
    text = "Don't stop, 😀 co-operate — now: ￼."
    assert [text[start:end] for start, end in words(text)] == ["Don't", "stop", "co", "operate", "now", "￼"]


@given(st.text(st.sampled_from('aA. 1!?"”😀я。\n'), max_size=60))
def test_the_pieces_are_in_order_and_miss_no_letter(text: str) -> None:
    spans = sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    covered = {offset for start, end in spans for offset in range(start, end)}
    assert all(offset in covered for offset, letter in enumerate(text) if not letter.isspace())
