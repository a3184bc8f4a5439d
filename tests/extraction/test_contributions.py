from __future__ import annotations

from math import isclose
from statistics import fmean

from hypothesis import given
from hypothesis import strategies as st

from postil.extraction.contributions import contributions
from postil.extraction.trees import Forest, Tree

_numbers = st.integers(-3, 3).map(float)
_trees: st.SearchStrategy[Tree] = st.recursive(
    _numbers, lambda below: st.tuples(st.integers(0, 2), _numbers, below, below), max_leaves=8
)
_columns = st.integers(1, 6).flatmap(
    lambda rows: st.lists(st.lists(_numbers, min_size=rows, max_size=rows), min_size=3, max_size=3)
)


@given(st.lists(_trees, max_size=12), _columns, st.lists(st.floats(0.1, 9), min_size=6, max_size=6))
def test_what_the_columns_add_is_what_sets_a_row_apart_from_the_others(
    trees: list[Tree], columns: list[list[float]], weights: list[float]
) -> None:
    odds = [sum(_leaf(tree, row) for tree in trees) for row in zip(*columns, strict=True)]
    weights = weights[: len(odds)]
    for own, parts in zip(odds, contributions(Forest(tuple(trees)), columns, weights), strict=True):
        assert isclose(sum(parts.values()), own - fmean(odds, weights), abs_tol=1e-9)


def _leaf(tree: Tree, row: tuple[float, ...]) -> float:
    while isinstance(tree, tuple):
        number, threshold, below, above = tree
        tree = below if row[number] <= threshold else above
    return tree


def test_a_change_is_put_down_to_the_column_that_makes_it() -> None:
    many_words: Tree = (0, 10.0, -2.0, 4.0)
    forest = Forest((many_words, (1, 0.5, 0.0, (0, 10.0, -6.0, -2.0))))
    words, links = [3.0, 20.0, 3.0, 20.0], [0.0, 0.0, 1.0, 1.0]
    plain, prose, menu, _ = contributions(forest, [words, links], [1.0] * 4)
    assert plain == {0: -3.0, 1: 2.0}
    assert prose == {0: 3.0, 1: 2.0}
    assert menu == {0: -3.0 - 2.0, 1: -2.0}


def test_columns_that_part_nothing_on_the_page_contribute_nothing() -> None:
    assert contributions(Forest(((0, 1.0, -1.0, 1.0),)), [[5.0, 5.0]], [1.0, 1.0]) == [{}, {}]
    assert contributions(Forest((1.0,)), [], []) == []


def test_rows_that_have_become_hopeless_are_not_asked_any_more() -> None:
    rounds: tuple[Tree, ...] = ((0, 0.5, -1.0, 0.0),) * 10
    forest = Forest((*rounds, (1, 0.5, -5.0, 5.0)), hopeless=-3.5)
    hopeless, other = contributions(forest, [[0.0, 1.0], [0.0, 1.0]], [1.0, 1.0])
    assert set(hopeless) == {0}
    assert set(other) == {0}, "the only row that is left is the mean of all that are left"
