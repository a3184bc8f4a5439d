"""Kinship: which other pages speak of what a page speaks of, told by the rare words that both have.

The words of a page are weighed by how often it says them and how rare they are in the library (tf-idf);
names count twice. A page is related to another one by the share of that weight that the other one has.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from postil.search.words.analysis import WORD, analyzer
from postil.search.words.languages import language_of
from postil.search.words.letters import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.search.words.analysis import Analyzer

MOST_TERMS = 80
"""Words of a page whose rareness is looked up."""
MOST_TELLING = 28
"""Those of them, the most telling, by which other pages are looked for."""
COMMON_SHARE = 0.02
"""A word that more of the pages have tells nothing."""
LEAST_COMMON = 100
"""But one that so few pages have may."""
LEAST_SHARED = 3
"""Words that related pages share at the least."""
LEAST_SHARE = 0.07
"""Of what a page's telling words are worth, the part that a related page has at the least."""

_NAME = 2.0
_TITLE = 3
_HALF = 1.5
"""A word that is said so often has half of the weight that it can have."""
_UNSEEN_PAGES = 200.0
_UNSEEN_NAMES, _UNSEEN_WORDS = 0.5, 5.0
"""What is taken for known before the first page: in a small library, every word would be rare."""
_SHOWN = 0.25
"""What a word must be worth to be shown, as a part of what the best one is."""
_SHORTEST = 3
_LONGEST_RUN = 8
_UNSPACED = re.compile(f"[{UNSPACED}]")
_ENDS = frozenset(".!?:;…\n\r\t\"“”«»„'‘’([{—–•|/*")
"""After one of these, a capital letter does not tell a name."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a page."""

    stem: str
    shown: str
    """As the page writes it most often."""
    weight: float
    """How much the page speaks of it, above 0."""
    name: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """A term with what it is worth in this library."""

    term: Term
    worth: float


def terms(title: str, text: str, language: str | None) -> tuple[Term, ...]:
    """The words that a page may be about, the heaviest first; the small words of its language left out."""
    spoken = language_of(language, text)
    counts: Counter[str] = Counter()
    shapes: dict[str, Counter[str]] = defaultdict(Counter)
    named: Counter[str] = Counter()
    for part, times in ((title, _TITLE), (text, 1)):
        for stem, shape, is_name in _said(part, analyzer(spoken), _small_words(spoken)):
            counts[stem] += times
            shapes[stem][shape] += 1
            named[stem] += is_name if times == 1 else 0
    found = []
    for stem, count in counts.items():
        shape = shapes[stem].most_common(1)[0][0]
        name = shape[:1].isupper() and named[stem] > 0
        found.append(Term(stem, shape, count / (count + _HALF) * (_NAME if name else 1.0), name))
    found.sort(key=lambda term: (-term.weight, term.stem))
    return tuple(found[:MOST_TERMS])


def telling(known: Iterable[tuple[Term, int]], pages: int) -> tuple[Telling, ...]:
    """The most telling of the terms, given how many of the ``pages`` have each."""
    most = max(LEAST_COMMON, pages * COMMON_SHARE)
    rare = [
        Telling(term, term.weight * _rareness(term, documents, pages) ** 2)
        for term, documents in known
        if documents <= most
    ]
    rare.sort(key=lambda each: (-each.worth, each.term.stem))
    return tuple(rare[:MOST_TELLING])


def shown_words(shared: Iterable[Telling], text: str) -> tuple[str, ...]:
    """The shared words as the page writes them, the most telling first; those that tell little are left out.

    Pairs of letters, of a script without spaces, are joined where the page has them in a row.
    """
    words: dict[str, None] = {}
    pairs: dict[str, None] = {}
    told = tuple(shared)
    least = _SHOWN * max((each.worth for each in told), default=0.0)
    for each in told:
        if each.worth < least:
            continue
        if each.term.shown[:1] and _is_unspaced(each.term.shown):
            pairs[each.term.shown] = None
        else:
            words[each.term.shown] = None
    return (*words, *_joined(tuple(pairs), text))


@lru_cache(maxsize=64)
def _small_words(language: str) -> frozenset[str]:
    """The words that every text of a language is full of, where they are known."""
    from whoosh.lang.stopwords import stoplists  # noqa: PLC0415 - Whoosh is not imported before it is needed

    return frozenset(stoplists.get(language, ()))


def _rareness(term: Term, documents: int, pages: int) -> float:
    unseen = _UNSEEN_NAMES if term.name else _UNSEEN_WORDS
    return max(0.0, log((pages + _UNSEEN_PAGES) / (documents + unseen)))


def _said(text: str, analyse: Analyzer, small: frozenset[str]) -> Iterator[tuple[str, str, bool]]:
    """Each word that may tell something: its stem, how it is written, whether it stands like a name."""
    before = 0
    for match in WORD.finditer(text):
        word = match[0]
        between, before = text[before : match.start()], match.end()
        if word.isdecimal() or word.casefold() in small:
            continue
        opens = match.start() == 0 or not _ENDS.isdisjoint(between)
        for piece in next(analyse.pieces(word), ()):
            if piece.unspaced:
                for part in piece.parts:
                    if len(part.stems[0]) > 1:
                        yield part.stems[0], part.stems[0], False
                continue
            stems = piece.whole.stems if piece.whole is not None else piece.parts[0].stems
            if stems and len(stems[0]) >= _SHORTEST:
                yield stems[0], word, word[0].isupper() and not opens


def _is_unspaced(word: str) -> bool:
    return _UNSPACED.match(word) is not None


def _joined(pairs: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Pairs of letters put together to the longest runs that the text has."""
    runs: dict[str, None] = {}
    for pair in pairs:
        run = pair
        grown = True
        while grown and len(run) < _LONGEST_RUN:
            grown = False
            for other in pairs:
                if other[0] == run[-1] and run + other[1:] in text:
                    run, grown = run + other[1:], True
                    break
                if other[-1] == run[0] and other[:-1] + run in text:
                    run, grown = other[:-1] + run, True
                    break
        if not any(run in longer for longer in runs):
            runs[run] = None
    return tuple(run for run in runs if not any(run != other and run in other for other in runs))
