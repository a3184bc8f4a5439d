"""Postings of the documents that are being written, sorted all at once.

What a document gives is not sorted into lists term by term: each word adds a number to long arrays, and
one sort at the end makes the postings of all documents.

Read only through ``engine``: importing this imports NumPy.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from postil.search.segments import leb128
from postil.search.segments.columns import Part
from postil.search.segments.positions import decoded_one, encoded
from postil.search.segments.vocabulary import Vocabulary
from postil.search.segments.weights import write_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from postil.search.segments.columns import ColumnsWriter

_FEW = 16
"""So few occurrences are sorted one by one."""

HEAVIEST = 255
"""A weight is one byte: what counts more counts as much."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The terms of one field of one document, once for each place where they stand.

    The places of one term rise. A term that stands at one place twice stands there once, and counts twice.
    """

    vocabulary: Vocabulary
    terms: NDArray[np.int32]
    """Their numbers in the vocabulary."""
    weights: NDArray[np.uint8]
    positions: NDArray[np.int32] | None = None
    """None in a field without positions."""

    @classmethod
    def none(cls) -> Occurrences:
        """No occurrence."""
        return cls(Vocabulary(), np.empty(0, np.int32), np.empty(0, np.uint8))


class Gathered:
    """The occurrences of one field, of documents whose numbers rise."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._terms = array("i")
        self._weights = array("B")
        self._positions = array("i")
        self._documents = array("i")
        self._counts = array("i")

    def add(self, number: int, found: Occurrences) -> None:
        """What a document gives."""
        assert found.vocabulary is self._vocabulary
        self._terms.frombytes(found.terms.astype(np.int32, copy=False).tobytes())
        self._weights.frombytes(found.weights.astype(np.uint8, copy=False).tobytes())
        if found.positions is not None:
            self._positions.frombytes(found.positions.astype(np.int32, copy=False).tobytes())
        self._documents.append(number)
        self._counts.append(len(found.terms))

    def __len__(self) -> int:
        return len(self._terms)

    def postings(self) -> FieldPostings:
        """All, sorted by term and document."""
        if len(self._terms) <= _FEW and not self._positions:
            return self._few()
        numbers = np.frombuffer(self._terms, np.int32)
        used, ranks = self._sorted_terms(numbers)
        order = _stable_order(ranks)
        sorted_ranks = ranks[order]
        documents = np.repeat(
            np.frombuffer(self._documents, np.int32), np.frombuffer(self._counts, np.int32)
        )[order]
        weights = np.frombuffer(self._weights, np.uint8)[order]
        new = np.empty(len(order), np.bool_)  # whether a posting begins here
        new[:1] = True
        new[1:] = (sorted_ranks[1:] != sorted_ranks[:-1]) | (documents[1:] != documents[:-1])
        firsts = np.flatnonzero(new)
        summed = np.add.reduceat(weights, firsts, dtype=np.int64) if len(firsts) else weights
        postings = FieldPostings(
            terms=used,
            counts=np.bincount(sorted_ranks[firsts], minlength=len(used)),
            numbers=documents[firsts].astype(np.uint16),
            weights=np.minimum(summed, HEAVIEST).astype(np.uint8),
        )
        if len(self._positions):
            positions = np.frombuffer(self._positions, np.int32)[order]
            kept = new.copy()
            kept[1:] |= positions[1:] != positions[:-1]
            counts = np.add.reduceat(kept, firsts, dtype=np.int64)
            postings.positions, sizes = encoded(positions[kept].astype(np.int64), counts)
            postings.position_sizes = np.add.reduceat(sizes, np.cumsum(postings.counts) - postings.counts)
        return postings

    def _few(self) -> FieldPostings:
        """The same one by one: arrays are slow with a few tags of a page that is added alone."""
        documents = chain.from_iterable(map(repeat, self._documents, self._counts))
        terms = [self._vocabulary.terms[number] for number in self._terms]
        weights: Counter[tuple[bytes, int]] = Counter()
        for key, weight in zip(zip(terms, documents, strict=True), self._weights, strict=True):
            weights[key] += weight
        rows = sorted(weights)
        counts = Counter(term for term, _ in rows)
        return FieldPostings(
            terms=list(counts),
            counts=np.array(list(counts.values()), np.int64),
            numbers=np.array([number for _, number in rows], np.uint16),
            weights=np.array([min(weights[row], HEAVIEST) for row in rows], np.uint8),
        )

    def _sorted_terms(self, numbers: NDArray[np.int32]) -> tuple[list[bytes], NDArray[np.int32]]:
        """The terms that occur, sorted by their bytes; and for each occurrence which of them it is."""
        found = self._vocabulary.terms
        known: NDArray[Any]
        if len(numbers) < len(found):
            known, at = np.unique(numbers, return_inverse=True)
        else:
            seen = np.bincount(numbers, minlength=len(found)) > 0
            known = np.flatnonzero(seen)
            at = (np.cumsum(seen) - 1)[numbers]
        terms = [found[number] for number in known.tolist()]
        order = sorted(range(len(terms)), key=terms.__getitem__)
        ranks = np.empty(len(terms), np.int32)
        ranks[order] = np.arange(len(terms), dtype=np.int32)
        return [terms[place] for place in order], ranks[at]


