"""A few letters find what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.commands import COMMANDS
from postil.gui.palette.fuzzy import best, score

TITLES = tuple(command.title for command in COMMANDS if not command.moves)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("arch", "Archive, or back to the inbox"),
        ("theme dark", "Theme: dark"),
        ("dark theme", "Theme: dark"),
        ("thdark", "Theme: dark"),
        ("sepia", "Theme: sepia"),
        ("export all", "Export all notes…"),
        ("full", "Full screen"),
        ("settings", "Settings…"),
        ("setings", "Settings…"),
        ("undo", "Undo"),
        ("inbox", "Go to Inbox"),
        ("HIGHLIGHT", "Highlight"),
    ],
)
def test_what_is_meant_comes_first(typed: str, meant: str) -> None:
    found = best(typed, TITLES, lambda title: title, limit=3)
    assert meant in found[:2], found


def test_nothing_alike_is_not_offered() -> None:
    assert best("zzqx", TITLES, lambda title: title, limit=5) == ()


@pytest.mark.parametrize(
    "typed", ["Reading with Postil", "Reading with", "A new theory of yellow", "undone deeds"]
)
def test_a_title_that_stands_in_what_was_typed_is_not_meant(typed: str) -> None:
    """Who types the name of a page means no command whose few letters are in it: Enter would do that."""
    assert best(typed, TITLES, lambda title: title, limit=5) == ()


def test_no_letters_offer_all_in_their_order() -> None:
    assert best("", TITLES, lambda title: title, limit=200) == TITLES


def test_equals_keep_their_order() -> None:
    assert best("page", ("page b", "page a"), lambda title: title, limit=5) == ("page b", "page a")


@given(st.text(max_size=20), st.text(max_size=40))
def test_a_score_is_a_share_of_a_hundred(typed: str, title: str) -> None:
    assert 0 <= score(typed, title) <= 100


@given(st.text(min_size=1, max_size=20))
def test_a_title_finds_itself(title: str) -> None:
    assert score(title, title) == 100
