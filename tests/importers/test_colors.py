from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.importers.colors import read_color
from postil.model.annotation import Color

ZOTERO = {
    "#ffd400": Color.YELLOW,
    "#ff6666": Color.RED,
    "#5fb236": Color.GREEN,
    "#2ea8e5": Color.BLUE,
    "#a28ae5": Color.PURPLE,
    "#e56eee": Color.MAGENTA,
    "#f19837": Color.ORANGE,
    "#aaaaaa": Color.GRAY,
}


def test_the_eight_of_zotero_are_met_exactly() -> None:
    assert {number: read_color(number) for number in ZOTERO} == ZOTERO
    assert {number: read_color(number[1:].upper()) for number in ZOTERO} == ZOTERO


def test_our_own_names_are_met() -> None:
    assert [read_color(color.value) for color in Color] == list(Color)


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("Pink", Color.MAGENTA),
        ("grey", Color.GRAY),
        ("olive", Color.GREEN),
        ("cyan", Color.BLUE),
        ("lightblue", Color.BLUE),
        ("#0000FF", Color.BLUE),
        ("pale green", Color.GREEN),
        ("note-highlight-yellow", Color.YELLOW),
        ("#fff3a3", Color.YELLOW),
        ("#fffde7", Color.YELLOW),
        ("#ffc0cb", Color.MAGENTA),
        ("#f00", Color.RED),
        ("#ff0000ff", Color.RED),
        ("#a5d6a7", Color.GREEN),
        ("#ffe0b2", Color.ORANGE),
        ("#b39ddb", Color.PURPLE),
        ("rgb(135, 206, 250)", Color.BLUE),
        ("rgba(255,255,0,.4)", Color.YELLOW),
        ("#000", Color.GRAY),
        ("#fafafa", Color.GRAY),
    ],
)
def test_what_other_tools_write(text: str, color: Color) -> None:
    assert read_color(text) is color


@pytest.mark.parametrize(
    "text", ["", "none", "transparent", "#12345", "rgb()", "underline", None, 5, ["red"]]
)
def test_what_is_no_colour_is_none(text: object) -> None:
    assert read_color(text) is None


@given(st.text(max_size=40) | st.from_regex(r"(#|rgba?\()[0-9a-f.,() ]{0,30}", fullmatch=True))
def test_whatever_the_text_it_is_answered(text: str) -> None:
    assert read_color(text) in (None, *Color)
