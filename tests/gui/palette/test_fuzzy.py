"""A few letters find what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.commands import COMMANDS
from postil.gui.palette.fuzzy import SURE, best, score

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


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("art", ("Art of maps", "An art", "A heart", "A red tail", "A grand hut")),
        ("war", ("War", "The war", "Software", "Water art", "Sad wiper")),
    ],
)
def test_beginnings_before_words_before_parts_before_initials(typed: str, titles: tuple[str, ...]) -> None:
    """The last one has none of it."""
    assert best(typed, reversed(titles), lambda title: title, limit=9)[: len(titles) - 1] == titles[:-1]


@pytest.mark.parametrize(("typed", "title"), [("tmdrk", "Theme: dark"), ("hglt", "Highlight")])
def test_scattered_letters_are_less_than_sure(typed: str, title: str) -> None:
    assert 0 < score(typed, title) < SURE


def test_letters_that_are_far_apart_mean_nothing() -> None:
    assert score("wae", "Take the long way from a place to the other one: maps") == 0


def test_what_is_said_of_a_thing_finds_it_after_its_name() -> None:
    said = "Whether long words are broken at the end of a line."
    assert score("hyph", "Hyphenation", said) > score("broken words", "Hyphenation", said) >= SURE
    assert score("of a", "Hyphenation", said) == 0, "too little is said by so few letters"


def test_nested_tags_are_found_by_their_parts() -> None:
    for typed in ("lamps", "craft/la", "cr/la", "cl", "lamps craft"):
        assert score(typed, "craft/lamps") >= SURE, typed


def test_accents_do_not_matter() -> None:
    assert score("cafe", "Café") == 100
    assert score("ÜBER", "uber alles") == 100


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
