"""Where a term stands, as bytes.

The positions of one posting rise. Each is written as its distance from the one before (the first as it
is), doubled, plus 1 where it is the posting's last: so no counts need be kept. These numbers are written
as ``leb128`` does. The positions of all postings of a term lie one after the other.

Read only through ``engine``: importing this imports NumPy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from postil.search.segments import leb128
from postil.search.segments.postings import Positions

if TYPE_CHECKING:
    from numpy.typing import NDArray


def encoded(values: NDArray[Any], counts: NDArray[Any]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Positions to bytes; and how many bytes each posting has.

    ``counts`` says how many positions each posting has, at least one; of one posting the values rise.
    """
    ends = np.cumsum(counts)
    numbers = np.diff(values, prepend=0).astype(np.int64)
    firsts = ends - counts
    numbers[firsts] = values[firsts]
    numbers <<= 1
    numbers[ends - 1] += 1
    content, sizes = leb128.encoded(numbers)
    return content, np.add.reduceat(sizes, firsts) if len(firsts) else sizes


def decoded(content: NDArray[np.uint8], wanted: NDArray[Any] | None = None) -> Positions:
    """The positions of those postings of a term whose numbers are ``wanted`` (rising), else of all."""
    if wanted is not None and len(wanted) * _FEW < len(content):
        starts, sizes = _spans(content)
        content, wanted = content[ranges(starts[wanted], sizes[wanted])], None
    begins = leb128.begins_of(content)
    ends = np.flatnonzero(content[begins] & 1) + 1
    firsts = np.concatenate((ends[:1] * 0, ends[:-1]))
    if wanted is not None:
        firsts, ends = firsts[wanted], ends[wanted]
        begins = begins[ranges(firsts, ends - firsts)]
    counts = ends - firsts
    distances = leb128.numbers_at(content, begins) >> 1
    if not len(distances):
        return Positions(counts, distances)
    firsts = np.cumsum(counts) - counts
    values = np.cumsum(distances)
    values -= np.repeat(values[firsts] - distances[firsts], counts)
    return Positions(counts, values)


_FEW = 16
"""Where so many bytes come to one wanted posting, only the bytes of those that are wanted are decoded."""


def sizes_of(content: NDArray[np.uint8]) -> NDArray[np.int64]:
    """How many bytes each posting has."""
    return _spans(content)[1]


def decoded_one(content: bytes) -> list[int]:
    """The positions of one posting."""
    positions: list[int] = decoded(np.frombuffer(content, np.uint8)).values.tolist()
    return positions


def ranges(starts: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.int64]:
    """The numbers from each start on, as many as its count, one after the other."""
    after = np.cumsum(counts, dtype=np.int64)
    total = int(after[-1]) if len(after) else 0
    return np.repeat(starts - (after - counts), counts) + np.arange(total)


def _spans(content: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each posting begins, and its bytes; without taking every number apart."""
    last = (content & 1).astype(np.bool_)
    last[1:] &= ~leb128.goes_on(content[:-1])  # only the first byte of a number says so
    ends = leb128.ends_at(content, np.flatnonzero(last))
    starts = np.concatenate((ends[:1] * 0, ends[:-1]))
    return starts, ends - starts
