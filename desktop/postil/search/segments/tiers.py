"""Which segments are merged, and when.

A segment belongs to a tier by its size; when a tier has ``WIDTH`` segments, they become one of the next
tier. So a document is written again only when what it lies in has grown eightfold: five times on the way
to 50,000 documents, and a document that is added alone waits for no big merge but once in a long while.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_DOCUMENTS = 1 << 16
"""Of one segment: its numbers have 16 bits."""

WIDTH = 8
_TIER_BITS = 3
"""A tier's segments are up to eight times as big as those of the one below."""


def due(segments: Sequence[Any]) -> list[list[Any]]:
    """The groups that are to be merged now, of Whoosh's segments: each becomes one segment."""
    groups = [_fitting(list(tier)) for _, tier in groupby(sorted(segments, key=_size), key=_tier)]
    wasteful = [[segment] for segment in segments if segment.deleted_count() > _size(segment) + WIDTH]
    return [group for group in groups if len(group) >= WIDTH] or wasteful


def whole(segments: Sequence[Any]) -> list[list[Any]]:
    """The groups that leave as few segments as can be, with nothing deleted in them."""
    bins: list[list[Any]] = []
    for segment in sorted(segments, key=_size, reverse=True):
        for group in bins:
            if sum(map(_size, group)) + _size(segment) <= MOST_DOCUMENTS:
                group.append(segment)
                break
        else:
            bins.append([segment])
    return [group for group in bins if len(group) > 1 or group[0].deleted_count()]


def none(_segments: Sequence[Any]) -> list[list[Any]]:
    """Nothing is to be merged."""
    return []


def _size(segment: Any) -> int:
    return int(segment.doc_count())


def _tier(segment: Any) -> int:
    return (_size(segment).bit_length() - 1) // _TIER_BITS


def _fitting(tier: list[Any]) -> list[Any]:
    """The smallest of them, as many as fit into one segment."""
    taken: list[Any] = []
    for segment in tier:
        if sum(map(_size, taken)) + _size(segment) > MOST_DOCUMENTS:
            break
        taken.append(segment)
    return taken
