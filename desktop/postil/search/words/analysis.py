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
* a name in camelCase gives all of it and its parts at one place, and a name with signs (``C++``, ``C#``,
  ``.NET``) itself and its letters;
* an apostrophe is left out (``don't`` is ``dont``, ``об'єкт`` is ``обєкт``), an English ``'s`` goes,
  and a French or Italian elision (``d'accord``, ``dell'arte``) is two words;
* a Hebrew word gives itself and what is left without a letter that may be grown on (``הספר``, ``ספר``).

What is typed is analysed the same way, with few differences (``typed_parts``): a name means itself and not
its parts, and endings that only the sentence needs go, as they would hide the pairs before them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.search.words.languages import stemmer
from postil.search.words.letters import JOINERS, UNSPACED, fold, marks

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = 3
"""Changes with every change of what a text gives: an index of another version is rebuilt."""

WORD = re.compile(
    rf"(?:(?<![^\s(\"'\[])\.(?=[A-Za-z]))?"
    rf"[\w{marks()}]+(?:[{JOINERS}][\w{marks()}]+)*"
    rf"(?:(?<=\d)(?:[,.\u00a0\u202f]\d{{3}})+(?!\d))?"
    r"(?:(?<=[A-Za-z])(?:\+\+|\#(?![\w\#])))?"
)
"""What is looked at as one piece: letters, digits and marks, with what may join them inside; a dot before
and a ``++`` or ``#`` after Latin letters belong to their name.
"""


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
    """Where there is one part, it has the words inside of a name, and this is the name."""
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
            yield seen.get(piece) or self._remembered(piece)

    def taken_apart(self, piece: str) -> tuple[Piece, ...]:
        """What one piece of a text gives, for who remembers it in another way."""
        if piece.isascii() and piece.isalpha() and piece[1:].islower() and len(piece) <= _LONGEST:
            return (Piece((self._part(piece),)),)  # as most are: there is nothing to take apart
        return tuple(
            given
            for run in _RUN.findall(piece)
            for given in (
                [_pairs(run)] if _UNSPACED.match(run) else self._spaced(run.strip(_EDGES))
            )
        )  # fmt: skip

    def _remembered(self, piece: str) -> tuple[Piece, ...]:
        result = self.taken_apart(piece)
        if len(piece) <= _LONGEST and not _UNSPACED.search(piece):
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[piece] = result
        return result

    def _spaced(self, run: str) -> list[Piece]:
        if not run:
            return []
        bare = run.strip(SIGNS)
        words = _split(bare)
        parts = tuple(part for word in words if (part := self._part(word)).stems)
        if len(parts) < 2:
            camel = _CAMEL.findall(words[0]) if words[0].isascii() else []
            if len(camel) > 1:
                return [Piece((self._inside(camel),), parts[0])]
            name = run.casefold()
            return [Piece(parts, Part((name,), (name,)) if bare != run else None)] if parts else []
        elided = len(words) == 2 and _ELISION.fullmatch(words[0]) and _has_apostrophe(run)
        return [Piece(parts, None if elided else self._part("".join(words)))]

    def _part(self, word: str) -> Part:
        word = word[:_LONGEST]
        # casefold makes "ß" "ss" and one of the two Greek sigmas; the stemmers know these.
        plain = word.casefold()
        stem = stemmer(self.language, plain)
        if plain.isascii():  # it is folded, and not Hebrew
            return Part((fold(stem(plain)),), (plain,))
        folded = fold(word)
        stems = dict.fromkeys((fold(stem(plain)), fold(stem(folded)), _without_prefix(folded)))
        forms = (plain,) if folded == plain else (plain, FOLDED + folded)
        return Part(tuple(filter(None, stems)), forms)

    def _inside(self, words: list[str]) -> Part:
        """The words inside of a name in camelCase, as one part."""
        parts = [self._part(word) for word in words]
        stems = dict.fromkeys(stem for part in parts for stem in part.stems)
        forms = dict.fromkeys(form for part in parts for form in part.forms)
        return Part(tuple(stems), tuple(forms))


def meant(text: str) -> str:
    """What is typed, without what only leads to it or is only grown on."""
    return _LONG_END.sub("", _PARTICLE.sub("", _SCHEME.sub("", text.rstrip("?!.,;:。？！、"))))


def typed_parts(text: str, language: str) -> tuple[tuple[Part, ...], Part | None]:
    """The parts that a typed text means, one after the other, and all of it where it is one compound.

    The last letter of a run without spaces stands alone only at the end of a text's run: it is left out
    where other parts are there.
    """
    pieces = [piece for given in analyzer(language).pieces(meant(text)) for piece in given]
    parts: list[Part] = []
    for piece in pieces:
        named = piece.whole is not None and len(piece.parts) == 1
        parts += (piece.whole,) if named and piece.whole else piece.parts
    if len(parts) > 1 and pieces[-1].unspaced:
        parts.pop()
    return tuple(parts), pieces[0].whole if len(pieces) == 1 and len(parts) > 1 else None


APOSTROPHES = "'\u2019\u02bc\u2018`"
"""The marks that are written for an apostrophe, for a character class."""

SIGNS = ".+#"
"""What may stand before or after the letters of a name: ``.NET``, ``C++``, ``C#``."""

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


_SCHEME = re.compile(r"https?://(?:www\.)?(?=\w)", re.IGNORECASE)
_PARTICLE = re.compile(
    "(?:(?<=[가-힣]{2})|(?<=[A-Za-z0-9]{2}))(?:에서는|에게서|으로는|에서도|이라는|입니다|에서|에게|한테|께서|까지|부터|처럼|"
    "보다|으로|라는|이나|은|는|이|가|을|를|의|에|로|와|과|도|만)$"
)
"""What grows on to a Korean noun for its place in the sentence."""

_LONG_END = re.compile("(?<=[\u30a1-\u30fc]{2}[\u30a1-\u30fa])\u30fc$")
"""The length sign at the end of a Katakana word, which is written or not."""

_HEBREW_PREFIX = re.compile("[הובלכמש](?=[א-ת]{3})")


def _without_prefix(word: str) -> str:
    """A Hebrew word without its first letter, where that may be an article or a preposition."""
    return word[1:] if _HEBREW_PREFIX.match(word) else ""


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
