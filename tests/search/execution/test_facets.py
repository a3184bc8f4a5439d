"""What results can be narrowed by."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.builders import NOW, annotation, page

from postil.model.annotation import Color
from postil.search.execution.facets import MOST
from postil.search.queries.parsing import parse
from postil.search.ranking import Facet, FacetValue

if TYPE_CHECKING:
    from pathlib import Path

    from postil.search.index import Index


def counted(index: Index, text: str) -> dict[Facet, list[tuple[str, int]]]:
    ranking = index.search(parse(text).query, limit=1, today=NOW.date(), facets=True)
    return {
        facet: [(value.value, value.documents) for value in values]
        for facet, values in ranking.facets.items()
    }


def test_all_that_match_are_counted_and_nothing_else(index: Index) -> None:
    index.write(
        [
            page(
                "a", "sea", tags=("Boats", "sky"), address="https://www.harbour.example/1", published="2024"
            ),
            page("b", "sea", tags=("boats",), site="The Pier", published="2024-05-06", language="de"),
        ]
    )
    index.write([page("c", "land", tags=("boats",), address="https://harbour.example/2")])
    index.write([annotation("n", "a", "the sea", color=Color.GREEN, published="2024")])
    found = counted(index, "sea")
    assert found[Facet.TAG] == [("boats", 2), ("sky", 1)]
    assert found[Facet.SITE] == [("harbour.example", 1), ("the pier", 1)]
    assert found[Facet.COLOR] == [("green", 1)]
    assert found[Facet.YEAR] == [("2024", 3)]
    assert found[Facet.LANGUAGE] == [("en", 2), ("de", 1)]


def test_a_language_that_nobody_told_is_none_to_narrow_by(index: Index) -> None:
    index.write([page("a", "море и небо", language=None), page("b", "море", language="ru")])
    assert counted(index, "море")[Facet.LANGUAGE] == [("ru", 2)]


def test_what_was_deleted_is_not_counted(index: Index) -> None:
    index.write([page("a", "sea", tags=("x",)), page("b", "sea", tags=("x", "y"))])
    index.write((), ["page:b"])
    assert counted(index, "sea")[Facet.TAG] == [("x", 1)]


def test_only_the_most_frequent_values_are_told(index: Index) -> None:
    index.write([page(str(n), "sea", tags=(f"tag{n}", "all")) for n in range(MOST + 5)])
    values = counted(index, "sea")[Facet.TAG]
    assert len(values) == MOST
    assert values[0] == ("all", MOST + 5)


def test_nothing_is_counted_unasked(index: Index) -> None:
    index.write([page("a", "sea", tags=("x",))])
    assert index.search(parse("sea").query, limit=1, today=NOW.date()).facets == {}


def test_where_nothing_matches_no_value_is_told(index: Index) -> None:
    index.write([page("a", "sea", tags=("x",))])
    assert not any(counted(index, "nowhere").values())


tags = st.sets(st.sampled_from(("a", "b", "c/d", "c", "ж")), max_size=3)
pages = st.lists(st.tuples(st.booleans(), tags), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.lists(pages, min_size=1, max_size=3))
def test_counts_are_those_of_counting_one_by_one(
    tmp_path: Path, index: Index, written: list[list[tuple[bool, Any]]]
) -> None:
    index.clear()
    expected: Counter[str] = Counter()
    for at, several in enumerate(written):
        index.write(
            [
                page(f"{at}-{n}", "sea" if matches else "land", tags=tuple(its))
                for n, (matches, its) in enumerate(several)
            ]
        )
        for matches, its in several:
            above = {"c"} if "c/d" in its else set()
            expected.update(its | above if matches else ())
    ranking = index.search(parse("sea").query, limit=1, today=NOW.date(), facets=True)
    values = ranking.facets.get(Facet.TAG, ())
    assert set(values) == {FacetValue(tag, documents) for tag, documents in expected.items()}
    assert [value.documents for value in values] == sorted(expected.values(), reverse=True)
