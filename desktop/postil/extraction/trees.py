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
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Node = float | tuple[int, float, "Node", "Node"]
"""A leaf's value, or a column, a threshold, and where a row goes that is at most that, or above."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose sum is the log-odds."""

    trees: tuple[Node, ...]

    def probability(self, row: Sequence[float]) -> float:
        """How probable it is that what ``row`` measures belongs to the class, 0 to 1."""
        odds = 0.0
        for node in self.trees:
            while isinstance(node, tuple):
                column, threshold, low, high = node
                node = low if row[column] <= threshold else high  # noqa: PLW2901 - a walk down the tree
            odds += node
        return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def read_forest(path: Path, columns: Sequence[str]) -> Forest:
    """The forest in a file. ValueError if it was trained on other columns than these."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    if tuple(stored["columns"]) != tuple(columns):
        raise ValueError(f"{path.name} was trained on other columns than the program measures.")
    return Forest(tuple(_node(tree, 0 if tree["columns"] else -1) for tree in stored["trees"]))


def _node(tree: Mapping[str, Sequence[float]], place: int) -> Node:
    if place < 0:
        return float(tree["leaves"][-1 - place])
    low, high = (_node(tree, int(tree[side][place])) for side in ("left", "right"))
    return int(tree["columns"][place]), float(tree["thresholds"][place]), low, high
