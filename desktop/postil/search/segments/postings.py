"""What a segment gives of its terms: arrays, read from its file or worked out from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents that have a term, or several terms one after the other."""

    numbers: NDArray[np.uint16]
    """The segment's own numbers of the documents; of one term they rise."""
    weights: NDArray[np.uint8]
    """How much the term counts in each: as long as ``numbers``. What is more than 255 is 255."""

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Positions:
    """Where a term stands in some documents, one document after the other."""

    counts: NDArray[np.int64]
    """How many positions each document has."""
    values: NDArray[np.int64]
    """The positions themselves, of one document rising."""


@dataclass(frozen=True, slots=True)
class Spellings:
    """The bytes of terms, one term after the other."""

    content: NDArray[np.uint8]
    starts: NDArray[np.int64]
    """Where each term begins in ``content``, and at the end how long that is: one more than the terms."""


class Terms(Protocol):
    """The terms of one field of a segment, in the order of their bytes."""

    def __len__(self) -> int:
        """How many there are."""

    def __getitem__(self, index: int) -> bytes:
        """The term at a place."""

    def find(self, term: bytes) -> int:
        """The place of the first term that is not before ``term``."""

    def span(self, prefix: bytes) -> tuple[int, int]:
        """The places of the terms that begin so: the first, and the one after the last."""

    def spellings(self, first: int, last: int) -> Spellings:
        """The terms from ``first`` to before ``last``."""

    def documents(self, first: int, last: int) -> NDArray[np.int64]:
        """In how many documents each term from ``first`` to before ``last`` is."""

    def postings(self, first: int, last: int) -> Postings:
        """The postings of the terms from ``first`` to before ``last``, one term after the other."""

    def positions(self, index: int, numbers: NDArray[np.uint16]) -> Positions:
        """Where a term stands in these documents, which all have it; ``numbers`` rise."""
