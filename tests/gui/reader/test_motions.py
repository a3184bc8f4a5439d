"""Motions go where editors go, and never leave the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.gui.reader.cursor import ReadingCursor, Unit
from postil.gui.reader.motions import Motions

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "One two. Three é😀!\nDr. Four came. Then five\nfor x in y:\n    pass"
PARAGRAPHS = ((0, 18), (19, 43), (44, 64))
MOTIONS: tuple[Callable[[Motions, int], int], ...] = (
    Motions.next_letter,
    Motions.previous_letter,
    Motions.next_word,
    Motions.word_end,
    Motions.previous_word,
    Motions.next_sentence,
    Motions.previous_sentence,
    Motions.paragraph_end,
    Motions.paragraph_start,
)
TEXTS = st.text(st.sampled_from("ab. é\u0301😀👩‍💻\nשא!?。汉"), max_size=80)


def motions_of(text: str) -> Motions:
    """The motions of a text whose lines are its paragraphs."""
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return Motions(text, ReadingCursor(text, spans))


@pytest.fixture
def motions() -> Motions:
    return Motions(TEXT, ReadingCursor(TEXT, PARAGRAPHS, code=lambda span: span[0] == 44))


@pytest.mark.parametrize(
    ("motion", "places"),
    [
        (Motions.next_word, [4, 9, 15, 19, 23]),
        (Motions.word_end, [3, 7, 14, 16, 21]),
        (Motions.next_sentence, [9, 19, 34, 44, 60]),
        (Motions.paragraph_end, [18, 43, 64, 64]),
        (Motions.next_letter, [1, 2, 3]),
    ],
)
def test_forward(motions: Motions, motion: Callable[[Motions, int], int], places: list[int]) -> None:
    place = 0
    seen = []
    for _each in places:
        place = motion(motions, place)
        seen.append(place)
    assert seen == places


@pytest.mark.parametrize(
    ("motion", "places"),
    [
        (Motions.previous_word, [60, 53, 50, 48, 44, 39]),
        (Motions.previous_sentence, [60, 44, 34, 19, 9, 0, 0]),
        (Motions.paragraph_start, [44, 19, 0, 0]),
    ],
)
def test_back(motions: Motions, motion: Callable[[Motions, int], int], places: list[int]) -> None:
    place = len(TEXT)
    seen = []
    for _each in places:
        place = motion(motions, place)
        seen.append(place)
    assert seen == places


def test_objects_grow_to_whole_units_and_then_by_one_more(motions: Motions) -> None:
    assert motions.grown(Unit.WORD, 20, 20) == (19, 21)
    assert motions.grown(Unit.SENTENCE, 25, 25) == (19, 33)
    assert motions.grown(Unit.SENTENCE, 19, 33) == (19, 43)
    assert motions.grown(Unit.SENTENCE, 5, 20) == (0, 33)
    assert motions.grown(Unit.PARAGRAPH, 5, 20) == (0, 43)
    assert motions.grown(Unit.PARAGRAPH, 0, 64) == (0, 64)


def test_an_empty_text_has_one_place() -> None:
    motions = Motions("", ReadingCursor("", ()))
    assert [motion(motions, 0) for motion in MOTIONS] == [0] * len(MOTIONS)
    assert motions.grown(Unit.WORD, 0, 0) == (0, 0)


@given(TEXTS, st.data())
def test_no_motion_leaves_the_text(text: str, data: st.DataObject) -> None:
    motions = motions_of(text)
    place = data.draw(st.integers(0, len(text)))
    for motion in data.draw(st.lists(st.sampled_from(MOTIONS), max_size=12)):
        place = motion(motions, place)
        assert 0 <= motions.top <= place <= motions.bottom <= len(text)


@given(TEXTS)
def test_forward_and_back_meet_every_letter_once(text: str) -> None:
    motions = motions_of(text)
    there = [motions.top]
    while (following := motions.next_letter(there[-1])) != there[-1]:
        assert following > there[-1]
        there.append(following)
    back = [there[-1]]
    while (earlier := motions.previous_letter(back[-1])) != back[-1]:
        back.append(earlier)
    assert back == there[::-1]


@given(TEXTS, st.sampled_from(tuple(Unit)), st.data())
def test_an_object_holds_what_it_grew_from(text: str, unit: Unit, data: st.DataObject) -> None:
    motions = motions_of(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = motions.grown(unit, start, end)
    assert 0 <= first <= start <= end <= last <= len(text) or start == end
