"""Two texts as one: put together from what is told, each of them is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.app import differing
from postil.app.differing import Difference, Passage, Said, difference
from postil.errors import NotFound
from postil.model.ids import PageId
from postil.model.page import Place

if TYPE_CHECKING:
    from postil.app.library import Library

_TEXTS = st.text(alphabet="ab .,\n灯é", max_size=60)


def _side(told: Difference, without: Said) -> str:
    return "".join(passage.text for passage in told.passages if passage.said is not without)


def test_a_changed_word_is_told_on_both_sides() -> None:
    told = difference("The sea was calm that day.", "The sea was rough that day.")
    assert told.passages == (
        Passage(Said.BOTH, "The sea was "),
        Passage(Said.FIRST, "calm"),
        Passage(Said.SECOND, "rough"),
        Passage(Said.BOTH, " that day."),
    )
    assert told.places == 1


def test_a_rewritten_sentence_is_one_place() -> None:
    told = difference("All slept. One two three. Then rain.", "All slept. Four five six. Then rain.")
    assert told.places == 1
    assert Passage(Said.FIRST, "One two three") in told.passages


def test_spaces_and_breaks_are_no_difference() -> None:
    told = difference("One line\nanother line", "One  line\n\nanother line")
    assert [passage.said for passage in told.passages] == [Said.BOTH]
    assert told.places == 0


def test_a_line_left_out_is_one_place() -> None:
    told = difference("First line.\nSecond line.\nThird line.", "First line.\nThird line.")
    assert told.places == 1
    assert [passage.text for passage in told.passages if passage.said is Said.FIRST] == ["Second line.\n"]


@given(_TEXTS, _TEXTS)
def test_each_text_can_be_read_from_it(first: str, second: str) -> None:
    told = difference(first, second)
    assert "".join(_side(told, Said.SECOND).split()) == "".join(first.split())
    assert "".join(_side(told, Said.FIRST).split()) == "".join(second.split())


@given(_TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert difference(text, text).places == 0


def test_a_stretch_too_long_to_compare_is_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differing, "MOST_WORDS", 8)
    told = difference("One two three four five.\nSame.", "Five four three two one.\nSame.")
    assert told.places == 1
    assert told.passages[-1] == Passage(Said.BOTH, "Same.")


def test_pages_are_compared(library: Library) -> None:
    first, second = library.reading.page_ids(Place())
    assert library.differing.compare(first, second).places > 0
    assert library.differing.compare(first, first).places == 0
    with pytest.raises(NotFound):
        library.differing.compare(first, PageId("nobody"))
