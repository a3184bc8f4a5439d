"""Text to terms: what a page is found by.

A word gives, at one position, its **stems** (for words and phrases) and, without position, its
**forms** (for prefixes, and to rank the exact word first):

* stems: the word's stem with its accents folded off, and the stem of the folded word where that is
  another one, so that ``resume`` and ``résumé`` meet in every language;
* forms: the word in lower case as it is written, and ``~`` with the folded word where that differs.

Other things than words:

* a run of Han, Kana, Hangul, Thai and their like gives a pair of letters at every letter, and its
  last letter alone: ``東京都`` is ``東京``, ``京都``, ``都``;
* a compound (``state-of-the-art``, ``snake_case``, ``1,234``) gives its parts one after the other,
  and all of it as one word at the place of its first and last part;
* a name in camelCase gives all of it and its parts at one place;
* an apostrophe is left out (``don't`` is ``dont``, ``об'єкт`` is ``обєкт``), an English ``'s`` goes,
  and a French or Italian elision (``d'accord``, ``dell'arte``) is two words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.search.languages import stemmer
from postil.search.letters import JOINERS, UNSPACED, fold, marks

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = 1
"""Changes with every change of what a text gives: an index of another version is rebuilt."""

WORD = re.compile(
    rf"[\w{marks()}]+(?:[{JOINERS}][\w{marks()}]+)*"
    rf"(?:(?<=\d)(?:[,.\u00a0\u202f]\d{{3}})+(?!\d))?"
)
"""What is looked at as one piece: letters, digits and marks, with what may join them inside."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one position of a text is found by."""

    stems: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one piece of a text gives: parts at following positions, and the whole of a compound."""

    parts: tuple[Part, ...]
    whole: Part | None = None
    unspaced: bool = False
    """True for a run of letters written without spaces; its parts are pairs."""


class Analyzer:
    """Turns the pieces of texts in one language into terms, and remembers those it has seen."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._seen: dict[str, tuple[Piece, ...]] = {}

    def pieces(self, text: str) -> Iterator[tuple[Piece, ...]]:
        """For each piece of the text, in order, what it gives (mostly one Piece)."""
        seen = self._seen
        for piece in WORD.findall(text):
            yield seen.get(piece) or self._analyse(piece)

    def _analyse(self, piece: str) -> tuple[Piece, ...]:
        runs = _RUN.findall(piece)
        result = tuple(
            given
            for run in runs
            for given in (
                [_pairs(run)] if _UNSPACED.match(run) else self._spaced(run.strip(_EDGES))
            )
        )  # fmt: skip
        if len(runs) == 1 and len(piece) <= _LONGEST and not _UNSPACED.match(piece):
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[piece] = result
        return result

    def _spaced(self, run: str) -> list[Piece]:
        if not run:
            return []
        words = _split(run)
        parts = tuple(self._part(word) for word in words)
        if len(parts) == 1:
            camel = _CAMEL.findall(words[0]) if words[0].isascii() else []
            if len(camel) > 1:
                parts = (self._camel(parts[0], camel),)
            return [Piece(parts)]
        elided = len(words) == 2 and _ELISION.fullmatch(words[0]) and _has_apostrophe(run)
        return [Piece(parts, None if elided else self._part("".join(words)))]

    def _part(self, word: str) -> Part:
        word = word[:_LONGEST]
        # casefold makes "ß" "ss" and one of the two Greek sigmas; the stemmers know these.
        plain = word.casefold()
        folded = fold(word)
        stem = stemmer(self.language, plain)
        stems = dict.fromkeys((fold(stem(plain)), fold(stem(folded))))
        forms = (plain,) if folded == plain else (plain, FOLDED + folded)
        return Part(tuple(filter(None, stems)), forms)

    def _camel(self, whole: Part, words: list[str]) -> Part:
        parts = [self._part(word) for word in words]
        stems = dict.fromkeys([*whole.stems, *(stem for part in parts for stem in part.stems)])
        forms = dict.fromkeys([*whole.forms, *(form for part in parts for form in part.forms)])
        return Part(tuple(stems), tuple(forms))


APOSTROPHES = "'\u2019\u02bc\u2018`"
"""The marks that are written for an apostrophe, for a character class."""

FOLDED = "~"
"""Marks a form that has lost its accents."""


@lru_cache(maxsize=64)
def analyzer(language: str) -> Analyzer:
    """The analyser of a language, with what it has seen."""
    return Analyzer(language)


_REMEMBERED = 100_000
_LONGEST = 64
"""Letters of a word that count: what is longer is no word but an encoded file."""

_EDGES = "_" + "'\u2019\u02bc\u2018`-\u2010\u2011\u00ad\u200c\u200d"
_RUN = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_SOFT = str.maketrans("", "", "\u00ad\u200d")
_HYPHENS = re.compile("[-\u2010\u2011\u200c_]+")
_GROUPS = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f]\d{3})+")
_ELISION = re.compile(
    "[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|nell|sull|dall|all|coll|un|quest|gl", re.IGNORECASE
)
ELIDED = re.compile(f"(?:{_ELISION.pattern})[{APOSTROPHES}](?=[^\\W\\d_]{{2}})", re.IGNORECASE)
"""What is left out before a vowel, with its apostrophe: ``l'`` of ``l'homme``."""

_CAMEL = re.compile(r"\d*(?:[A-Z]+(?![a-z])|[A-Z]?[a-z]+)\d*|\d+")


def _has_apostrophe(run: str) -> bool:
    return any(mark in run for mark in APOSTROPHES)


def _pairs(run: str) -> Piece:
    run = fold(run)
    stems = [run[at : at + 2] for at in range(len(run))]
    return Piece(tuple(Part((stem,), ()) for stem in stems), unspaced=True)


def _split(run: str) -> list[str]:
    """The words of a run of spaced letters that are joined by hyphens, underlines or an elision."""
    run = run.translate(_SOFT)
    if _GROUPS.fullmatch(run):
        return re.split("[^0-9]", run)
    words: list[str] = []
    for word in _HYPHENS.split(run):
        elided = ELIDED.match(word)
        cut = elided.end() if elided else 0
        if cut:
            words.append(word[: cut - 1])
        words.append(_without_apostrophes(word[cut:]))
    return [word for word in words if word] or [run]


def _without_apostrophes(word: str) -> str:
    if len(word) > 2 and word[-2] in APOSTROPHES and word[-1] in "sS":
        word = word[:-2]
    for mark in APOSTROPHES:
        if mark in word:
            word = word.replace(mark, "")
    return word
