"""The order in the query."""

from __future__ import annotations

import pytest

from postil.gui.search.ordering import sorted_query
from postil.search.ranking import Sort


@pytest.mark.parametrize(
    ("query", "sort", "written"),
    [
        ("bee", Sort.ADDED, "bee sort:added"),
        ("bee sort:added", Sort.TITLE, "bee sort:title"),
        ("bee sort:added", Sort.RELEVANCE, "bee"),
        ("sort:added bee", Sort.RELEVANCE, "bee"),
        ("bee SORT:Added hive", Sort.RELEVANCE, "bee hive"),
        ("bee sort:", Sort.TITLE, "bee sort:title"),
        ('"keep sort:added  here" sort:title', Sort.ADDED, '"keep sort:added  here" sort:added'),
        ('bee "an open one', Sort.ADDED, 'sort:added bee "an open one'),
        ("(bee OR hive)", Sort.PUBLISHED, "(bee OR hive) sort:published"),
        ("resort:added", Sort.RELEVANCE, "resort:added"),
        ("„keep sort:added  here“ sort:title", Sort.ADDED, "„keep sort:added  here“ sort:added"),
        ("bee “an open one", Sort.ADDED, "sort:added bee “an open one"),
        ('bee sort:"title" hive', Sort.RELEVANCE, "bee hive"),
        ("(bee sort:title)  hive", Sort.ADDED, "(bee )  hive sort:added"),
    ],
)
def test_the_order_is_written_into_the_query_and_taken_out(query: str, sort: Sort, written: str) -> None:
    assert sorted_query(query, sort) == written
