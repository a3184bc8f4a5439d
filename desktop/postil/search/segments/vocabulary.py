"""The terms that a writer has met, by number, and what each piece of a text gives of them.

A text is many words, but few new ones: once a piece is known, what it gives is looked up in arrays, for
all pieces of a text at once.

Read only through ``engine``: importing this imports NumPy.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from postil.search.segments.positions import ranges
from postil.search.words.analysis import WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from postil.search.words.analysis import Analyzer

_MOST = 1_000_000
"""Terms, and entries of pieces, that are remembered: some 100 MB."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Terms in the order of a text, each with its place and how often it counts there (0 or 1)."""

    terms: NDArray[np.int32]
    positions: NDArray[np.int32]
    weights: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Analysed:
    """What a text gives."""

    stems: Entries
    forms: Entries
    length: int
    """How many places the text has."""


class Vocabulary:
    """Numbers of terms. They hold as long as the vocabulary, which is thrown away when it is ``full``."""

    def __init__(self) -> None:
        self.terms: list[bytes] = []
        """Each at its number."""
        self._numbers: dict[str, int] = {}
        self._pieces: dict[str, _Pieces] = {}

    @property
    def full(self) -> bool:
        """Whether it holds as much as it should."""
        return len(self.terms) + sum(pieces.size for pieces in self._pieces.values()) > _MOST

    def number(self, term: str) -> int:
        """The number of a term. Half a surrogate pair, which UTF-8 cannot say, becomes a question mark."""
        known = self._numbers.get(term)
        if known is not None:
            return known
        content = term.encode("utf-8", "replace")
        same = content.decode()
        number = len(self.terms) if same == term else self.number(same)
        if number == len(self.terms):
            self.terms.append(content)
        self._numbers[term] = number
        return number

    def analysed(self, analyser: Analyzer, text: str) -> Analysed:
        """The terms of a text."""
        pieces = self._pieces.get(analyser.language)
        if pieces is None:
            pieces = self._pieces[analyser.language] = _Pieces(self, analyser)
        return pieces.analysed(text)


class _Pieces(dict[str, int]):
    """The pieces of texts in one language, by number, and what each gives."""

    def __init__(self, vocabulary: Vocabulary, analyser: Analyzer) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._analyser = analyser
        self._lengths = array("i")
        self._stems = _Given()
        self._forms = _Given()

    @property
    def size(self) -> int:
        return len(self) + len(self._stems) + len(self._forms)

    def analysed(self, text: str) -> Analysed:
        found = WORD.findall(text)
        numbers = np.fromiter(map(self.__getitem__, found), np.int32, len(found))
        lengths = np.frombuffer(self._lengths, np.int32)[numbers]
        ends = np.cumsum(lengths, dtype=np.int32)
        begins = ends - lengths
        length = int(ends[-1]) if len(ends) else 0
        return Analysed(self._stems.of(numbers, begins), self._forms.of(numbers, begins), length)

    def __missing__(self, piece: str) -> int:
        number = self._vocabulary.number
        stems: list[tuple[int, int, int]] = []
        forms: list[tuple[int, int, int]] = []
        at = 0
        for given in self._analyser.taken_apart(piece):
            first = at
            for part in given.parts:
                stems += [(at, number(stem), 1) for stem in part.stems]
                forms += [(at, number(form), 1) for form in part.forms]
                at += 1
            if given.whole is not None:
                stems += [(first, number(stem), 1) for stem in given.whole.stems]
                if at - 1 > first:
                    stems += [(at - 1, number(stem), 0) for stem in given.whole.stems]
                forms += [(first, number(form), 1) for form in given.whole.forms]
        self._lengths.append(at)
        self._stems.add(stems)
        self._forms.add(forms)
        self[piece] = place = len(self)
        return place


class _Given:
    """What each piece gives: rows of place, term, weight."""

    def __init__(self) -> None:
        self._starts = array("i")
        self._counts = array("i")
        self._offsets = array("i")
        self._terms = array("i")
        self._weights = array("B")

    def __len__(self) -> int:
        return len(self._terms)

    def add(self, rows: list[tuple[int, int, int]]) -> None:
        """The rows of the next piece."""
        self._starts.append(len(self._terms))
        self._counts.append(len(rows))
        for offset, term, weight in sorted(rows) if len(rows) > 1 else rows:
            self._offsets.append(offset)
            self._terms.append(term)
            self._weights.append(weight)

    def of(self, pieces: NDArray[np.int32], begins: NDArray[np.int32]) -> Entries:
        """The rows of these pieces, whose first places are ``begins``."""
        # The arrays cannot grow while something looks at them: each is looked at for a moment.
        counts = np.frombuffer(self._counts, np.int32)[pieces]
        at = ranges(np.frombuffer(self._starts, np.int32)[pieces], counts)
        positions = np.repeat(begins, counts) + np.frombuffer(self._offsets, np.int32)[at]
        terms = np.frombuffer(self._terms, np.int32)[at]
        return Entries(terms, positions, np.frombuffer(self._weights, np.uint8)[at])
