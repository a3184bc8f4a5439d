from __future__ import annotations

import pytest

from postil.anchoring.describe import describe
from postil.errors import PostilError
from postil.model.ids import content_hash
from postil.model.selectors import TextPositionSelector

TEXT = "The mill stood still.\nNobody had oiled the wheel since March."


def test_a_span_is_its_words_with_what_stands_around_them() -> None:
    selectors = describe(TEXT, 4, 8)
    assert selectors.quote.exact == "mill"
    assert selectors.quote.prefix == "The "
    assert selectors.quote.suffix == TEXT[8:]
    assert selectors.position == TextPositionSelector(4, 8)
    assert selectors.text_hash is None


def test_context_is_96_code_points_a_side() -> None:
    text = "😀" * 200 + "here" + "é" * 200
    selectors = describe(text, 200, 204)
    assert selectors.quote.prefix == "😀" * 96
    assert selectors.quote.suffix == "é" * 96


def test_white_space_at_the_ends_is_not_highlighted() -> None:
    selectors = describe(TEXT, 3, 22)
    assert selectors.quote.exact == "mill stood still."
    assert selectors.position == TextPositionSelector(4, 21)


def test_the_text_version_is_named() -> None:
    version = content_hash(TEXT.encode())
    assert describe(TEXT, 0, 3, text_hash=version).text_hash == version


def test_a_span_beyond_the_text_ends_with_it() -> None:
    assert describe(TEXT, -5, 3).quote.exact == "The"
    assert describe(TEXT, len(TEXT) - 6, len(TEXT) + 9).quote.exact == "March."


@pytest.mark.parametrize(("start", "end"), [(3, 3), (3, 4), (21, 22), (9, 4), (500, 600)])
def test_nothing_selected_is_said_in_a_sentence(start: int, end: int) -> None:
    with pytest.raises(PostilError, match="select some text"):
        describe(TEXT, start, end)
