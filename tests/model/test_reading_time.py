"""Words and minutes, of texts with spaces and without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.model.reading_time import RemainingWords, count_words, reading_minutes


def test_words_with_spaces_are_counted_as_they_stand() -> None:
    assert count_words("One two  three\nfour.") == 4
    assert count_words("Читання — це розмова") == 4
    assert count_words("한국어 문장은 띄어쓰기가 있다") == 4
    assert count_words("") == 0


def test_255_characters_of_chinese_are_one_minute_of_228_words() -> None:
    assert count_words("阅读" * 127 + "人") == 228


def test_357_characters_of_japanese_are_as_many() -> None:
    assert count_words("読む人" * 119) == 228


def test_signs_between_characters_are_no_words() -> None:
    assert count_words("阅读。「如此」，很好！") == count_words("阅读如此很好")


def test_words_among_characters_count_too() -> None:
    assert count_words("用 Python 写") == count_words("用写") + 1


def test_thai_is_counted_by_letters() -> None:
    assert 8 <= count_words("การอ่านคือการสนทนากับคนที่ไม่อยู่ในห้อง") <= 10


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (230, 1), (2300, 10), (2420, 11)])
def test_minutes(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes


def test_who_reads_faster_is_done_earlier() -> None:
    assert reading_minutes(2300, 460) == 5


TEXT = "One two three.\nFour five.\n\nSix seven eight nine."
PARAGRAPHS = ((0, 14), (15, 25), (27, len(TEXT)))


def test_what_is_left() -> None:
    remaining = RemainingWords(TEXT, PARAGRAPHS)
    assert remaining.after(0) == 9
    assert remaining.after(15) == 6
    assert remaining.after(26) == 4
    assert remaining.after(len(TEXT)) == 0


def test_nothing_is_left_of_nothing() -> None:
    assert RemainingWords("", ()).after(0) == 0


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_further_on_there_is_never_more_left(one: int, other: int) -> None:
    remaining = RemainingWords(TEXT, PARAGRAPHS)
    assert remaining.after(max(one, other)) <= remaining.after(min(one, other))
