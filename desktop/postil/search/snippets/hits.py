"""The hits of a text: which of its words are meant by what is sought.

A ``Matcher`` is made once for what is sought in texts of one language, and remembers every word it has
looked at: of the twenty pages of a list most words are the same. Offsets count code points of the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from postil.search.snippets.candidates import first_letters, scan
from postil.search.snippets.sought import RUN, places
from postil.search.words.analysis import WORD, analyzer
from postil.search.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.search.snippets.sought import Sought


class Hit(NamedTuple):
    """A place of a text that is meant, or may be, by one of the sought words."""

    start: int
    end: int
    term: int
    """The number of the sought word."""


class Matcher:
    """Finds what is sought in texts of one language."""

    def __init__(self, terms: tuple[Sought, ...], language: str) -> None:
        self._language = language
        numbered = tuple(enumerate(terms))
        self._spaced = tuple((number, term) for number, term in numbered if not RUN.match(term.start))
        self._runs = tuple((number, term) for number, term in numbered if RUN.match(term.start))
        self._stems = frozenset[str]().union(*(term.stems for _number, term in self._spaced))
        self._starts = tuple(term.start for _number, term in self._spaced if term.start)
        self._first = first_letters((term for _number, term in self._spaced), language)
        self._plain_scan = scan(self._first or frozenset(), "", language)
        self._known: dict[str, tuple[Hit, ...]] = {}

    def within(self, text: str, start: int, end: int) -> list[Hit]:
        """The hits of a stretch, in order."""
        found = self._scanned(text, start, end) if self.scans else self.read(text, start, end)
        return sorted({*found, *self._in_runs(text, start, end)})

    def everywhere(self, text: str) -> list[Hit]:
        """Every hit of the text, in order."""
        return self.within(text, 0, len(text))

    def at(self, text: str, likely: Iterable[Hit]) -> Iterator[Hit]:
        """The hits where one is likely, in the order of these; with them whatever no space parts from it."""
        done = -1
        for start, end, _term in likely:
            if self._runs and RUN.match(text, start):
                yield from self._in_runs(text, start, end)
            elif start >= done:
                first, done = _chunk_at(text, start)
                yield from self._of(text[first:done], first)

    def read(self, text: str, start: int, end: int) -> Iterator[Hit]:
        """The hits of a stretch by analysing all of its words, each different one once."""
        wanted = {chunk for chunk in set(_CHUNK.findall(text, start, end)) if self._of(chunk, 0)}
        if wanted:
            for chunk in _CHUNK.finditer(text, start, end):
                if chunk.group() in wanted:
                    yield from self._of(chunk.group(), chunk.start())

    @property
    def scans(self) -> bool:
        """Whether every hit is found in one scan, without a look at every word."""
        return self._first is not None

    def _scanned(self, text: str, start: int, end: int) -> Iterator[Hit]:
        """The hits of a stretch, by looking where the first letters of a word are those of a sought one."""
        if not self._first:
            return
        letters = text if end - start == len(text) else text[start:end]
        found = self._plain_scan if letters.isascii() else scan(self._first, letters, self._language)
        for hit in self.at(text, (Hit(*match.span(), 0) for match in found.finditer(text, start, end))):
            if start <= hit.start and hit.end <= end:
                yield hit

    def _of(self, chunk: str, at: int) -> list[Hit]:
        """The hits in what stands between two spaces at an offset."""
        known = self._known.get(chunk)
        if known is None:
            known = tuple(self._analysed(chunk))
            if len(chunk) <= _LONGEST:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._known[chunk] = known
        return [Hit(at + start, at + end, term) for start, end, term in known] if known else []

    def _analysed(self, chunk: str) -> Iterator[Hit]:
        for match in WORD.finditer(chunk):
            if len(match.group()) <= _LONGEST_PIECE and self._may_be(match.group()):
                for start, end, term in self._inside(match.group()):
                    yield Hit(match.start() + start, match.start() + end, term)

    def _may_be(self, piece: str) -> bool:
        if not self._stems.isdisjoint(_stems(piece, self._language)):
            return True
        return bool(self._starts) and any(start in fold(piece) for start in self._starts)

    def _inside(self, piece: str) -> list[Hit]:
        """The words of a piece that are meant, or all of it where it is one as a whole."""
        inside = [
            Hit(start, end, number)
            for start, end in places(piece)
            if not RUN.match(piece, start)
            for number, term in self._spaced
            if self._is_meant(piece[start:end], term)
        ]
        if inside or RUN.search(piece):
            return inside
        stems = _stems(piece, self._language)
        return [
            Hit(0, len(piece), number) for number, term in self._spaced if not term.stems.isdisjoint(stems)
        ]

    def _is_meant(self, word: str, term: Sought) -> bool:
        if term.start and fold(word).startswith(term.start):
            return True
        return not term.stems.isdisjoint(_stems(word, self._language))

    def _in_runs(self, text: str, start: int, end: int) -> Iterator[Hit]:
        """The hits in letters without spaces, which need not begin a word."""
        for number, term in self._runs:
            for shape in {term.start, *term.beginnings}:
                at = text.find(shape, start, end)
                while at >= 0:
                    yield Hit(at, at + len(shape), number)
                    at = text.find(shape, at + len(shape), end)


@lru_cache(maxsize=16)
def matcher(terms: tuple[Sought, ...], language: str) -> Matcher:
    """The matcher of what is sought, with what it has seen."""
    return Matcher(terms, language)


_CHUNK = re.compile("[^ \t\n\r\f\v]+")
"""What stands between spaces: no word goes on behind them (only numbers have spaces, of other kinds)."""

_SPACES = " \t\n\r\f\v"
_REMEMBERED = 20_000
_LONGEST = 64
"""Letters of a chunk that is remembered."""

_LONGEST_PIECE = 2000
"""Letters of a piece that is looked into: what is longer is no compound but a file that somebody pasted."""


def _chunk_at(text: str, at: int) -> tuple[int, int]:
    """Start and end of the chunk in which an offset is."""
    start = at
    while start and text[start - 1] not in _SPACES:
        start -= 1
    match = _CHUNK.match(text, at)
    return start, match.end() if match else at


@lru_cache(maxsize=20_000)
def _stems(word: str, language: str) -> frozenset[str]:
    """The stems of a word with all its parts."""
    return frozenset(
        stem
        for given in analyzer(language).pieces(word)
        for entry in given
        for part in ((*entry.parts, entry.whole) if entry.whole else entry.parts)
        for stem in part.stems
    )
