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

from postil.search.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.search.snippets.sought import Sought


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
    if not first:
        return _NOWHERE
    if text.isascii():
        return _pattern(first, None, language)
    known = frozenset(form for letter in frozenset("".join(first)) for form in _forms(letter))
    others = frozenset(letter for letter in _beyond_ascii(text) if _plain(letter)[:1] in known)
    return _pattern(first, others, language)


_NOWHERE = re.compile("(?!)")
_LATIN = re.compile("[0-9a-z]")
_CYRILLIC = re.compile("[\u0430-\u045f]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_CHANGED_IN_FRONT = frozenset(("eo", "fi", "ga", "id", "nl", "sr", "tr"))
"""The languages whose stemmers take off or change what a word begins with, or write it in other letters."""

_SWAPPED = {"i": "iy", "\u043e": "\u043e\u0456"}
"""What a word may have where its stem has another letter: dying, die; Ukrainian стіл, стол."""

_JOINED_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0386-\u03ce\u0400-\u0481\u048a-\u052f\u1e00-\u1eff"
)
"""Letters that go on to the next one as one word; letters of a script without spaces do not."""

_BEGINS = f"(?:(?<![{_JOINED_LETTERS}].)|(?<=[A-Z]))"
"""After the first letter of a word: before it is no letter, or it is a capital inside of a name."""

_BEGINS_IN_ASCII = "(?:(?<![A-Za-z].)|(?<=[A-Z]))"
_GOES_ON = "(?:[^\\w\\s]|[_\u02bc\u0640])*"
"""What may stand between two letters of a word: hyphens, apostrophes, accents."""

_NUMBER_GOES_ON = r"[\W_]*"
"""The same of numbers: they also have spaces."""

_GOES_ON_IN_ASCII = "[!-/:-@[-`{-~]*"


@lru_cache(maxsize=256)
def _pattern(first: frozenset[str], others: frozenset[str] | None, language: str) -> re.Pattern[str]:
    """The expression; ``others`` are the letters of a text beyond ASCII that are one of those when folded.

    None for a text of ASCII, whose expression is compiled faster. It begins with a set of single letters,
    for which the scan of a regular expression is fast.
    """
    starts = sorted({letters[0] for letters in first})
    ways = [
        f"(?<=[{_as_written(letter, others)}]){_second(letter, first, others, language)}" for letter in starts
    ]
    for letter in starts:
        several = {each for each in others or () if _plain(each)[:1] == letter and _plain(each)[1:]}
        if several:  # æ, ß, ½: both letters are there
            ways.append(f"(?<=[{''.join(sorted(several))}])")
    opening = "".join(_as_written(letter, others) for letter in starts)
    begins = _BEGINS_IN_ASCII if others is None else _BEGINS
    return re.compile(f"[{opening}]{begins}(?:{'|'.join(ways)})", re.DOTALL)


def _second(letter: str, first: frozenset[str], others: frozenset[str] | None, language: str) -> str:
    """What follows on the first letter, where a second one is told."""
    seconds = {letters[1:] for letters in first if letters[0] == letter}
    if "" in seconds:
        return ""
    goes_on = _GOES_ON_IN_ASCII if others is None else _NUMBER_GOES_ON if letter.isdigit() else _GOES_ON
    umlaut = f"[eE]?{goes_on}" if language == "de" else ""  # "ae" is "ä", which is "a"
    return f"{goes_on}{umlaut}[{''.join(_as_written(each, others) for each in sorted(seconds))}]"


def _as_written(letter: str, others: frozenset[str] | None) -> str:
    """The ways in which a folded letter is written, for a character class."""
    plain = _forms(letter)
    written = {form for each in plain for form in (each, each.upper())}
    return "".join(sorted(written | {each for each in others or () if _plain(each)[:1] in plain}))


@lru_cache(maxsize=4)
def _beyond_ascii(text: str) -> frozenset[str]:
    """The letters of a text that are not ASCII; a text is looked at several times, one after the other."""
    return frozenset(filter(_NOT_ASCII.match, set(text)))


@lru_cache(maxsize=256)
def _forms(letter: str) -> frozenset[str]:
    """The small letters that may stand for a folded one; of й also и, which an accent may follow."""
    swapped = _SWAPPED.get(letter, letter)
    return frozenset((*swapped, *(unicodedata.normalize("NFD", each)[0] for each in swapped)))


@lru_cache(maxsize=10_000)
def _plain(letter: str) -> str:
    """The letters and digits that a letter is when it is folded."""
    return "".join(filter(str.isalnum, fold(letter)))
