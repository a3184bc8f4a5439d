"""The reading cursor walks a text without falling off."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.gui.reader.cursor import ReadingCursor, Unit

TEXT = "One two. Three.\nFour!\n￼\nFive six."
PARAGRAPHS = ((0, 15), (16, 21), (22, 23), (24, 33))


def seen(cursor: ReadingCursor) -> str:
    assert cursor.span is not None
    return TEXT[slice(*cursor.span)]


def walk(unit: Unit) -> list[str]:
    cursor = ReadingCursor(TEXT, PARAGRAPHS)
    while cursor.unit is not unit:
        cursor.next_unit()
    found = [seen(cursor)]
    while cursor.forward():
        found.append(seen(cursor))
    back = [seen(cursor)]
    while cursor.back():
        back.append(seen(cursor))
    assert back == found[::-1]
    return found


def test_every_unit_is_walked_forth_and_back() -> None:
    assert walk(Unit.PARAGRAPH) == ["One two. Three.", "Four!", "￼", "Five six."]
    assert walk(Unit.SENTENCE) == ["One two.", "Three.", "Four!", "￼", "Five six."]
    assert walk(Unit.WORD) == ["One", "two", "Three", "Four", "￼", "Five", "six"]


def test_changing_the_unit_keeps_the_place() -> None:
    cursor = ReadingCursor(TEXT, PARAGRAPHS)
    cursor.place(26)
    assert seen(cursor) == "Five six."
    assert cursor.next_unit() is Unit.SENTENCE
    assert cursor.next_unit() is Unit.WORD
    assert seen(cursor) == "Five"
    assert cursor.next_unit() is Unit.PARAGRAPH
    assert seen(cursor) == "Five six."


def test_a_text_without_words_has_no_unit() -> None:
    cursor = ReadingCursor("", ())
    assert cursor.span is None
    assert not cursor.forward()
    assert not cursor.back()


def test_the_unit_goes_back_as_well() -> None:
    cursor = ReadingCursor(TEXT, PARAGRAPHS)
    assert [cursor.previous_unit() for _time in range(3)] == [Unit.WORD, Unit.SENTENCE, Unit.PARAGRAPH]


def test_units_of_any_kind_are_told_between_two_places() -> None:
    cursor = ReadingCursor(TEXT, PARAGRAPHS)
    found = cursor.units_between(Unit.SENTENCE, 5, 25)
    assert [TEXT[start:end] for start, end in found] == ["Three.", "Four!", "￼", "Five six."]
    assert cursor.unit is Unit.PARAGRAPH
    cursor.is_hidden = lambda offset: offset == 16
    shown = cursor.units_between(Unit.SENTENCE, 5, 25)
    assert [TEXT[start:end] for start, end in shown] == ["Three.", "￼", "Five six."]
    assert ReadingCursor("", ()).units_between(Unit.WORD, 0, 9) == ()


def test_a_sentence_of_code_is_a_line() -> None:
    cursor = ReadingCursor("one. Two\n  three", ((0, 16),), code=lambda _span: True)
    cursor.choose(Unit.SENTENCE)
    assert cursor.span == (0, 8)
    assert cursor.forward()
    assert cursor.span == (11, 16)


@given(st.integers(-5, 60), st.sampled_from(tuple(Unit)))
def test_wherever_it_is_put_it_stands_on_something(offset: int, unit: Unit) -> None:
    cursor = ReadingCursor(TEXT, PARAGRAPHS)
    cursor.unit = unit
    cursor.place(offset)
    assert cursor.span is not None
    start, end = cursor.span
    assert 0 <= start < end <= len(TEXT)
