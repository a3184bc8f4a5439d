"""How well a few typed letters mean a title. No Qt."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import fuzz

from postil.app.filtering import fold
from postil.search.words.abbreviations import abbreviates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")

WHOLE, WORD, WORDS, INSIDE, INITIALS, MEANING = 100.0, 95.0, 90.0, 80.0, 75.0, 70.0
"""It begins so; a word of it does; every word that was typed begins one; it stands in it; it is made of
beginnings of its words; the words are in what is said of it."""
_SCATTERED, _NEAR = 60.0, 55.0
SURE = MEANING
"""From here on it is what was meant; below, it only may be."""
_LEAST_ALIKE = 75.0
_FEWEST_LETTERS = 3
_FAR = 2
"""Scattered letters are in at most so many times as many letters of the title."""
_PARTS = re.compile(r"[^\s/…:,.()#“”«»\"]+")


def score(query: str, title: str, meaning: str = "") -> float:
    """From 0, nothing alike, to 100, begins with the query. Case, accents and order of words do not matter.

    ``meaning`` is what is said of the thing beside its title.

    >>> score("arch", "Archive, or back to the inbox") > score("arch", "Search the library")
    True
    >>> score("thdark", "Theme: dark") > score("tmdrk", "Theme: dark") > 0
    True
    """
    typed = fold(query).strip()
    text, words = _folded(title)
    if not typed or text.startswith(typed):
        return WHOLE
    if any(word.startswith(typed) for word in words):
        return WORD
    parts = _PARTS.findall(typed)
    if parts and all(any(word.startswith(part) for word in words) for part in parts):
        return WORDS
    if typed in text:
        return INSIDE
    letters = "".join(parts)
    if letters and abbreviates(letters, words):
        return INITIALS
    if meaning and _is_meant(parts, (*words, *_folded(meaning)[1])):
        return MEANING
    if len(letters) < _FEWEST_LETTERS:
        return 0.0
    return _SCATTERED if _is_scattered(letters, text) else _likeness(typed, text) * _NEAR / 100


def ranked(
    query: str,
    items: Iterable[T],
    title: Callable[[T], str],
    *,
    meaning: Callable[[T], str] = lambda _item: "",
    least: float = 0.0,
) -> tuple[tuple[float, T], ...]:
    """The items that the query means, each with its score, the best first; equals keep their order."""
    scored = [(score(query, title(item), meaning(item)), item) for item in items]
    scored = [pair for pair in scored if pair[0] > 0 and pair[0] >= least]
    scored.sort(key=lambda pair: -pair[0])
    return tuple(scored)


def best(query: str, items: Iterable[T], title: Callable[[T], str], *, limit: int) -> tuple[T, ...]:
    """The items whose titles the query means best, the best first; equals keep their order."""
    return tuple(item for _score, item in ranked(query, items, title)[:limit])


@lru_cache(maxsize=8192)
def _folded(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it is compared, and its words."""
    folded = fold(text).strip()
    return folded, tuple(_PARTS.findall(folded))


def _is_meant(parts: list[str], words: tuple[str, ...]) -> bool:
    """Whether every part of what was typed begins a word, and none is too short to say anything."""
    return bool(parts) and all(
        len(part) >= _FEWEST_LETTERS and any(word.startswith(part) for word in words) for part in parts
    )


def _is_scattered(letters: str, text: str) -> bool:
    """Whether the letters follow each other in the text, the first at a beginning, and not far apart."""
    for begun in re.finditer(rf"(?<!\w){re.escape(letters[0])}", text):
        at = begun.start()
        for letter in letters[1:]:
            at = text.find(letter, at + 1)
            if at < 0:
                break
        if 0 <= at - begun.start() <= _FAR * len(letters):
            return True
    return False


def _likeness(typed: str, text: str) -> float:
    """How much what was typed, with its slips, is like a part of the title, or all of a shorter one."""
    # A part of what was typed says nothing: "red" is much like a part of "reading".
    ratio = fuzz.partial_ratio if len(typed) <= len(text) else fuzz.ratio
    return ratio(typed, text, score_cutoff=_LEAST_ALIKE)
