"""Finding words in a text: case, accents, hidden letters, whole words, and the way back to the text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from postil.gui.reader.find import MOST, FoldedText, occurrences


def found(text: str, words: str, *, whole_words: bool = False) -> list[str]:
    return [text[start:end] for start, end in occurrences(text, words, whole_words=whole_words)]


def test_case_and_accents_do_not_matter_either_way() -> None:
    assert found("Café, CAFE and cafe\u0301!", "cafe") == ["Café", "CAFE", "cafe\u0301"]
    assert found("a cafe", "CAFÉ") == ["cafe"]


def test_letters_that_only_look_alike_stay_apart() -> None:
    """In Ukrainian the marks of й and ї make other letters, as in the search."""
    assert found("Її край", "край") == ["край"]
    assert found("краи", "край") == []
    assert found("кра\u0438\u0306", "край") == ["кра\u0438\u0306"]


def test_hidden_letters_are_not_seen() -> None:
    assert found("coun\u00adter\u00adpart", "counterpart") == ["coun\u00adter\u00adpart"]
    assert found("counterpart", "coun\u00adterpart") == ["counterpart"]


def test_signs_that_keyboards_lack_are_typed_as_they_can_be() -> None:
    assert found("It\u2019s \u201cso\u201d \u2014 co\u2011op", "it's") == ["It\u2019s"]
    assert found("It\u2019s \u201cso\u201d \u2014 co\u2011op", '"so" - co-op') == [
        "\u201cso\u201d \u2014 co\u2011op"
    ]


def test_white_space_is_white_space() -> None:
    assert found("one\u00a0two\n three", "one two three") == ["one\u00a0two\n three"]
    assert found("anything", "   ") == []


def test_one_letter_for_two() -> None:
    assert found("eﬃcient, Straße", "efficient") == ["eﬃcient"]
    assert found("eﬃcient, Straße", "strasse") == ["Straße"]
    assert found("eﬃcient", "ffi") == ["ﬃ"]


def test_a_part_of_a_letter_is_the_whole_letter() -> None:
    assert found("eﬃcient", "f") == ["ﬃ", "ﬃ"]


def test_whole_words() -> None:
    assert found("art, party, Art's, start", "art", whole_words=True) == ["art", "Art"]
    assert found("the art of", "art of", whole_words=True) == ["art of"]
    assert found("C++ and C", "c++", whole_words=True) == ["C++"]


def test_signs_of_patterns_are_letters() -> None:
    assert found("a.b a+b (a|b)", "a.b") == ["a.b"]
    assert found("a.b a+b (a|b)", "(a|b)") == ["(a|b)"]


def test_there_is_an_end_to_it() -> None:
    assert len(occurrences("a" * (MOST + 5), "a")) == MOST


@given(st.text(alphabet="abcäöéñіїй\u0301\u0308\u00adﬁß 'é’", max_size=40), st.data())
def test_every_piece_of_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    piece = text[start:end]
    # A piece that begins or ends within a letter and its accents is none that a person sees.
    cut = re.match("[\u0301\u0308]", text[start:]) or re.match("[\u00ad]*[\u0301\u0308]", text[end:])
    if not FoldedText(piece).find(piece) or cut:
        return
    spans = FoldedText(text).find(piece)
    assert any(begin <= end and stop >= start for begin, stop in spans)
