"""The best of the documents that match, in the order that was asked for.

What is equal in one thing is told apart by the next: by relevance, what was added last comes first; by any
other order, what counts more. What is equal in all comes with what was indexed last before the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from postil.search.ranking import Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from postil.search.segments.segment import Segment


def best(
    segments: Sequence[Segment],
    numbers: Sequence[NDArray[np.int64]],
    scores: Sequence[NDArray[np.float64]],
    sort: Sort,
    limit: int,
) -> tuple[tuple[int, float], ...]:
    """The first ``limit`` documents with their scores, under the numbers of the whole index.

    ``numbers`` and ``scores`` have an array for each segment, with the segment's own numbers.
    """
    whole = np.concatenate([own + segment.base for own, segment in zip(numbers, segments, strict=True)])
    counted = np.concatenate(scores)

    def column(name: str) -> NDArray[Any]:
        each = zip(numbers, segments, strict=True)
        return np.concatenate([np.asarray(getattr(segment, name))[own] for own, segment in each])

    match sort:
        case Sort.RELEVANCE:
            keys = [counted, column("added"), whole]
        case Sort.ADDED:
            keys = [column("added"), counted, whole]
        case Sort.PUBLISHED:
            keys = [column("published"), counted, whole]
        case Sort.TITLE:
            keys = [*_titles(column("title")), counted, whole]
    rows = highest(keys, limit)
    return tuple(zip(whole[rows].tolist(), counted[rows].tolist(), strict=True))


def highest(keys: Sequence[NDArray[Any]], limit: int) -> NDArray[np.int64]:
    """The rows with the highest keys, highest first; a later key tells apart what the ones before do not."""
    chosen = np.zeros(0, np.int64)
    left = np.arange(len(keys[0]))
    for key in keys:
        wanted = limit - len(chosen)
        if len(left) <= wanted or not limit:
            break
        values = key[left]
        least = np.partition(values, len(left) - wanted)[len(left) - wanted]
        chosen = np.concatenate([chosen, left[values > least]])
        left = left[values == least]
    rows = np.concatenate([chosen, left[: limit - len(chosen)]])
    return rows[np.lexsort([-key[rows] for key in reversed(keys)])]


def _titles(titles: NDArray[Any]) -> list[NDArray[np.int64]]:
    """Keys that are the higher, the sooner a title comes in the alphabet; what has none has the lowest.

    Each is four bytes of its sort key as one number: most titles are told apart by the first.
    """
    letters = titles.view(">u4").reshape(len(titles), -1).astype(np.int64)
    return [np.where(titles == b"", -1, _LAST - letters[:, at]) for at in range(letters.shape[1])]


_LAST = 0xFFFFFFFF
