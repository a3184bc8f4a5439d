"""Where in a text the sought words can stand at all: by their first letters, in one scan.

A stemmer takes endings off and leaves what a word begins with. Wherever a word has a stem that is sought, it
begins with the first two letters of that stem, in small letters or capitals, with or without accents. One
regular expression looks for these two letters where words begin; what it does not find need not be analysed.
This does not hold in every language (``_CHANGED_IN_FRONT``), nor in every script: there is no scan then.

Tests hold the scan against an analysis of every word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.search.letters import UNSPACED, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.search.sought import Sought


def first_letters(terms: Iterable[Sought], language: str) -> frozenset[str] | None:
    """What a word of a text in ``language`` begins with, if it is one of the sought ones: folded letters.

    Latin words are told by two letters, or by one where a stem is no longer, Cyrillic ones by their first.
    None where the beginning of a word does not tell.
    """
    found: set[str] = set()
    for term in terms:
        for stem in (*term.stems, *filter(None, (term.start,))):
            letters = "".join(filter(str.isalnum, stem))
            if _LATIN.match(letters) and language not in _CHANGED_IN_FRONT:
                found.add(letters[:2] if _LATIN.match(letters[1:]) else letters[:1])
            elif _CYRILLIC.match(letters) and len(letters) > 1 and language not in _CHANGED_IN_FRONT:
                found.add(letters[:1])
            else:
                return None
    return frozenset(found)


def scan(first: frozenset[str], text: str, language: str) -> re.Pattern[str]:
    """What finds the places of ``text`` where words begin with one of these; it also finds a few others."""
    known = frozenset(form for letter in frozenset("".join(first)) for form in _forms(letter))
    others = () if text.isascii() else filter(_NOT_ASCII.match, set(text))
    return _pattern(first, frozenset(letter for letter in others if _plain(letter)[:1] in known), language)


_LATIN = re.compile("[0-9a-z]")
_CYRILLIC = re.compile("[\u0430-\u045f]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_CHANGED_IN_FRONT = frozenset(("eo", "fi", "ga", "id", "nl", "sr", "tr"))
"""The languages whose stemmers take off or change what a word begins with, or write it in other letters."""

_SWAPPED = {"i": "iy", "\u043e": "\u043e\u0456"}
"""What a word may have where its stem has another letter: dying, die; Ukrainian стіл, стол."""

_BEGINS = f"(?:(?<![^\\W\\d_\u0640].)|(?<=[A-Z])|(?<=[{UNSPACED}].))"
"""After the first letter of a word: before it is no letter, or it is a capital inside of a name."""

_NUMBER_GOES_ON = r"[\W_]*"
_WORD_GOES_ON = "(?:[^\\w\\s]|[_\u0640])*"
"""What may stand between two letters of a word: hyphens, apostrophes, accents; in numbers also spaces."""


@lru_cache(maxsize=256)
def _pattern(first: frozenset[str], others: frozenset[str], language: str) -> re.Pattern[str]:
    """The expression: ``others`` are the letters of a text beyond ASCII that are one of those when folded.

    It begins with a set of single letters, which the scan of a regular expression is fast for.
    """
    if not first:
        return re.compile("(?!)")
    starts = sorted({letters[0] for letters in first})
    opening = "".join(_as_written(letter, others) for letter in starts)
    ways = []
    for letter in starts:
        seconds = {letters[1:] for letters in first if letters[0] == letter}
        written = _as_written(letter, others)
        if "" in seconds:
            ways.append(f"(?<=[{written}])")
            continue
        second = "".join(_as_written(each, others) for each in sorted(seconds))
        between = _NUMBER_GOES_ON if letter.isdigit() else _WORD_GOES_ON
        umlaut = "[eE]?" if language == "de" else ""  # "ae" is "ä", which is "a"
        ways.append(f"(?<=[{written}]){between}{umlaut}{_WORD_GOES_ON if umlaut else ''}[{second}]")
        several = "".join(sorted(each for each in others if _plain(each)[:1] == letter and _plain(each)[1:]))
        if several:  # æ, ß, ½: both letters are there
            ways.append(f"(?<=[{several}])")
    return re.compile(f"[{opening}]{_BEGINS}(?:{'|'.join(ways)})", re.DOTALL)


def _as_written(letter: str, others: frozenset[str]) -> str:
    """The ways in which a folded letter is written, for a character class."""
    plain = _forms(letter)
    written = {form for each in plain for form in (each, each.upper())}
    return "".join(sorted(written | {each for each in others if _plain(each)[:1] in plain}))


@lru_cache(maxsize=256)
def _forms(letter: str) -> frozenset[str]:
    """The small letters that may stand for a folded one; of й also и, which an accent may follow."""
    swapped = _SWAPPED.get(letter, letter)
    return frozenset((*swapped, *(unicodedata.normalize("NFD", each)[0] for each in swapped)))


@lru_cache(maxsize=10_000)
def _plain(letter: str) -> str:
    """The letters and digits that a letter is when it is folded."""
    return "".join(filter(str.isalnum, fold(letter)))
