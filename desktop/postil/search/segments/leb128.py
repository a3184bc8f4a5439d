"""Numbers as bytes, in LEB128: seven bits a byte, the lowest first, the eighth bit set where more follow.

Read only through ``engine``: importing this imports NumPy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MORE = 128
_BITS = 7


def encoded(numbers: NDArray[Any]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Numbers to bytes, and how many bytes each takes. None is negative."""
    numbers = numbers.astype(np.int64)
    largest = int(numbers.max(initial=0))
    sizes = np.ones(len(numbers), np.int64)
    if largest < _MORE:
        return numbers.astype(np.uint8), sizes
    for bits in range(_BITS, largest.bit_length(), _BITS):
        sizes += numbers >= 1 << bits
    after = np.cumsum(sizes)
    begins = after - sizes
    content = np.empty(int(after[-1]), np.uint8)
    for byte in range(int(sizes.max())):
        longer = np.flatnonzero(sizes > byte)
        low = (numbers[longer] >> (_BITS * byte)) & (_MORE - 1)
        content[begins[longer] + byte] = low + np.where(sizes[longer] > byte + 1, _MORE, 0)
    return content, sizes


def decoded(content: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The numbers that ``encoded`` wrote."""
    if not len(content) or content.max() < _MORE:
        return content.astype(np.int64)
    return numbers_at(content, begins_of(content))


def begins_of(content: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where each number begins."""
    ends = np.flatnonzero(content < _MORE)
    begins = np.empty(len(ends), np.int64)
    begins[:1] = 0
    begins[1:] = ends[:-1] + 1
    return begins


def numbers_at(content: NDArray[np.uint8], begins: NDArray[np.int64]) -> NDArray[np.int64]:
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


def goes_on(content: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """For each byte whether the next one belongs to the same number."""
    return content >= _MORE


def ends_at(content: NDArray[np.uint8], begins: NDArray[np.int64]) -> NDArray[np.int64]:
    """Behind the last byte of each number that begins there."""
    ends = begins + 1
    longer = np.flatnonzero(content[begins] >= _MORE)
    while len(longer):
        more = content[ends[longer]] >= _MORE
        ends[longer] += 1
        longer = longer[more]
    return ends
