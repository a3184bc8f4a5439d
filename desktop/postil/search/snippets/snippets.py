"""The best two lines of a text for what was searched, and where in the text they stand.

The whole text is not analysed: the beginnings of the sought words are looked for by plain string search, the
best place is chosen by these, and only that place is analysed (``hits``). Where it turns out that nothing
there was meant, the text is scanned for every hit. Offsets count code points of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.search.snippets.excerpt import BEFORE, LENGTH, cut, window
from postil.search.snippets.hits import Hit, matcher
from postil.search.snippets.sought import RUN
from postil.search.words.languages import UNKNOWN, language_of, subtag
from postil.search.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from postil.search.snippets.hits import Matcher
    from postil.search.snippets.sought import Sought


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


def snippet(text: str, terms: Sequence[Sought], language: str | None = None) -> Snippet:
    """The best stretch of ``text``: most different words, then most that stand side by side as they were
    typed, then most words, then the earliest.

    Of a word that the text is full of, its first places count, and those near the other words.
    """
    known = tuple(terms)
    spoken = _spoken(language, text)
    asked = matcher(known, spoken)
    for hits in filter(None, _looks(text, known, spoken)):
        chosen = _best(hits)
        start, end = window(text, chosen[0].start, chosen[-1].end)
        inside = asked.within(text, start, end)
        if {hit.term for hit in inside} >= {hit.term for hit in chosen}:
            line, shift = cut(text, start, end)
            marks = _united((hit.start - start + shift, hit.end - start + shift) for hit in inside)
            first = _first(text, hits, asked, inside[0].start)
            return Snippet(line, marks, inside[0].start, inside[0].end, first)
    start, end = window(text, 0, 0)
    return Snippet(cut(text, start, end)[0], (), None, None, None)


def occurrences(
    text: str, terms: Sequence[Sought], language: str | None = None
) -> tuple[tuple[int, int], ...]:
    """Start and end of every hit in the text, in order and without overlaps: to walk from hit to hit."""
    spoken = language_of(language, text)
    return _united((hit.start, hit.end) for hit in matcher(tuple(terms), spoken).everywhere(text))


_SAMPLE = 4000
"""Code points that tell a text's language."""

_MOST = 12
"""Hits of one word that are looked at all over the text: the first ones. Of a word with more, those near the
hits of the others are looked at, too.
"""

_SIDE_BY_SIDE = 24
"""So many code points lie at the most between the beginnings of two words of which one follows the other."""

_GROWN_ON = range(0x590, 0x800)
"""Letters of the scripts in which articles and prepositions are written as one with their word."""


def _spoken(language: str | None, text: str) -> str:
    spoken = subtag(language)
    return _guessed(text[:_SAMPLE]) if spoken == UNKNOWN else spoken


@lru_cache(maxsize=500)
def _guessed(sample: str) -> str:
    """The language of a text whose page does not tell: the same pages are shown at each key."""
    return language_of(None, sample)


def _looks(text: str, terms: tuple[Sought, ...], language: str) -> Iterator[list[Hit]]:
    """The hits by ever closer looks: what looks like one, what of that is one, and all that are."""
    asked = matcher(terms, language)
    likely = _likely(text, terms, language)
    yield likely
    if likely:
        yield sorted(set(asked.at(text, likely)))
    yield asked.everywhere(text)


def _likely(text: str, terms: tuple[Sought, ...], language: str) -> list[Hit]:
    """Where words begin as the sought ones do, which is mostly a hit."""
    plain = text.isascii()
    letters = text.lower() if plain else text  # which costs less than to look for three shapes
    shapes = [_shapes(term, capitals=not plain) for term in terms]
    hits = [_begun(letters, number, some) for number, some in enumerate(shapes)]
    closer_look_finds_all = not any(hits) and matcher(terms, language).scans
    if language != "en" and not plain and not closer_look_finds_all:
        for number, term in enumerate(terms):
            hits[number] = hits[number] or _written_otherwise(text, number, term, language)[:_MOST]
    found = [hit for some in hits for hit in some]
    frequent = [number for number, some in enumerate(hits) if len(some) == _MOST]
    rare = [hit for hit in found if hit.term not in frequent]
    for number in frequent:
        found += [near for hit in rare for near in _near(letters, hit, number, shapes[number])]
    return sorted(set(found))


