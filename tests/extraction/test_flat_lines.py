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
