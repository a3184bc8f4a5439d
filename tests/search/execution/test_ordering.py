"""The order of results."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.builders import NOW, annotation, page

from postil.search.execution.ordering import highest
from postil.search.queries.parsing import parse
from postil.search.ranking import Sort

if TYPE_CHECKING:
    from postil.search.index import Index

few = st.integers(-3, 3)


@given(rows=st.lists(st.tuples(few, few), max_size=40), limit=st.integers(0, 50))
def test_the_highest_are_the_first_of_all_sorted(rows: list[tuple[int, int]], limit: int) -> None:
    keys = [np.array([row[0] for row in rows]), np.array([row[1] for row in rows]), np.arange(len(rows))]
    expected = sorted(range(len(rows)), key=lambda row: (*rows[row], row), reverse=True)
    assert highest(keys, limit).tolist() == expected[:limit]


def found(index: Index, text: str, sort: Sort, limit: int = 10) -> list[str]:
    ranking = index.search(parse(text).query, limit=limit, today=NOW.date(), sort=sort)
    return [document.page for document in ranking.documents]


@pytest.fixture
def filled(index: Index) -> Index:
    """Three pages in two segments."""
    index.write(
        [
            page("old", "sea sea sea", title="Zebras", added=date(2026, 1, 1), published="2026-02-01"),
            page("new", "sea land sky", title="École", added=date(2026, 1, 3), published="2025"),
        ]
    )
    index.write([page("middle", "sea sea", title="apples", added=date(2026, 1, 2))])
    return index


def test_by_relevance(filled: Index) -> None:
    assert found(filled, "sea", Sort.RELEVANCE) == ["old", "middle", "new"]


def test_by_the_day_it_was_added(filled: Index) -> None:
    assert found(filled, "sea", Sort.ADDED) == ["new", "middle", "old"]
    assert found(filled, "sea", Sort.ADDED, limit=1) == ["new"]


def test_by_the_day_it_was_published_with_the_undated_at_the_end(filled: Index) -> None:
    assert found(filled, "sea", Sort.PUBLISHED) == ["old", "new", "middle"]


def test_by_title_without_regard_to_case_and_accents(filled: Index) -> None:
    assert found(filled, "sea", Sort.TITLE) == ["middle", "new", "old"]
    assert found(filled, "sea", Sort.TITLE, limit=1) == ["middle"]


def test_by_title_what_has_none_comes_at_the_end(filled: Index) -> None:
    filled.write([annotation("n", "marked", "sea")])
    assert found(filled, "sea", Sort.TITLE) == ["middle", "new", "old", "marked"]


def test_what_counts_the_same_comes_newest_first(index: Index) -> None:
    index.write([page(str(day), "sea", added=date(2026, 1, day)) for day in (2, 9, 4)])
    index.write([page("later", "sea", added=date(2026, 1, 4))])
    assert found(index, "sea", Sort.RELEVANCE) == ["9", "later", "4", "2"]
    assert found(index, "is:unread", Sort.RELEVANCE, limit=2) == ["9", "later"]
