"""Pages by a few letters of their names: the best first, of equals the one that was opened last."""

from __future__ import annotations

import pytest

from postil.app.title_matching import resembling, titled
from postil.jobs import Cancelled, Progress


def named(*titles: str, others: str = "") -> list[str]:
    return [f"{title}\n{others}\n\n" for title in titles]


def found(names: list[str], typed: str, *, limit: int = 9) -> list[str]:
    at = titled(names, typed, limit=limit, progress=Progress())
    return [names[each].splitlines()[0] for each in at]


def like(names: list[str], typed: str, *, limit: int = 9) -> list[str]:
    at = resembling(names, typed, limit=limit, progress=Progress())
    return [names[each].splitlines()[0] for each in at]


def test_beginnings_come_before_words_and_words_before_letters() -> None:
    names = named("the theatre", "an art", "heart and lung", "art of the start", "the state of the art")
    assert found(names, "art") == [
        "art of the start",
        "an art",
        "the state of the art",
        "heart and lung",
    ]


def test_of_equals_the_one_that_was_opened_last_comes_first() -> None:
    names = named("water two", "water one")
    assert found(names, "water") == ["water two", "water one"]


def test_every_word_must_be_there_in_any_order() -> None:
    names = named("the water works", "water", "works")
    assert found(names, "wor wat") == ["the water works"]


def test_site_author_and_tags_count_last() -> None:
    names = [*named("a page", others="harbour notes"), *named("harbour")]
    assert found(names, "harbour") == ["harbour", "a page"]
    assert found(names, "page harbour") == ["a page"]


def test_signs_do_not_hide_the_beginning_of_a_word() -> None:
    names = named("smart (“art”)", "start")
    assert found(names, "art") == ["smart (“art”)", "start"]


def test_no_more_than_were_wanted() -> None:
    names = named(*(f"water {number}" for number in range(50)))
    assert found(names, "water", limit=3) == ["water 0", "water 1", "water 2"]


def test_signs_of_regular_expressions_are_letters() -> None:
    names = named("c++ (second edition)", "c")
    assert found(names, "c++") == ["c++ (second edition)"]
    assert found(names, "(second") == ["c++ (second edition)"]


def test_abbreviations_come_before_slips() -> None:
    names = named("water walks", "wtwk", "the water works", "plain")
    assert like(names, "wawo") == ["the water works"]
    assert like(names, "watr works") == ["the water works"]


def test_the_title_that_is_most_alike_comes_first() -> None:
    names = named("swallows in summer", "the swallow")
    assert like(names, "swalloes in sumer")[0] == "swallows in summer"


@pytest.mark.parametrize("typed", ["w", "x", "zzqx", "."])
def test_too_little_or_nothing_alike_finds_nothing(typed: str) -> None:
    assert like(named("the water works"), typed) == []


def test_a_title_that_stands_in_what_was_typed_is_not_meant() -> None:
    assert like(named("red"), "reading with postil") == []


def test_a_page_that_is_gone_has_no_name() -> None:
    names = ["\n", *named("water")]
    assert found(names, "water") == ["water"]
    assert like(names, "wine cellar") == []


def test_it_stops_when_it_is_told_to() -> None:
    progress = Progress()
    progress.cancel()
    for rule in (titled, resembling):
        with pytest.raises(Cancelled):
            rule(named("water"), "water", limit=9, progress=progress)
