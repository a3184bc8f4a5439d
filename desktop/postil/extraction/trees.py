"""Learned decision trees (gradient boosting), evaluated without the library that trained them.

A tree is a leaf's value, or a column, a threshold, the tree for values up to the threshold and the tree
for those above. ``read_forest`` reads trees from JSON that has ``columns`` (the names of a row's columns,
to be sure that it was trained on these) and ``trees``, each of five arrays: the column, the threshold and
the two next nodes of each node, and the values of the leaves; a next node below zero is the leaf
``-1 - node``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import exp, inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Tree = float | tuple[int, float, "Tree", "Tree"]

ROUND = 10
"""After so many trees, rows that have become hopeless are left as they are."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose sum is the log-odds."""

    trees: tuple[Tree, ...]
    hopeless: float = -inf
    """The log-odds below which later trees are not asked."""

    def likelihoods(self, columns: Sequence[Sequence[float]]) -> list[float]:
        """For each row, from 0 to 1, how likely it belongs to the class; the rows are given by columns."""
        if not columns:
            return []
        scores = [0.0] * len(columns[0])
        members = list(range(len(scores)))
        for number, tree in enumerate(self.trees):
            if number and number % ROUND == 0:
                members = [index for index in members if scores[index] > self.hopeless]
            _add(tree, columns, members, scores)
        return [_likelihood(score) for score in scores]

    def likelihood(self, row: Sequence[float]) -> float:
        """The same for a single row."""
        return _likelihood(sum(_leaf(tree, row) for tree in self.trees))


def read_forest(path: Path, columns: Sequence[str]) -> Forest:
    """The forest in a file. ValueError if it was trained on other columns than these."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    if tuple(stored["columns"]) != tuple(columns):
        raise ValueError(f"{path.name} was trained on other columns than the program measures.")
    return Forest(tuple(_node(tree, 0 if tree["columns"] else -1) for tree in stored["trees"]))


def nested_tree(content: float | list[object]) -> Tree:
    """A tree that was written as nested lists: a leaf's value, or column, threshold, below and above."""
    if isinstance(content, list):
        number, threshold, below, above = content
        return (number, threshold, nested_tree(below), nested_tree(above))  # type: ignore[arg-type, return-value]
    return float(content)


def _likelihood(score: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def _leaf(tree: Tree, row: Sequence[float]) -> float:
    while isinstance(tree, tuple):
        number, threshold, below, above = tree
        tree = below if row[number] <= threshold else above
    return tree


def _add(tree: Tree, columns: Sequence[Sequence[float]], members: list[int], scores: list[float]) -> None:
    """Add what a tree says of the rows ``members``: they are parted at each fork, all at once."""
    if not isinstance(tree, tuple):
        for index in members:
            scores[index] += tree
        return
    number, threshold, below, above = tree
    column = columns[number]
    if not isinstance(below, tuple) and not isinstance(above, tuple):
        for index in members:
            scores[index] += below if column[index] <= threshold else above
        return
    low = [index for index in members if column[index] <= threshold]
    if len(low) == len(members):
        _add(below, columns, members, scores)
    elif not low:
        _add(above, columns, members, scores)
    else:
        _add(below, columns, low, scores)
        _add(above, columns, [index for index in members if column[index] > threshold], scores)


def _node(tree: Mapping[str, Sequence[float]], place: int) -> Tree:
    if place < 0:
        return float(tree["leaves"][-1 - place])
    low, high = (_node(tree, int(tree[side][place])) for side in ("left", "right"))
    return int(tree["columns"][place]), float(tree["thresholds"][place]), low, high