@dataclass(slots=True)
class FieldPostings:
    """All postings of one field, by term and document."""

    terms: Sequence[bytes]
    counts: NDArray[np.int64]
    """Postings of each term, at least one."""
    numbers: NDArray[np.uint16]
    weights: NDArray[np.uint8]
    positions: NDArray[np.uint8] | None = None
    """Positions of all postings; None in a field without."""
    position_sizes: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    """How many of these bytes each term has."""

    def write(self, writer: ColumnsWriter, name: str) -> None:
        """Write them as the field ``name``."""
        write_terms(writer, name, self.terms)
        writer.add(name, Part.POSTING_COUNTS, leb128.encoded(self.counts)[0])
        writer.add(name, Part.NUMBERS, self.numbers)
        write_weights(writer, name, self.weights)
        if self.positions is not None:
            writer.add(name, Part.POSITION_SIZES, leb128.encoded(self.position_sizes)[0])
            writer.add(name, Part.POSITIONS, self.positions)


def write_terms(writer: ColumnsWriter, name: str, terms: Sequence[bytes]) -> None:
    """Write the terms of a field."""
    writer.add(name, Part.TERMS, np.frombuffer(b"".join(terms), np.uint8))
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    writer.add(name, Part.TERM_LENGTHS, leb128.encoded(lengths)[0])


def single_postings(rows: Iterable[tuple[bytes, int, float, bytes]]) -> FieldPostings:
    """The postings of one field that came one by one, sorted: term, document, weight, positions."""
    listed = list(rows)
    terms = list(dict.fromkeys(term for term, *_ in listed))
    places = {term: place for place, term in enumerate(terms)}
    owners = np.fromiter((places[term] for term, *_ in listed), np.int64, len(listed))
    postings = FieldPostings(
        terms=terms,
        counts=np.bincount(owners, minlength=len(terms)),
        numbers=np.fromiter((number for _, number, _, _ in listed), np.uint16, len(listed)),
        weights=np.fromiter((max(1, min(int(row[2]), HEAVIEST)) for row in listed), np.uint8, len(listed)),
    )
    if any(value for *_, value in listed):
        standing = [decoded_one(value) for *_, value in listed]
        values = np.fromiter((position for each in standing for position in each), np.int64)
        postings.positions, sizes = encoded(values, np.fromiter(map(len, standing), np.int64, len(listed)))
        postings.position_sizes = np.bincount(owners, sizes, len(terms)).astype(np.int64)
    return postings


def occurrences_of(vocabulary: Vocabulary, terms: Iterable[str]) -> Occurrences:
    """Whole values, each once, without positions."""
    numbers = np.fromiter(map(vocabulary.number, terms), np.int32)
    return Occurrences(vocabulary, numbers, np.ones(len(numbers), np.uint8))


def single(found: Occurrences) -> Iterator[tuple[bytes, int, float, bytes]]:
    """The postings as Whoosh takes them one by one: term, frequency, weight, positions; sorted."""
    if not len(found.terms):
        return
    gathered = Gathered(found.vocabulary)
    gathered.add(0, found)
    postings = gathered.postings()
    content = b"" if postings.positions is None else postings.positions.tobytes()
    after = np.cumsum(postings.position_sizes).tolist() or [0] * len(postings.terms)
    start = 0
    for term, weight, end in zip(postings.terms, postings.weights.tolist(), after, strict=True):
        yield term, 1, float(weight), content[start:end]
        start = end


def _stable_order(ranks: NDArray[np.int32]) -> NDArray[Any]:
    """What sorts the ranks and leaves equal ones as they are: twice by 16 bits, which NumPy does by radix."""
    order = np.argsort((ranks & 0xFFFF).astype(np.uint16), kind="stable")
    if len(ranks) and int(ranks.max()) > 0xFFFF:
        order = order[np.argsort((ranks[order] >> 16).astype(np.uint16), kind="stable")]
    return order
