"""Sentences and words begin and end where readers say they do."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.gui.reader.sentences import sentences, words


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
        ["No full stop at the end"],
    ],
)
def test_sentences(wanted: list[str]) -> None:
    separator = "" if "。" in wanted[0] else " "
    text = separator.join(wanted)
    assert [text[start:end] for start, end in sentences(text)] == wanted


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
