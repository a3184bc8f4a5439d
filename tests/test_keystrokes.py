"""Keys are written in one way, whoever writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.keystrokes import begins, is_bare, normalised, presses_of, sequence_of


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("h", "H"),
        ("shift+h", "Shift+H"),
        ("alt+CTRL+h", "Ctrl+Alt+H"),
        ("g, h", "G, H"),
        ("Shift+?", "?"),
        ("Ctrl+Shift+?", "Ctrl+Shift+?"),
        ("Ctrl++", "Ctrl++"),
        ("+", "+"),
        (",", ","),
        ("G, ,", "G, ,"),
        ("enter", "Return"),
        ("ctrl+pgdown", "Ctrl+PgDown"),
        ("escape", "Esc"),
        ("f11", "F11"),
        ("shift+space", "Shift+Space"),
        ("é", "É"),
        ("ß", "ß"),
    ],
)
def test_what_is_written_in_other_ways_is_understood(written: str, made: str) -> None:
    assert normalised(written) == made


@pytest.mark.parametrize(
    "written", ["", " ", "Hyper+X", "Ctrl+", "hh", "G,H", "F13", "A, B, C, D", "Ctrl+\n"]
)
def test_what_is_no_key_is_none(written: str) -> None:
    assert normalised(written) is None


@given(st.text(max_size=12))
def test_what_was_understood_once_is_understood_again(written: str) -> None:
    made = normalised(written)
    assert made is None or normalised(made) == made


@pytest.mark.parametrize(
    ("keys", "bare"),
    [("H", True), ("Shift+H", True), ("?", True), ("7", True), ("G, H", True), ("Ctrl+K, H", True),
     ("Ctrl+H", False), ("Return", False), ("Shift+Tab", False), ("Space", False), ("F1", False)],
)  # fmt: skip
def test_bare_is_what_types_something(keys: str, bare: bool) -> None:  # noqa: FBT001 - a case
    assert is_bare(keys) is bare


def test_a_sequence_begins_with_its_presses() -> None:
    assert begins("G", "G, H")
    assert begins("G, H", "G, H")
    assert not begins("G, H", "G")
    assert not begins("G", "Shift+G")
    assert presses_of("G, ,") == ("G", ",")
    assert sequence_of(("G", ",")) == "G, ,"
