"""The best two lines of a text for what was searched, and where in the text they stand.

The whole text is not analysed: the beginnings of the sought words are looked for by plain string search,
and only what stands there is analysed and compared. Offsets count code points of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.search.analysis import APOSTROPHES, ELIDED, WORD, analyzer
from postil.search.languages import UNKNOWN, candidates, language_of
from postil.search.letters import UNSPACED, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LENGTH = 200
"""Code points of a snippet, about two lines; with whole words at both ends it is up to 20 more or less."""


@dataclass(frozen=True, slots=True)
class Sought:
    """One word that is looked for, in any of its shapes."""

    stems: frozenset[str]
    start: str = ""
    """Any word is meant that begins so (lower case, folded); empty where only the stems count."""
    beginnings: frozenset[str] = frozenset()
    """What the words that are meant begin with, in lower case; shorter than the stems, to be safe."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text with its hits."""

    text: str
    """One line: line feeds and tabs are spaces, and ``…`` stands where text is left out."""
    marks: tuple[tuple[int, int], ...]
    """Start and end of each hit in the snippet's text."""
    start: int | None
    """Where the first hit of the snippet begins in the whole text; None without a hit."""
    end: int | None
    """Where that hit ends."""
    first: int | None
    """Where the first hit in the whole text begins; None without a hit."""


def sought(words: Iterable[tuple[str, bool]], languages: Iterable[str]) -> tuple[Sought, ...]:
    """What to look for: each typed word, with whether it may go on, in the languages of the library."""
    known = tuple(languages)
    found: dict[Sought, None] = {}
    for word, begun in words:
        pieces = [place for match in WORD.finditer(word) for place in _inside(word, match)]
        for start, end in pieces:
            found[_sought(word[start:end], known, begun=begun and end == len(word))] = None
        if len(pieces) > 1:
            found[_sought(word, known, begun=False)] = None  # "e-mail" is "email", too
    return tuple(entry for entry in found if entry.stems)


def snippet(text: str, terms: Sequence[Sought], language: str | None = None) -> Snippet:
    """The best stretch of ``text`` for the terms: most different words, then most words, then earliest."""
    spoken = language_of(language, text) if terms else ""
    for look in (_likely, _everywhere) if terms else ():
        hits = look(text, terms, spoken)
        if not hits:
            continue
        chosen = _best(hits)
        start, end = _window(text, chosen[0].start, chosen[-1].end)
        inside = _exact(text, terms, spoken, start, end)
        if inside:  # what only looked like a hit is none: then the whole text is read
            line, shift = _cut(text, start, end)
            marks = _united((hit.start - start + shift, hit.end - start + shift) for hit in inside)
            return Snippet(line, marks, inside[0].start, inside[0].end, min(hits[0].start, inside[0].start))
    start, end = _window(text, 0, 0)
    return Snippet(_cut(text, start, end)[0], (), None, None, None)


def occurrences(
    text: str, terms: Sequence[Sought], language: str | None = None
) -> tuple[tuple[int, int], ...]:
    """Start and end of every hit in the text, in order and without overlaps: to walk from hit to hit."""
    hits = _everywhere(text, terms, language_of(language, text))
    return _united((hit.start, hit.end) for hit in hits)


_PIECE = re.compile(f"[{UNSPACED}]+|[^\\W_{UNSPACED}]+(?:[{APOSTROPHES}][^\\W_{UNSPACED}]+)*")
_RUN = re.compile(f"[{UNSPACED}]")
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_SPACES = re.compile(r"\s")
_MOST = 40
"""Hits of one word that are looked at: enough for the best place of a page, and the first is among them."""

_BEFORE = 60
"""Code points before the first hit, at the most."""

_NOTHING = Sought(frozenset())


@dataclass(frozen=True, slots=True, order=True)
class _Hit:
    start: int
    end: int
    term: int


def _sought(piece: str, languages: tuple[str, ...], *, begun: bool) -> Sought:
    folded = fold(piece)
    if _RUN.match(piece):
        return Sought(frozenset((folded,)), folded, frozenset((piece.lower(),)))
    stems: set[str] = set()
    for language in candidates(piece, languages) or (UNKNOWN,):
        for given in analyzer(language).pieces(piece):
            for entry in given:
                stems.update((entry.whole or entry.parts[0]).stems)
    # A stem may end in another letter than its words do (happi, happy): the last one is left open.
    shapes = {stem[: max(3, len(stem) - 1)] for stem in stems} | {folded, piece.lower()}
    shapes = {shape.translate(_STRAIGHT) for shape in shapes}
    # Stems have no apostrophes, texts have.
    shapes |= {shape[: shape.index("'") + 1] for shape in shapes if "'" in shape}
    return Sought(frozenset(stems), folded if begun else "", _shortest(shapes))


def _shortest(shapes: set[str]) -> frozenset[str]:
    """The beginnings that are not longer forms of another one."""
    return frozenset(
        shape
        for shape in shapes
        if shape and not any(other and other != shape and shape.startswith(other) for other in shapes)
    )


def _everywhere(text: str, terms: Sequence[Sought], language: str) -> list[_Hit]:
    """Every hit: the whole text is analysed."""
    return _exact(text, terms, language, 0, len(text))


def _likely(text: str, terms: Sequence[Sought], language: str) -> list[_Hit]:
    """Hits found by plain search for the beginnings of words: most of them, and quickly."""
    lower = _lower(text)
    hits = _beginning(text, lower, terms, language)
    missing = set(range(len(terms))) - {hit.term for hit in hits}
    if missing and not text.isascii():
        some = [term if number in missing else _NOTHING for number, term in enumerate(terms)]
        hits += _beginning(text, _folded_evenly(lower), some, language)
    return sorted(set(hits))


