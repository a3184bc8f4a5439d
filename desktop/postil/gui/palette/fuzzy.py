"""How well a few typed letters mean a title. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")

_WHOLE, _WORD, _WORDS, _INSIDE, _INITIALS, _NEAR = 100.0, 95.0, 90.0, 80.0, 75.0, 65.0
_LEAST_ALIKE = 75.0
_FEWEST_LETTERS = 3


def score(query: str, title: str) -> float:
    """From 0, nothing alike, to 100, begins with the query. Case and order of words do not matter.

    >>> score("arch", "Archive, or back to the inbox") > score("arch", "Search the library")
    True
    >>> score("thdark", "Theme: dark") > 0
    True
    """
    typed, text = query.casefold().strip(), title.casefold().strip()
    words = [word.strip("…:,.()#") for word in text.replace("/", " ").split()]
    if not typed or text.startswith(typed):
        return _WHOLE
    if any(word.startswith(typed) for word in words):
        return _WORD
    if all(any(word.startswith(part) for word in words) for part in typed.split()):
        return _WORDS
    if typed in text:
        return _INSIDE
    if _runs_through(typed.replace(" ", ""), words):
        return _INITIALS
    return _likeness(typed, text) * _NEAR / 100


def best(query: str, items: Iterable[T], title: Callable[[T], str], *, limit: int) -> tuple[T, ...]:
    """The items whose titles the query means best, the best first; equals keep their order."""
    scored = [(score(query, title(item)), item) for item in items]
    scored = [pair for pair in scored if pair[0] > 0]
    scored.sort(key=lambda pair: -pair[0])
    return tuple(item for _, item in scored[:limit])


def _likeness(typed: str, text: str) -> float:
    """How much what was typed, with its slips, is like a part of the title, or all of a shorter one."""
    if len(typed) < _FEWEST_LETTERS:
        return 0.0
    # A part of what was typed says nothing: "red" is much like a part of "reading".
    ratio = fuzz.partial_ratio if len(typed) <= len(text) else fuzz.ratio
    return ratio(typed, text, score_cutoff=_LEAST_ALIKE)


def _runs_through(typed: str, words: list[str]) -> bool:
    """Whether ``typed`` is made of beginnings of the words, in order: ``thdark`` of ``theme dark``."""
    if not typed:
        return True
    if not words:
        return False
    if _runs_through(typed, words[1:]):
        return True
    for length in range(min(len(typed), len(words[0])), 0, -1):
        if words[0].startswith(typed[:length]) and _runs_through(typed[length:], words[1:]):
            return True
    return False
