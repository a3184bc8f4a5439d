"""Walking older queries."""

from __future__ import annotations

from postil.gui.search.older_queries import OlderQueries


def known(*queries: str) -> OlderQueries:
    made = OlderQueries()
    made.know(queries)
    return made


def test_there_and_back_to_what_was_typed() -> None:
    queries = known("c", "b", "a")
    assert [queries.older("x"), queries.older("c"), queries.older("b"), queries.older("a")] == [
        "c",
        "b",
        "a",
        None,
    ]
    assert [queries.newer("a"), queries.newer("b"), queries.newer("c"), queries.newer("x")] == [
        "b",
        "c",
        "x",
        None,
    ]


def test_what_stands_in_the_field_is_not_offered_again() -> None:
    assert known("c", "b").older("c") == "b"


def test_who_types_on_begins_anew() -> None:
    queries = known("c", "b")
    assert queries.older("") == "c"
    assert queries.older("cx") == "c"
    assert queries.newer("c") == "cx"


def test_where_nothing_was_searched_for_there_is_nothing() -> None:
    assert known().older("x") is None
    assert known("a").newer("x") is None