def _lower(text: str) -> str:
    """The text in lower case with straight apostrophes, letter for letter, so that offsets stay."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter such as İ has become two
        lower = "".join(letter.lower()[0] for letter in text)
    return lower if text.isascii() else lower.replace("\u2019", "'").replace("\u02bc", "'")


def _folded_evenly(lower: str) -> str:
    """The text without accents, letter for letter."""
    table = {ord(letter): folded for letter in set(lower) if len(folded := fold(letter)) == 1}
    return lower.translate(table)


def _beginning(text: str, lower: str, terms: Sequence[Sought], language: str) -> list[_Hit]:
    found: dict[int, _Hit] = {}
    for number, term in enumerate(terms):
        for beginning in term.beginnings:
            at = lower.find(beginning)
            left = _MOST
            while at >= 0 and left:
                hit = _hit_at(text, at, number, term, language)
                if hit is not None:
                    found.setdefault(hit.start, hit)
                    left -= 1
                at = lower.find(beginning, hit.end if hit else at + 1)
    return list(found.values())


def _hit_at(text: str, at: int, number: int, term: Sought, language: str) -> _Hit | None:
    """The word that begins at an offset, if it is meant."""
    if _RUN.match(text, at):
        end = at + len(term.start)
        return _Hit(at, end, number) if term.start and fold(text[at:end]) == term.start else None
    if at and text[at - 1].isalnum() and not _RUN.match(text, at - 1):
        return None
    match = _PIECE.match(text, at)
    return _Hit(at, match.end(), number) if match and _is_meant(match.group(), term, language) else None


def _is_meant(word: str, term: Sought, language: str) -> bool:
    if term.start and fold(word).startswith(term.start):
        return True
    return not term.stems.isdisjoint(_stems(word, language))


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


def _exact(text: str, terms: Sequence[Sought], language: str, start: int, end: int) -> list[_Hit]:
    """The hits of a stretch, by analysing every word of it."""
    wanted = frozenset[str]().union(*(term.stems for term in terms))
    starts = tuple(term.start for term in terms if term.start)
    hits: list[_Hit] = []
    for match in WORD.finditer(text, start, end):
        word = match.group()
        if not wanted.isdisjoint(_stems(word, language)) or any(start in fold(word) for start in starts):
            hits += _hits_of(text, match, terms, language)
    runs = [term if term.start and _RUN.match(term.start) else _NOTHING for term in terms]
    unspaced = _beginning(text[start:end], _lower(text[start:end]), runs, language)
    hits += [_Hit(hit.start + start, hit.end + start, hit.term) for hit in unspaced]
    return sorted(set(hits))


def _hits_of(text: str, match: re.Match[str], terms: Sequence[Sought], language: str) -> list[_Hit]:
    """The hits in one piece of a text: its words that are meant, or all of it where it is one as a whole."""
    inside = [
        _Hit(start, end, number)
        for start, end in _inside(text, match)
        if not _RUN.match(text, start)
        for number, term in enumerate(terms)
        if _is_meant(text[start:end], term, language)
    ]
    if inside or _RUN.search(match.group()):
        return inside
    stems = _stems(match.group(), language)
    return [
        _Hit(match.start(), match.end(), number)
        for number, term in enumerate(terms)
        if not term.stems.isdisjoint(stems)
    ]


def _inside(text: str, match: re.Match[str]) -> list[tuple[int, int]]:
    """Where the words of a piece stand: between hyphens and underlines, after an elision."""
    places = []
    for piece in _PIECE.finditer(text, match.start(), match.end()):
        elided = ELIDED.match(text, piece.start(), piece.end())
        places.append((elided.end() if elided else piece.start(), piece.end()))
    return places


def _best(hits: list[_Hit]) -> list[_Hit]:
    """The hits of the best stretch."""
    ends = [hit.start for hit in hits]
    best: tuple[int, int, int] | None = None
    chosen: list[_Hit] = hits[:1]
    for first, hit in enumerate(hits):
        last = bisect_left(ends, hit.start + LENGTH - _BEFORE)
        group = hits[first:last]
        worth = (len({entry.term for entry in group}), min(len(group), 6), -first)
        if best is None or worth > best:
            best, chosen = worth, group
    return chosen


def _window(text: str, first: int, last: int) -> tuple[int, int]:
    """A stretch around the hits that begins and ends between words."""
    room = max(0, LENGTH - (last - first))
    start = max(0, first - min(_BEFORE, room // 2))
    sentence = max(text.rfind("\n", start, first), text.rfind(". ", start, first) + 1)
    start = max(start, sentence)
    start = _at_space(text, start, first)
    end = min(len(text), max(start + LENGTH, last))
    if end < len(text):
        space = max(text.rfind(" ", last, end), text.rfind("\n", last, end))
        end = space if space > max(last, end - 20) else end
    if end == len(text):
        start = min(start, _at_space(text, max(0, end - LENGTH), start))
    return start, end


def _at_space(text: str, start: int, before: int) -> int:
    """The next beginning of a word at or after ``start``."""
    if start == 0 or start >= before:
        return start
    space = _SPACES.search(text, start, min(before, start + 20))
    return space.end() if space else start


def _cut(text: str, start: int, end: int) -> tuple[str, int]:
    """The stretch as one line, and by how much offsets in it are shifted."""
    line = _SPACES.sub(" ", text[start:end]).replace("\ufffc", " ")
    before = "…" if start > 0 else ""
    after = "…" if end < len(text) else ""
    return before + line + after, len(before)


def _united(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The marks without overlaps."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)
