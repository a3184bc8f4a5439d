"""Which words the blocks of a page share: an article keeps to its subject, what surrounds it does not."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from postil.extraction.patterns import CJK

if TYPE_CHECKING:
    from collections.abc import Sequence

COHESION_NAMES = (
    "share of words in likely blocks",
    "share of words in unlikely blocks",
    "share of telling words that are likely",
)
_BEGINNING = 1_500
"""So many characters of a block stand for the whole of it."""
_WORD = re.compile(r"\w{4,}")
"""Shorter words are mostly those of every text of a language."""
_UNSPACED_RUN = re.compile(f"[{CJK}]{{2,}}")
_LIKELY, _UNLIKELY = 0.7, 0.3


def vocabulary(text: str) -> frozenset[str]:
    """The longer words of a text; of scripts without spaces, every pair of neighbouring characters."""
    head = text[:_BEGINNING].lower()
    words = set(_WORD.findall(head))
    if not head.isascii():
        for run in _UNSPACED_RUN.findall(head):
            words.discard(run)
            words.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(words)


def cohesion(vocabularies: Sequence[frozenset[str]], likelihoods: Sequence[float]) -> list[list[float]]:
    """For each block, how much of what it says other blocks say that are likely, or unlikely, the article's.

    The columns are ``COHESION_NAMES``, a list each; -1 for a block without longer words.
    """
    likely: Counter[str] = Counter()
    unlikely: Counter[str] = Counter()
    for words, likelihood in zip(vocabularies, likelihoods, strict=True):
        if likelihood > _LIKELY:
            likely.update(words)
        elif likelihood < _UNLIKELY:
            unlikely.update(words)
    rows = [
        _shares(words, likely, unlikely, likelihood)
        for words, likelihood in zip(vocabularies, likelihoods, strict=True)
    ]
    return [list(column) for column in zip(*rows, strict=True)]


def _shares(
    words: frozenset[str], likely: Counter[str], unlikely: Counter[str], likelihood: float
) -> tuple[float, float, float]:
    if not words:
        return -1.0, -1.0, -1.0
    own_likely, own_unlikely = likelihood > _LIKELY, likelihood < _UNLIKELY
    there = elsewhere = only_there = only_elsewhere = 0
    for word in words:
        is_there, is_elsewhere = likely[word] > own_likely, unlikely[word] > own_unlikely
        there += is_there
        elsewhere += is_elsewhere
        only_there += is_there and not is_elsewhere
        only_elsewhere += is_elsewhere and not is_there
    telling = (only_there + 0.5) / (only_there + only_elsewhere + 1)
    return there / len(words), elsewhere / len(words), telling
