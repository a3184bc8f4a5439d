from __future__ import annotations

import json
from math import isclose
from typing import TYPE_CHECKING

import pytest

from postil.extraction.trees import read_forest

if TYPE_CHECKING:
    from pathlib import Path

_STUMP: dict[str, list[float]] = {
    "columns": [1],
    "thresholds": [0.5],
    "left": [-1],
    "right": [-2],
    "leaves": [-2.0, 2.0],
}
_LEAF: dict[str, list[float]] = {"columns": [], "thresholds": [], "left": [], "right": [], "leaves": [0.0]}
_DEEP: dict[str, list[float]] = {
    "columns": [0, 1],
    "thresholds": [10.0, 3.0],
    "left": [1, -1],
    "right": [-3, -2],
    "leaves": [1.0, 4.0, -8.0],
}


def _file(folder: Path, *trees: dict[str, list[float]]) -> Path:
    path = folder / "forest.json"
    path.write_text(json.dumps({"columns": ["words", "gap"], "trees": trees}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "odds"), [((0, 0.5), -1.0), ((0, 0.6), 3.0), ((0, 9), 6.0), ((11, 0), -10.0)]
)
def test_a_row_falls_through_every_tree_and_the_leaves_add_up(
    tmp_path: Path, row: tuple[float, float], odds: float
) -> None:
    forest = read_forest(_file(tmp_path, _STUMP, _LEAF, _DEEP), ("words", "gap"))
    (chance, same) = forest.likelihoods([(value, value) for value in row])
    assert chance == same
    assert isclose(chance, 1 / (1 + 2.718281828459045**-odds), rel_tol=1e-6)


def test_a_forest_of_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="other columns"):
        read_forest(_file(tmp_path, _LEAF), ("words",))


def test_far_odds_do_not_overflow(tmp_path: Path) -> None:
    leaf = {**_LEAF, "leaves": [-5000.0]}
    assert read_forest(_file(tmp_path, leaf), ("words", "gap")).likelihoods([(0,), (0,)])[0] < 1e-9


def test_no_rows_have_no_likelihoods(tmp_path: Path) -> None:
    assert read_forest(_file(tmp_path, _LEAF), ("words", "gap")).likelihoods([]) == []
