"""Lists of postings as values and as bytes.

Numbers are written as text: each the code point of one character, in UTF-8, so that small numbers take
one byte and a whole list is coded or decoded by one call. (A number beyond the last code point is
written as that one. In practice none is: document numbers and positions are written as distances.)

A list of postings is, one after the other: one byte with the length of the head; the head, four numbers
(postings, bytes of the document numbers, of the weights, of the lengths of the values); the distances of
the document numbers; the weights, left out where all are 1; the lengths of the values, left out where all
are 0; the values.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, repeat
from operator import sub
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FARTHEST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class PostingList:
    """Where one term stands: for each document its number, the term's weight, and a value (positions)."""

    numbers: list[int]
    weights: Sequence[int]
    _lengths: bytes = b""
    _values: bytes = b""

    def values(self) -> list[bytes]:
        """The value of each posting; empty ones where the field has none."""
        if not self._lengths:
            return [b""] * len(self.numbers)
        values = self._values
        found = []
        at = 0
        for length in decode(self._lengths):
            found.append(values[at : at + length])
            at += length
        return found


def encode(numbers: Iterable[int]) -> bytes:
    """Numbers to bytes."""
    return "".join(map(chr, numbers)).encode("utf-8", "surrogatepass")


def decode(content: bytes) -> list[int]:
    """The numbers that ``encode`` wrote."""
    return list(map(ord, content.decode("utf-8", "surrogatepass")))


def encode_rising(numbers: Sequence[int]) -> bytes:
    """Numbers that only rise, as their distances."""
    if len(numbers) == 1:
        return chr(min(numbers[0], _FARTHEST)).encode("utf-8", "surrogatepass")
    distances = [numbers[0], *map(sub, numbers[1:], numbers)]
    return encode(distances if max(distances) <= _FARTHEST else [min(each, _FARTHEST) for each in distances])


def decode_rising(content: bytes) -> list[int]:
    """The numbers that ``encode_rising`` wrote."""
    return list(accumulate(map(ord, content.decode("utf-8", "surrogatepass"))))


def packed(numbers: Sequence[int], weights: Sequence[float], values: Sequence[bytes]) -> bytes:
    """A list of postings as bytes. Weights are whole numbers, whatever their type."""
    heaviest = max(weights)
    heavy = b"" if heaviest == 1 else encode(min(int(weight), _FARTHEST) for weight in weights)
    lengths = encode(map(len, values)) if any(values) else b""
    rising = encode_rising(numbers)
    head = encode((len(numbers), len(rising), len(heavy), len(lengths)))
    return b"".join((bytes((len(head),)), head, rising, heavy, lengths, *values))


def unpacked(content: bytes) -> PostingList:
    """The list of postings that ``packed`` wrote."""
    start = 1 + content[0]
    count, rising, heavy, lengths = decode(content[1:start])
    weights_at = start + rising
    lengths_at = weights_at + heavy
    values_at = lengths_at + lengths
    return PostingList(
        decode_rising(content[start:weights_at]),
        decode(content[weights_at:lengths_at]) if heavy else list(repeat(1, count)),
        content[lengths_at:values_at],
        content[values_at:],
    )
