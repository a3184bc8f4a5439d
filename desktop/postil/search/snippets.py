"""The best two lines of a text for what was searched, and where in the text they stand.

The whole text is not analysed: the beginnings of the sought words are looked for by plain string search,
the best place is chosen by these, and only that place is analysed and compared. Where it turns out that
nothing there was meant, the whole text is analysed after all. Offsets count code points of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.search.analysis import APOSTROPHES, ELIDED, SIGNS, WORD, analyzer, meant
from postil.search.languages import UNKNOWN, candidates, language_of, subtag
from postil.search.letters import UNSPACED, fold, marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    for typed, begun in words:
        word = typed if begun else meant(typed)
        matches = tuple(WORD.finditer(word))
        pieces = [place for match in matches for place in _inside(word, match)]
        if len(matches) == 1 and matches[0].group().strip(SIGNS) != matches[0].group():
            pieces = [matches[0].span()]
        for start, end in pieces:
            found[_sought(word[start:end], known, begun=begun and end == len(word))] = None
        if len(pieces) > 1:
            found[_sought(word, known, begun=False)] = None  # "e-mail" is "email", too
    return tuple(entry for entry in found if entry.stems)


def snippet(text: str, terms: Sequence[Sought], language: str | None = None) -> Snippet:
    """The best stretch of ``text``: most different words, then most that stand side by side as they were
    typed, then most words, then the earliest.
    """
    spoken = subtag(language)
    if spoken == UNKNOWN:
        spoken = language_of(None, text)
    for look in (_likely, _sure, _everywhere):
        hits = look(text, terms, spoken)
        if not hits:
            continue
        chosen = _best(hits)
        start, end = _window(text, chosen[0].start, chosen[-1].end)
        inside = _exact(text, terms, spoken, start, end)
        if {hit.term for hit in inside} >= {hit.term for hit in chosen}:
            line, shift = _cut(text, start, end)
            marks = _united((hit.start - start + shift, hit.end - start + shift) for hit in inside)
            first = _first(text, hits, terms, spoken, inside[0].start)
            return Snippet(line, marks, inside[0].start, inside[0].end, first)
    start, end = _window(text, 0, 0)
    return Snippet(_cut(text, start, end)[0], (), None, None, None)


def occurrences(
    text: str, terms: Sequence[Sought], language: str | None = None
) -> tuple[tuple[int, int], ...]:
    """Start and end of every hit in the text, in order and without overlaps: to walk from hit to hit."""
    spoken = language_of(language, text)
    return _united((hit.start, hit.end) for hit in _everywhere(text, terms, spoken))


_LETTER = f"(?![_{UNSPACED}])[\\w{marks()}]"
_PIECE = re.compile(f"[{UNSPACED}]+|(?:{_LETTER})+(?:[{APOSTROPHES}](?:{_LETTER})+)*")
_RUN = re.compile(f"[{UNSPACED}]")
_ONLY_RUN = re.compile(f"[{UNSPACED}]+")
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_SPACES = re.compile(r"\s")
_MOST = 12
"""Hits of one word that are looked at all over the text: the first is among them. Of a word with more, those
near the hits of the others are looked at, too.
"""

_SIDE_BY_SIDE = 24
"""So many code points lie at the most between the beginnings of two words of which one follows the other."""

_GROWN_ON = re.compile("[\u0590-\u07ff]")
"""Letters of the scripts in which articles and prepositions are written as one with their word."""

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
    """Where words begin as the sought ones do, which is mostly a hit."""
    found = [
        _Hit(start, start + len(shape), number)
        for number, term in enumerate(terms)
        for shape in _shapes(term)
        for start in _starts(text, shape)
    ]
    counts = Counter(hit.term for hit in found)
    found += [near for hit in found for near in _near(text, terms, hit, counts)]
    if len(counts) < len(terms) and not text.isascii() and (language != "en" or not found):
        found += _accented(text, terms, frozenset(counts))
    return sorted(set(found))


def _near(text: str, terms: Sequence[Sought], hit: _Hit, counts: Counter[int]) -> Iterator[_Hit]:
    """Hits of frequent words soon after or before one of a word that is not frequent."""
    if counts[hit.term] >= _MOST:
        return
    for number, term in enumerate(terms):
        if counts[number] >= _MOST:
            for shape in _shapes(term):
                for start in _starts(text, shape, max(0, hit.start - LENGTH // 2), hit.end + LENGTH // 2)[:2]:
                    yield _Hit(start, start + len(shape), number)


def _sure(text: str, terms: Sequence[Sought], language: str) -> list[_Hit]:
    """What of that is a hit."""
    likely = _likely(text, terms, language)
    looked = (_hit_at(text, hit.start, hit.term, terms[hit.term], language) for hit in likely)
    return sorted({hit for hit in looked if hit is not None})


def _first(text: str, hits: list[_Hit], terms: Sequence[Sought], language: str, known: int) -> int:
    """Where the first hit of the text begins; at ``known`` there is one."""
    for hit in hits:
        if hit.start >= known:
            break
        found = _hit_at(text, hit.start, hit.term, terms[hit.term], language)
        if found is not None:
            return found.start
    return known


@lru_cache(maxsize=1000)
def _shapes(term: Sought) -> tuple[str, ...]:
    """The beginnings of a sought word in the letters that texts have: small, with a capital, all capitals."""
    found: dict[str, None] = {}
    for beginning in sorted(term.beginnings):
        plain = beginning.split("'")[0] or beginning
        found |= dict.fromkeys((plain, plain[:1].upper() + plain[1:], plain.upper()))
    return tuple(found)


def _starts(text: str, shape: str, first: int = 0, last: int | None = None) -> list[int]:
    """Where words begin so, the first ones of a stretch."""
    found: list[int] = []
    unspaced = _RUN.match(shape) is not None
    at = text.find(shape, first, last)
    while at >= 0 and len(found) < _MOST:
        if unspaced or not at or not text[at - 1].isalnum() or _RUN.match(text, at - 1):
            found.append(at)
        elif _GROWN_ON.match(shape):
            found.append(_word_start(text, at))
        at = text.find(shape, at + len(shape), last)
    return found


def _word_start(text: str, at: int) -> int:
    while at and text[at - 1].isalnum():
        at -= 1
    return at


def _accented(text: str, terms: Sequence[Sought], known: frozenset[int]) -> list[_Hit]:
    """Where words begin as the sought ones that are not known do, but for accents."""
    folded = _folded_evenly(text)
    return [
        _Hit(start, start + len(shape), number)
        for number, term in enumerate(terms)
        if number not in known
        for shape in {fold(beginning) for beginning in term.beginnings}
        for start in _starts(folded, shape)
    ]


def _folded_evenly(text: str) -> str:
    """The text without accents and capitals, letter for letter."""
    return text.translate({ord(letter): _folded(letter) for letter in set(text) if not _RUN.match(letter)})


@lru_cache(maxsize=5000)
def _folded(letter: str) -> str:
    folded = fold(letter)
    return folded if len(folded) == 1 else letter


def _hit_at(text: str, at: int, number: int, term: Sought, language: str) -> _Hit | None:
    """The word that begins at an offset, if it is meant."""
    if _RUN.match(text, at):
        end = at + len(term.start)
        return _Hit(at, end, number) if term.start and fold(text[at:end]) == term.start else None
    match = _PIECE.match(text, at)
    if match and _is_meant(match.group(), term, language):
        return _Hit(at, match.end(), number)
    match = WORD.match(text, at)
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


class _Wanted:
    """Tells of pieces of a text whether a hit may be in them."""

    def __init__(self, terms: Sequence[Sought], language: str) -> None:
        self._language = language
        self._stems = frozenset[str]().union(*(term.stems for term in terms))
        self._starts = tuple(term.start for term in terms if term.start and not _RUN.match(term.start))

    def may_be(self, piece: str) -> bool:
        """Whether one of the words is in the piece; runs without spaces are looked for otherwise."""
        if _ONLY_RUN.fullmatch(piece):
            return False
        if not self._stems.isdisjoint(_stems(piece, self._language)):
            return True
        return bool(self._starts) and any(start in fold(piece) for start in self._starts)


def _exact(text: str, terms: Sequence[Sought], language: str, start: int, end: int) -> list[_Hit]:
    """The hits of a stretch, by analysing every different word of it."""
    hits: list[_Hit] = []
    wanted = _Wanted(terms, language)
    some = frozenset(filter(wanted.may_be, frozenset(WORD.findall(text, start, end))))
    if some:
        for match in WORD.finditer(text, start, end):
            if match.group() in some:
                hits += _hits_of(text, match, terms, language)
    for number, term in enumerate(terms):
        if term.start and _RUN.match(term.start):
            hits += _runs(text, number, term, start, end)
    return sorted(set(hits))


def _runs(text: str, number: int, term: Sought, start: int, end: int) -> list[_Hit]:
    """The hits of a run of unspaced letters, which need not begin a word."""
    found = []
    for shape in {term.start, *term.beginnings}:
        at = text.find(shape, start, end)
        while at >= 0:
            found.append(_Hit(at, at + len(shape), number))
            at = text.find(shape, at + len(shape), end)
    return found


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
    """The hits of the best stretch: a window slides over all of them."""
    best: tuple[int, int, int] = (0, 0, 0)
    chosen = hits[:1]
    inside: Counter[int] = Counter()
    last = beside = 0
    for first, hit in enumerate(hits):
        while last < len(hits) and hits[last].start < hit.start + LENGTH - _BEFORE:
            inside[hits[last].term] += 1
            beside += last > first and _follows(hits[last - 1], hits[last])
            last += 1
        worth = (len(inside), beside, min(last - first, 6))
        if worth > best:
            best, chosen = worth, hits[first:last]
        inside[hit.term] -= 1
        if not inside[hit.term]:
            del inside[hit.term]
        beside -= first + 1 < last and _follows(hit, hits[first + 1])
    return chosen


def _follows(one: _Hit, other: _Hit) -> bool:
    """Whether two hits stand side by side as they were typed."""
    return other.term == one.term + 1 and other.start - one.start <= _SIDE_BY_SIDE


def _window(text: str, first: int, last: int) -> tuple[int, int]:
    """A stretch around the hits that begins and ends between words."""
    room = max(0, LENGTH - (last - first))
    start = max(0, first - min(_BEFORE, room // 2))
    sentence = max(text.rfind("\n", start, first), text.rfind(". ", start, first) + 1)
    start = max(start, sentence)
    start = _whole(text, _at_space(text, start, first), first)
    end = _whole(text, min(len(text), max(start + LENGTH, last)), len(text))
    if end < len(text):
        space = max(text.rfind(" ", last, end), text.rfind("\n", last, end))
        end = space if space > max(last, end - 20) else end
    if end == len(text):
        start = min(start, _at_space(text, max(0, end - LENGTH), start))
    return start, end


def _whole(text: str, at: int, most: int) -> int:
    """The next place that is not inside of what is read as one letter."""
    while 0 < at < most and (_goes_on(text[at]) or text[at - 1] == "\u200d" or _is_half_flag(text, at)):
        at += 1
    return at


def _goes_on(letter: str) -> bool:
    """Whether a code point belongs to the letter before it: an accent, a joiner, a colour of skin."""
    if letter < "\u0300":
        return False
    joins = letter == "\u200d" or "\U0001f3fb" <= letter <= "\U0001f3ff" or "\u1160" <= letter <= "\u11ff"
    return joins or unicodedata.category(letter)[0] == "M"


def _is_half_flag(text: str, at: int) -> bool:
    """Whether a place is inside of a flag, which is a pair of letters of its own."""
    before = at
    while before and "\U0001f1e6" <= text[before - 1] <= "\U0001f1ff":
        before -= 1
    return "\U0001f1e6" <= text[at] <= "\U0001f1ff" and (at - before) % 2 == 1


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
