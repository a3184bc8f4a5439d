"""A query is narrowed to a value and widened again, and whatever else was typed stays."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postil.search.queries.narrowing import Narrowing, can_be_typed, narrowed
from postil.search.queries.parsing import parse
from postil.search.queries.query import And, Field, Filter, Nothing, Query
from postil.search.ranking import Facet

PIECES = st.sampled_from(
    [
        "cats", "dogs", "OR", "AND", "NOT", "-", "(", ")", '"', '"a b"', "tag:x", "#x", "tag:", "site:x.org",
        "-tag:x", 'tag:"x y"', "sort:title", "sort:", "added:2026", "added:no", "be*", "ne~", "doi:10/2",
    ]
)  # fmt: skip
TYPED = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "  "])), max_size=8).map(
    lambda pieces: "".join(piece + space for piece, space in pieces)
)


def all_of(query: Query) -> list[Query]:
    """What must match, without the parentheses that only keep it together."""
    if isinstance(query, And):
        return [each for child in query.children for each in all_of(child)]
    return [] if isinstance(query, Nothing) else [query]


@example(typed="cats OR)cats", value="x")
@given(typed=TYPED, value=st.sampled_from(["x", "x y", "zebra", 'say "x"']))
def test_what_is_narrowed_asks_for_the_value_and_for_all_that_was_asked_for(typed: str, value: str) -> None:
    before = all_of(parse(typed).query)
    filter_ = Filter(Field.TAG, value)
    after = narrowed(typed, Facet.TAG, value)
    if filter_ in before:
        assert all_of(parse(after).query) == [each for each in before if each != filter_]
    else:
        assert all_of(parse(after).query) == [filter_, *before]
        assert all_of(parse(narrowed(after, Facet.TAG, value)).query) == before
    assert parse(after).sort == parse(typed).sort


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("", "tag:Lamps "),
        ("oil", "tag:Lamps oil"),
        ("oil OR gas", "tag:Lamps (oil OR gas)"),
        ("oil OR)gas sort:title", "tag:Lamps (oil OR gas) sort:title"),
        ('"oil la', 'tag:Lamps "oil la'),
        ("oil tag:lamps  gas", "oil gas"),
        ("oil #LAMPS", "oil"),
        ("tag:Lamps (oil OR gas)", "oil OR gas"),
        ("oil -tag:lamps", "tag:Lamps oil -tag:lamps"),
        ("oil tag:lamps*", "tag:Lamps oil tag:lamps*"),
        ("sort:added  oil", "tag:Lamps sort:added  oil"),
    ],
)
def test_it_reads_as_a_person_would_have_typed_it(typed: str, after: str) -> None:
    assert narrowed(typed, Facet.TAG, "Lamps") == after


def test_each_facet_has_its_field() -> None:
    typed = "oil"
    assert narrowed(typed, Facet.SITE, "example.org") == "site:example.org oil"
    assert narrowed(typed, Facet.YEAR, "2024") == "published:2024 oil"
    assert narrowed(typed, Facet.LANGUAGE, "uk") == "lang:uk oil"
    assert narrowed(typed, Facet.COLOR, "red") == "color:red oil"
    assert narrowed(typed, Facet.TAG, "a b") == 'tag:"a b" oil'


def test_what_it_is_narrowed_to_is_known() -> None:
    narrowing = Narrowing.of('oil tag:"Old Lamps" (site:example.org OR gas)')
    assert narrowing.is_by(Facet.TAG, "old lamps")
    assert not narrowing.is_by(Facet.TAG, "old")
    assert not narrowing.is_by(Facet.SITE, "example.org"), "it holds for a part of the query only"


def test_what_cannot_be_typed_is_told() -> None:
    assert can_be_typed(Facet.TAG, 'craft/"lamps" (old)')
    assert can_be_typed(Facet.COLOR, "red")
    assert not can_be_typed(Facet.COLOR, "turquoise")
    assert not can_be_typed(Facet.TAG, "a  b")
