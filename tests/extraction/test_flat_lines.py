from __future__ import annotations

import re
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.extraction.flat_lines import read_lines, wrap_width

_PARAGRAPH = (
    "The keeper of the lighthouse wrote down the weather every evening, and he did it for forty years. "
    "Nobody had asked him to, and nobody read it, until a storm took the roof and bared the wall behind "
    "the stove."
)


def _texts(text: str) -> list[str]:
    return [line.text for line in read_lines(text)]


def test_a_block_a_line_stays_a_block_a_line() -> None:
    text = f"Home\nNews\n{_PARAGRAPH}\n{_PARAGRAPH[:90]}\nShare"
    assert _texts(text) == text.split("\n")


@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_paragraphs_are_joined(width: int) -> None:
    wrapped = "\n\n".join("\n".join(wrap(_PARAGRAPH, width)) for _ in range(3))
    assert _texts(wrapped) == [_PARAGRAPH] * 3


def test_a_word_broken_at_the_line_s_end_is_mended() -> None:
    assert _texts("A para-\ngraph that a mail program,\nbroke.") == [
        "A paragraph that a mail program, broke."
    ]


def test_a_poem_keeps_its_lines() -> None:
    poem = "The lamp is lit,\nThe stairs are worn,\nThe gulls sit\nUntil the morn."
    assert _texts(poem) == poem.split("\n")


def test_bullets_are_marks_and_dashes_of_dialogue_are_text() -> None:
    lines = read_lines("  • One\n  * Two\n- Three\n— Так, — сказав він.\n1. First\n> Quoted")
    assert [(line.mark, line.text) for line in lines] == [
        ("•", "One"),
        ("•", "Two"),
        ("•", "Three"),
        ("", "— Так, — сказав він."),
        ("1", "1. First"),
        (">", "Quoted"),
    ]


def test_wrapped_chinese_is_joined_without_spaces() -> None:
    sentence = "灯塔的看守人每天晚上都记录天气，他这样做了四十年，没有人要求他这样做，也没有人读过。"
    wrapped = "\n".join(re.findall(".{1,40}", sentence * 5))
    assert "".join(_texts(wrapped)) == sentence * 5


def test_gaps_indents_and_line_numbers_are_known() -> None:
    lines = read_lines("One\r\n\r\n\r\n\tTwo\r\n")
    assert [(line.gap, line.indent, line.number) for line in lines] == [(0, 0, 0), (2, 4, 3)]


@pytest.mark.parametrize("text", ["", "\n\n", " \t \n\ufeff"])
def test_nothing_has_no_lines(text: str) -> None:
    assert read_lines(text) == ()


def test_short_and_long_lines_have_no_width() -> None:
    assert wrap_width((10, 12, 9, 11, 8)) is None
    assert wrap_width((400, 20, 350, 500, 30)) is None


@given(st.text(alphabet="ab c-.•*>\n\t1é中", max_size=300))
def test_no_letter_is_lost(text: str) -> None:
    letters = re.sub(r"[^a-z\u4e00-\u9fff\xe9]", "", text)
    kept = re.sub(r"[^a-z\u4e00-\u9fff\xe9]", "", "".join(_texts(text)))
    assert kept == letters


@pytest.mark.parametrize("bullet", ["•", "*", "-", "+", "►", "▸", "➤", "→", "✓", "◆", "☐", "»", "[x]"])
def test_many_signs_are_bullets(bullet: str) -> None:
    assert [(line.mark, line.text) for line in read_lines(f"{bullet} Lamp oil\n{bullet} String")] == [
        ("•", "Lamp oil"),
        ("•", "String"),
    ]


@pytest.mark.parametrize("numbers", [("1.", "2."), ("(1)", "(2)"), ("1、", "2、"), ("①", "②")])
def test_many_ways_of_numbering_are_known(numbers: tuple[str, str]) -> None:
    assert [line.mark for line in read_lines("\n".join(f"{number} Item" for number in numbers))] == ["1", "1"]


def test_quotation_marks_are_no_bullets() -> None:
    assert _texts("»Wer da?«\n«Qui est là ?»") == ["»Wer da?«", "«Qui est là ?»"]


def test_lines_with_long_dashes_are_a_list_or_a_conversation() -> None:
    listed = read_lines("Einkauf:\n– Milch\n– Brot\n\n– Так, – сказав він.\n– Ні.")
    assert [line.mark for line in listed] == ["", "•", "•", "", ""]
    assert [line.text for line in listed][-2:] == ["– Так, – сказав він.", "– Ні."]


def test_wrapped_quotations_of_a_letter_are_joined_in_their_depth() -> None:
    quoted = "\n".join(f"> {line}" for line in wrap(_PARAGRAPH, 70))
    deeper = "\n".join(f"> > {line}" for line in wrap(_PARAGRAPH, 68))
    lines = read_lines(f"Ann wrote:\n\n{quoted}\n>\n{deeper}\n\nYes.")
    assert [(line.text, line.depth, line.gap) for line in lines[1:3]] == [
        (_PARAGRAPH, 1, 1),
        (_PARAGRAPH, 2, 1),
    ]
    assert (lines[3].text, lines[3].depth) == ("Yes.", 0)


def test_paragraphs_that_begin_indented_are_parted() -> None:
    text = "\n".join("\n".join(wrap(_PARAGRAPH, 70, initial_indent="    ")) for _ in range(3))
    assert _texts(text) == [_PARAGRAPH] * 3


def test_hanging_lines_stay_with_their_item() -> None:
    text = "\n".join(
        "\n".join(wrap(_PARAGRAPH, 70, initial_indent="* ", subsequent_indent="  ")) for _ in range(2)
    )
    assert [(line.mark, line.text) for line in read_lines(text)] == [("•", _PARAGRAPH)] * 2


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad"])
def test_words_that_were_parted_by_any_hyphen_are_mended(hyphen: str) -> None:
    assert _texts(f"The light{hyphen}\nhouse keeper wrote.") == ["The lighthouse keeper wrote."]


def test_a_hyphen_that_stands_for_the_rest_of_a_word_stays() -> None:
    assert _texts("Das Nord-\nund Südufer war gesperrt.") == ["Das Nord- und Südufer war gesperrt."]


def test_french_spaces_before_marks_stay_with_their_line() -> None:
    sentence = (
        "Il demanda\u00a0: « Qui est là\u202f? » et personne ne répondit au gardien dans la tour de pierre."
    )
    wrapped = "\n\n".join("\n".join(wrap(sentence.replace("\u202f", " "), 44)) for _ in range(3))
    assert _texts(wrapped) == [" ".join(sentence.split())] * 3


def test_underlined_lines_are_headings() -> None:
    assert _texts("The Ledger\n==========\n\nWords.\n\nThe end\n---\nMore.") == [
        "# The Ledger",
        "Words.",
        "## The end",
        "More.",
    ]


def test_rules_are_no_bullets() -> None:
    assert [(line.mark, line.text) for line in read_lines("One.\n\n* * *\n\nTwo.\n\n- - -\n\nThree.")] == [
        ("", "One."),
        ("", "* * *"),
        ("", "Two."),
        ("", "- - -"),
        ("", "Three."),
    ]
