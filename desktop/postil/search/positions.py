"""Where a term stands, as bytes.

The positions of one posting rise. Each is written as its distance from the one before (the first as it
is), doubled, plus 1 where it is the posting's last: so no counts need be kept. These numbers are written
in LEB128: seven bits a byte, the lowest first, the eighth bit set where more follow. The positions of all
postings of a term lie one after the other.

Read only through ``engine``: importing this imports NumPy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from postil.search.postings import Positions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_MORE = 128
_BITS = 7


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
    sizes = np.ones(len(numbers), np.int64)
    largest = int(numbers.max(initial=0))
    for bits in range(_BITS, largest.bit_length(), _BITS):
        sizes += numbers >= 1 << bits
    after = np.cumsum(sizes)
    content = np.empty(int(after[-1]) if len(after) else 0, np.uint8)
    begins = after - sizes
    for byte in range(int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > byte)
        low = (numbers[longer] >> (_BITS * byte)) & (_MORE - 1)
        content[begins[longer] + byte] = low + np.where(sizes[longer] > byte + 1, _MORE, 0)
    return content, np.add.reduceat(sizes, firsts) if len(firsts) else sizes


def decoded(content: NDArray[np.uint8], wanted: NDArray[Any] | None = None) -> Positions:
    """The positions of those postings of a term whose numbers are ``wanted`` (rising), else of all."""
    begins = _begins(content)
    ends = np.flatnonzero(content[begins] & 1) + 1
    firsts = np.concatenate((ends[:1] * 0, ends[:-1]))
    if wanted is not None:
        firsts, ends = firsts[wanted], ends[wanted]
        begins = begins[ranges(firsts, ends - firsts)]
    counts = ends - firsts
    distances = _numbers(content, begins) >> 1
    if not len(distances):
        return Positions(counts, distances)
    firsts = np.cumsum(counts) - counts
    values = np.cumsum(distances)
    values -= np.repeat(values[firsts] - distances[firsts], counts)
    return Positions(counts, values)


def sizes_of(content: NDArray[np.uint8]) -> NDArray[np.int64]:
    """How many bytes each posting has."""
    begins = _begins(content)
    last = np.flatnonzero(content[begins] & 1)
    return np.diff(np.append(begins[1:], len(content))[last], prepend=0)


def encoded_one(positions: Iterable[int]) -> bytes:
    """The positions of one posting, at least one."""
    values = np.fromiter(positions, np.int64)
    return encoded(values, np.array([len(values)]))[0].tobytes()


def decoded_one(content: bytes) -> list[int]:
    """The positions of one posting."""
    positions: list[int] = decoded(np.frombuffer(content, np.uint8)).values.tolist()
    return positions


def ranges(starts: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.int64]:
    """The numbers from each start on, as many as its count, one after the other."""
    after = np.cumsum(counts, dtype=np.int64)
    total = int(after[-1]) if len(after) else 0
    return np.repeat(starts - (after - counts), counts) + np.arange(total)


def _begins(content: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where the numbers begin."""
    ends = np.flatnonzero(content < _MORE)
    begins = np.empty(len(ends), np.int64)
    begins[:1] = 0
    begins[1:] = ends[:-1] + 1
    return begins


def _numbers(content: NDArray[np.uint8], begins: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers that begin there."""
    numbers = content[begins].astype(np.int64)
    longer = np.flatnonzero(numbers >= _MORE)
    numbers[longer] -= _MORE
    byte = 1
    while len(longer):
        more = content[begins[longer] + byte].astype(np.int64)
        numbers[longer] |= (more & (_MORE - 1)) << (_BITS * byte)
        longer = longer[more >= _MORE]
        byte += 1
    return numbers
