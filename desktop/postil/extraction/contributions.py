"""What each column contributed to the verdicts of learned trees: for people, after the fact.

A row's way through a tree changes at every fork what is to be expected: from the mean of all rows that came
so far to the mean of those that went the same way on. The change is put down to the column of the fork,
and summed over the trees. The rows are those of one page, so it tells what sets a block apart from the
others there; the sum is the block's log-odds less the mean of all rows. A weight says how much a row counts
for the means: a page has many more blocks to drop than to keep.
The method: Saabas: Interpreting random forests, 2014. It is exact in its sum, and a little unjust to columns
near the root, whose work is finished by later forks.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from postil.extraction.trees import ROUND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.extraction.trees import Forest, Tree

Contributions = dict[int, float]
"""By the number of the column: what it added to the log-odds."""


def contributions(
    forest: Forest, columns: Sequence[Sequence[float]], weights: Sequence[float]
) -> list[Contributions]:
    """For each row what its columns contributed; the rows are given by columns, as to ``Forest``.

    ``weights``, one for each row, are above 0.
    """
    if not columns:
        return []
    walk = _Walk(columns, weights)
    members = list(range(len(columns[0])))
    for number, tree in enumerate(forest.trees):
        if number and number % ROUND == 0:
            members = [index for index in members if walk.scores[index] > forest.hopeless]
        walk.down(tree, members)
    return [dict(each) for each in walk.parts]


class _Walk:
    def __init__(self, columns: Sequence[Sequence[float]], weights: Sequence[float]) -> None:
        self._columns = columns
        self._weights = weights
        self.scores = [0.0] * len(columns[0])
        self.parts: list[defaultdict[int, float]] = [defaultdict(float) for _ in self.scores]

    def down(self, tree: Tree, members: list[int]) -> float:
        """Take rows through a tree; the mean of what it says of them."""
        if not isinstance(tree, tuple):
            for index in members:
                self.scores[index] += tree
            return tree
        number, threshold, below, above = tree
        column = self._columns[number]
        low = [index for index in members if column[index] <= threshold]
        high = [index for index in members if column[index] > threshold]
        if not low or not high:
            return self.down(above if high else below, members)
        ways = [(low, self.down(below, low)), (high, self.down(above, high))]
        mean = sum(self._weight(way) * value for way, value in ways) / self._weight(members)
        for way, value in ways:
            for index in way:
                self.parts[index][number] += value - mean
        return mean

    def _weight(self, members: list[int]) -> float:
        return sum(self._weights[index] for index in members)
