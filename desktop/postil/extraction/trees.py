"""Learned decision trees (gradient boosting), evaluated without the library that trained them.

The file is JSON: ``columns`` (the names of a row's columns, to be sure that it was trained on these) and
``trees``; a tree is five arrays: the column, the threshold and the two next nodes of each node, and
the values of the leaves. A next node below zero is the leaf ``-1 - node``. A value that is at most the
threshold goes left.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tree:
    """One decision tree."""

    columns: tuple[int, ...]
    thresholds: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    leaves: tuple[float, ...]

    def value(self, row: Sequence[float]) -> float:
        """The value of the leaf that ``row`` falls in."""
        node = 0 if self.columns else -1
        while node >= 0:
            node = self.left[node] if row[self.columns[node]] <= self.thresholds[node] else self.right[node]
        return self.leaves[-1 - node]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose sum is the log-odds."""

    trees: tuple[Tree, ...]

    def probability(self, row: Sequence[float]) -> float:
        """How probable it is that what ``row`` measures belongs to the class, 0 to 1."""
        odds = sum(tree.value(row) for tree in self.trees)
        return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def read_forest(path: Path, columns: Sequence[str]) -> Forest:
    """The forest in a file. ValueError if it was trained on other columns than these."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    if tuple(stored["columns"]) != tuple(columns):
        raise ValueError(f"{path.name} was trained on other columns than the program measures.")
    return Forest(
        tuple(
            Tree(
                tuple(tree["columns"]),
                tuple(tree["thresholds"]),
                tuple(tree["left"]),
                tuple(tree["right"]),
                tuple(tree["leaves"]),
            )
            for tree in stored["trees"]
        )
    )
