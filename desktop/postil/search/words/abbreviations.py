"""Abbreviations: whether a few letters are made of the beginnings of words, as ``thdark`` of "theme dark"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def abbreviates(typed: str, words: Sequence[str]) -> bool:
    """Whether ``typed`` is made of beginnings of the words, in their order; words may be left out.

    Both are compared as they are: fold them first.

    >>> abbreviates("thdark", ("theme", "dark")), abbreviates("ww", ("water", "works"))
    (True, True)
    >>> abbreviates("dath", ("theme", "dark"))
    False
    """
    reached = {0}  # how many of the letters may be used up before the next word
    for word in words:
        reached |= {at + taken for at in reached for taken in _begun(word, typed[at : at + len(word)])}
    return len(typed) in reached


def in_order(letters: str) -> re.Pattern[str]:
    """What matches a line that has these letters in their order, whatever stands between them.

    It never goes back, so that a long line without them costs no more than a short one.
    """
    return re.compile("".join(f"[^{re.escape(letter)}\n]*{re.escape(letter)}" for letter in letters))


def _begun(word: str, letters: str) -> range:
    """How many of the letters the word may stand for: from one to as many as it begins with."""
    same = 0
    while same < len(letters) and letters[same] == word[same]:
        same += 1
    return range(1, same + 1)
