"""The best two lines of a text for what was searched, and where in the text they stand.

The whole text is not analysed: the beginnings of the sought words are looked for by plain string search,
and only what stands there is analysed and compared. Offsets count code points of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.search.analysis import WORD, analyzer
from postil.search.languages import candidates, language_of
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
        pieces = [piece for match in WORD.finditer(word) for piece in _PIECE.findall(match.group())]
        for at, piece in enumerate(pieces, start=1):
            found[_sought(piece, known, begun=begun and at == len(pieces))] = None
    return tuple(entry for entry in found if entry.beginnings)


def snippet(text: str, terms: Sequence[Sought], language: str | None = None) -> Snippet:
    """The best stretch of ``text`` for the terms: most different words, then most words, then earliest."""
    hits = _hits(text, terms, language_of(language, text))
    if not hits:
        start, end = _window(text, 0, 0)
        return Snippet(_cut(text, start, end)[0], (), None, None, None)
    chosen = _best(hits)
    start, end = _window(text, chosen[0].start, chosen[-1].end)
    line, shift = _cut(text, start, end)
    inside = [hit for hit in hits if start <= hit.start and hit.end <= end]
    marks = tuple((hit.start - start + shift, hit.end - start + shift) for hit in inside)
    return Snippet(line, _united(marks), chosen[0].start, chosen[0].end, hits[0].start)


def occurrences(
    text: str, terms: Sequence[Sought], language: str | None = None
) -> tuple[tuple[int, int], ...]:
    """Start and end of every hit in the text, in order and without overlaps: to walk from hit to hit."""
    hits = _hits(text, terms, language_of(language, text), most=len(text))
    return _united(tuple((hit.start, hit.end) for hit in hits))


_PIECE = re.compile(f"[{UNSPACED}]+|[^\\W_{UNSPACED}]+(?:['\u2019\u02bc][^\\W_{UNSPACED}]+)*")
_RUN = re.compile(f"[{UNSPACED}]")
_SPACES = re.compile(r"\s")
_MOST = 64
"""Hits of one word that are looked at: enough for the best place of a page, and the first is among them."""

_BEFORE = 60
"""Code points before the first hit, at the most."""


@dataclass(frozen=True, slots=True, order=True)
class _Hit:
    start: int
    end: int
    term: int


def _sought(piece: str, languages: tuple[str, ...], *, begun: bool) -> Sought:
    folded = fold(piece)
    if _RUN.match(piece):
        return Sought(frozenset((folded,)), folded, frozenset((piece.lower(),)))
    stems = set()
    shapes = {piece.lower(), folded}
    for language in candidates(piece, languages) or ("und",):
        for given in analyzer(language).pieces(piece):
            stems |= {stem for entry in given for part in entry.parts for stem in part.stems}
    # A stem may end in another letter than its words do (happi, happy): the last one is left open.
    shapes |= {stem[: max(3, len(stem) - 1)] for stem in stems}
    return Sought(frozenset(stems), folded if begun else "", _shortest(shapes))


def _shortest(shapes: set[str]) -> frozenset[str]:
    """The beginnings that are not longer forms of another one."""
    return frozenset(
        shape
        for shape in shapes
        if shape and not any(other and other != shape and shape.startswith(other) for other in shapes)
    )


def _hits(text: str, terms: Sequence[Sought], language: str, *, most: int = _MOST) -> list[_Hit]:
    lower = text.lower()
    if len(lower) != len(text):  # a letter such as İ has become two
        lower = "".join(letter.lower()[0] for letter in text)
    hits = _hits_in(text, lower, terms, language, most)
    missing = set(range(len(terms))) - {hit.term for hit in hits}
    if most > _MOST:
        missing = set(range(len(terms)))
    if missing and not text.isascii():
        plain = _folded_evenly(lower)
        if plain != lower:
            some = [term if number in missing else _NOTHING for number, term in enumerate(terms)]
            hits += _hits_in(text, plain, some, language, most)
    return sorted(set(hits))


_NOTHING = Sought(frozenset())


def _hits_in(text: str, lower: str, terms: Sequence[Sought], language: str, most: int) -> list[_Hit]:
    found: dict[int, _Hit] = {}
    for number, term in enumerate(terms):
        for beginning in term.beginnings:
            at = lower.find(beginning)
            left = most
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
        return _Hit(at, at + len(term.start or ""), number) if term.start else None
    if at and not _begins_word(text, at):
        return None
    match = _PIECE.match(text, at)
    if match is None:
        return None
    word = match.group()
    if term.start and fold(word).startswith(term.start):
        return _Hit(at, match.end(), number)
    for given in analyzer(language).pieces(word):
        for entry in given:
            if any(stem in term.stems for part in entry.parts for stem in part.stems):
                return _Hit(at, match.end(), number)
    return None


def _begins_word(text: str, at: int) -> bool:
    """Whether a word begins here: also after an elision (``l'homme``) and inside camelCase."""
    before = text[at - 1]
    return not before.isalnum() or (before.islower() and text[at].isupper()) or bool(_RUN.match(before))


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


def _united(marks: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The marks without overlaps."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)


def _folded_evenly(lower: str) -> str:
    """The text without accents, letter by letter, so that offsets stay."""
    table = {ord(letter): folded for letter in set(lower) if len(folded := fold(letter)) == 1}
    return lower.translate(table)
