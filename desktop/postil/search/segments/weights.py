"""The weights of postings as bytes: half a byte each, as most are small.

Two weights share a byte, the first in its low half: the weight less 1, or 15 where it is more than 15. Of
these the places and weights are listed beside.

Read only through ``engine``: importing this imports NumPy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from postil.search.segments.columns import Part

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from postil.search.segments.columns import Columns, ColumnsWriter

_LIGHT = 15


def write_weights(writer: ColumnsWriter, field: str, weights: NDArray[np.uint8]) -> None:
    """Write the weights of all postings of a field, 1 to 255; nothing where all are 1."""
    if weights.max(initial=1) == 1:
        return
    halves = np.zeros(len(weights) + len(weights) % 2, np.uint8)
    halves[: len(weights)] = np.minimum(weights - 1, _LIGHT)
    writer.add(field, Part.WEIGHTS, halves[0::2] | halves[1::2] << 4)
    heavy = np.flatnonzero(weights > _LIGHT)
    if len(heavy):
        writer.add(field, Part.HEAVY, heavy.astype("<u4" if len(weights) < 1 << 32 else "<u8"))
        writer.add(field, Part.HEAVY_WEIGHTS, weights[heavy])


class Weights:
    """The weights of a field's postings."""

    def __init__(self, columns: Columns, field: str) -> None:
        self._halves = columns.column(field, Part.WEIGHTS)
        self._heavy = _whole(columns, field, Part.HEAVY)
        self._heavy_weights = _whole(columns, field, Part.HEAVY_WEIGHTS)

    def __bool__(self) -> bool:
        """Whether any is not 1."""
        return self._halves is not None

    def cut(self, first: int, last: int) -> NDArray[np.uint8]:
        """The weights of the postings from ``first`` to before ``last``."""
        if self._halves is None:
            return np.ones(last - first, np.uint8)
        start = first // 2
        halves = self._halves.cut(start, (last + 1) // 2)
        weights = np.empty(2 * len(halves), np.uint8)
        np.bitwise_and(halves, _LIGHT, out=weights[0::2])
        np.right_shift(halves, 4, out=weights[1::2])
        weights += 1
        weights = weights[first - 2 * start : last - 2 * start]
        if len(self._heavy):
            # Numbers of another type than the array's would have all of it copied.
            ends = np.array((first, last), self._heavy.dtype)
            here = slice(*np.searchsorted(self._heavy, ends).tolist())
            weights[self._heavy[here].astype(np.int64) - first] = self._heavy_weights[here]
        return weights


def _whole(columns: Columns, field: str, part: Part) -> NDArray[Any]:
    found = columns.column(field, part)
    return np.empty(0, np.uint8) if found is None else found.whole()
