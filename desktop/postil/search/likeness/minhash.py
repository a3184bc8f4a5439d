"""MinHash: how alike two texts are, told by a few numbers of each.

All shingles are mixed by one permutation of the 32-bit numbers and fall into ``BINS`` bins by their
highest bits; the least of each bin is kept. Two texts have the same number in a bin as often as they are
alike (P. Li, A. Owen, C.-H. Zhang: "One permutation hashing", NIPS 2012): one pass, where the textbook
takes a pass for each number. A bin that stayed empty borrows from another one that both would choose
(A. Shrivastava: "Optimal densification for fast and accurate minwise hashing", ICML 2017).

A table of these numbers is at once the index for locality-sensitive hashing, with bands of one row: the
pages that share ``LEAST_SHARED`` numbers with a page are looked at closer. Longer bands would miss the
excerpt in the long page; and as texts that have nothing in common share no runs of five words, they are
not needed to keep the candidates few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BINS = 64
"""Numbers of a signature: the standard error of an estimate is at most 1 / (2 * sqrt(64)) = 0.06."""

VERSION = 1
"""Changes with every change of what a text gives: older signatures are made again."""

LEAST_SHARED = 2
"""Numbers that two signatures must share for the texts to be compared."""

_BIN_BITS = BINS.bit_length() - 1
_REST_BITS = 32 - _BIN_BITS
_REST = (1 << _REST_BITS) - 1
_ALL = 0xFFFFFFFF

Signature = tuple[int, ...]
"""A number of 32 bits for each bin, its highest bits the bin's own; empty for a text without shingles."""


def signature(shingles: Iterable[int]) -> Signature:
    """The signature of a text's shingles; their order does not matter."""
    least = {each >> _REST_BITS: each for each in sorted(map(_mixed, shingles), reverse=True)}
    if not least:
        return ()
    return tuple([bin_ << _REST_BITS | least[_lender(bin_, least)] & _REST for bin_ in range(BINS)])


def estimate(one: Signature, other: Signature) -> float:
    """How alike two texts are (Jaccard), as their signatures tell, 0 to 1."""
    return sum(map(int.__eq__, one, other)) / BINS


def _mixed(number: int) -> int:
    """One permutation of the numbers of 32 bits, with no pattern left (the finish of MurmurHash3)."""
    number = (number ^ number >> 16) * 0x85EBCA6B & _ALL
    number = (number ^ number >> 13) * 0xC2B2AE35 & _ALL
    return number ^ number >> 16


def _lender(bin_: int, filled: dict[int, int]) -> int:
    """The bin itself, or else the first filled one of a row of bins that belongs to it alone."""
    attempt, found = 0, bin_
    while found not in filled:
        attempt += 1
        found = _mixed(bin_ << 16 | attempt) >> _REST_BITS
    return found