def _near(text: str, hit: Hit, number: int, shapes: tuple[str, ...]) -> Iterator[Hit]:
    """Hits of a frequent word soon after or before one of a word that is not frequent."""
    for shape in shapes:
        for start in _starts(text, shape, max(0, hit.start - LENGTH // 2), hit.end + LENGTH // 2)[:2]:
            yield Hit(start, start + len(shape), number)


def _first(text: str, hits: list[Hit], asked: Matcher, known: int) -> int:
    """Where the first hit of the text begins; at ``known`` there is one."""
    earlier = (hit for hit in hits if hit.start < known)
    return min(known, next((hit.start for hit in asked.at(text, earlier)), known))


@lru_cache(maxsize=1000)
def _shapes(term: Sought, *, capitals: bool) -> tuple[str, ...]:
    """The beginnings of a sought word: small, and where there are ``capitals`` also with one or all."""
    if RUN.match(term.start):
        return tuple({term.start, *term.beginnings})
    found: dict[str, None] = {}
    for beginning in sorted(term.beginnings):
        small = beginning.split("'")[0] or beginning
        found |= dict.fromkeys(
            (small, small[:1].upper() + small[1:], small.upper()) if capitals else (small,)
        )
    return tuple(found)


def _begun(text: str, number: int, shapes: tuple[str, ...]) -> list[Hit]:
    """The first places where words begin in one of the shapes."""
    found: list[Hit] = []
    last = None
    for shape in shapes:
        found += [Hit(start, start + len(shape), number) for start in _starts(text, shape, 0, last)]
        if len(found) >= _MOST:
            found = sorted(found)[:_MOST]
            last = found[-1].end
    return found


def _starts(text: str, shape: str, first: int = 0, last: int | None = None) -> list[int]:
    """Where words begin so, the first ones of a stretch."""
    found: list[int] = []
    unspaced = RUN.match(shape) is not None
    at = text.find(shape, first, last)
    while at >= 0 and len(found) < _MOST:
        if unspaced or not at or not text[at - 1].isalnum() or RUN.match(text, at - 1):
            found.append(at)
        elif ord(shape[0]) in _GROWN_ON:
            found.append(_word_start(text, at))
        at = text.find(shape, at + len(shape), last)
    return found


def _word_start(text: str, at: int) -> int:
    while at and text[at - 1].isalnum():
        at -= 1
    return at


def _written_otherwise(text: str, number: int, term: Sought, language: str) -> list[Hit]:
    """Where a word stands in another spelling: mostly with accents, or without."""
    asked = matcher((term,), language)
    if asked.scans:
        return [Hit(start, end, number) for start, end, _term in asked.everywhere(text)]
    return _begun(_folded_evenly(text), number, tuple(fold(beginning) for beginning in term.beginnings))


def _folded_evenly(text: str) -> str:
    """The text without accents and capitals, letter for letter."""
    return text.translate({ord(letter): _folded(letter) for letter in set(text) if not RUN.match(letter)})


@lru_cache(maxsize=5000)
def _folded(letter: str) -> str:
    folded = fold(letter)
    return folded if len(folded) == 1 else letter


def _best(hits: list[Hit]) -> list[Hit]:
    """The hits of the best stretch: a window slides over all of them."""
    best: tuple[int, int, int] = (0, 0, 0)
    chosen = hits[:1]
    inside = [0] * (1 + max(hit.term for hit in hits))
    last = beside = different = 0
    for first, hit in enumerate(hits):
        while last < len(hits) and hits[last].start < hit.start + LENGTH - BEFORE:
            different += not inside[hits[last].term]
            inside[hits[last].term] += 1
            beside += last > first and _follows(hits[last - 1], hits[last])
            last += 1
        worth = (different, beside, min(last - first, 6))
        if worth > best:
            best, chosen = worth, hits[first:last]
        inside[hit.term] -= 1
        different -= not inside[hit.term]
        beside -= first + 1 < last and _follows(hit, hits[first + 1])
    return chosen


def _follows(one: Hit, other: Hit) -> bool:
    """Whether two hits stand side by side as they were typed."""
    return other.term == one.term + 1 and other.start - one.start <= _SIDE_BY_SIDE


def _united(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The marks without overlaps."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)
