"""Where words stand one after the other, in all documents of a segment at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from postil.search.segments.postings import Terms


def occurrences(terms: Terms, words: Sequence[bytes]) -> tuple[NDArray[np.uint16], NDArray[np.float32]]:
    """The documents in which the words stand in a row, rising, and how often they do in each."""
    places = [terms.find(word) for word in words]
    if not words or any(
        at == len(terms) or terms[at] != word for at, word in zip(places, words, strict=True)
    ):
        return _nothing()
    shared = _shared([terms.postings(at, at + 1).numbers for at in dict.fromkeys(places)])
    if not len(shared):
        return _nothing()
    starts: NDArray[np.int64] | None = None
    for offset, at in enumerate(places):
        standing = terms.positions(at, shared)
        rows = np.repeat(np.arange(len(shared), dtype=np.int64) << _ROW, standing.counts)
        begun = rows + standing.values + (len(words) - offset)
        starts = begun if starts is None else _both(starts, begun)
    assert starts is not None
    counts = np.bincount(starts >> _ROW, minlength=len(shared))
    found = np.flatnonzero(counts)
    return shared[found], counts[found].astype(np.float32)


_Number = TypeVar("_Number", np.uint16, np.int64)

_ROW = 32
"""A place is the document's row, and in so many lower bits the position in it."""

_FEWER = 8
"""So many times fewer numbers are looked up in the others one by one, not merged with them."""


def _shared(lists: list[NDArray[np.uint16]]) -> NDArray[np.uint16]:
    """The numbers that are in all of the rising lists, rising."""
    shared, *others = sorted(lists, key=len)
    for numbers in others:
        shared = _both(shared, numbers)
    return shared


def _both(one: NDArray[_Number], other: NDArray[_Number]) -> NDArray[_Number]:
    """What is in both of two rising arrays, in each once, rising."""
    if len(one) > len(other):
        one, other = other, one
    both: NDArray[_Number] = one
    if len(one) * _FEWER > len(other):
        merged = np.concatenate([one, other])
        merged.sort(kind="stable")  # which merges what is sorted already
        both = merged[1:][merged[1:] == merged[:-1]]
    elif len(one):
        places = np.searchsorted(other, one)
        places[places == len(other)] = 0
        both = one[other[places] == one]
    return both


def _nothing() -> tuple[NDArray[np.uint16], NDArray[np.float32]]:
    return np.zeros(0, np.uint16), np.zeros(0, np.float32)
