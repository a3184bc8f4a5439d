"""Finding words in the article that is open: letters alike whatever their case and accents."""

from __future__ import annotations

import re
import unicodedata
from array import array
from typing import TYPE_CHECKING

from postil.search.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 20_000
"""Hits that are marked; nobody walks through more."""

_ALIKE = {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
          "\u00ab": '"', "\u00bb": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
          "\u2014": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}  # fmt: skip
"""Signs that keyboards lack, and what is typed for them."""
_HIDDEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
"""Soft hyphens, joiners and marks of direction: nobody sees them."""


class FoldedText:
    """A text made ready to be searched many times, and the way from what was found back to it."""

    folded: str
    """The text in the letters that are compared."""

    def __init__(self, text: str) -> None:
        letters = {letter: _folded(letter) for letter in set(text)}
        even = all(len(folded) == 1 for folded in letters.values())
        if even and not any(map(unicodedata.combining, letters)):
            self.folded = text.translate({ord(letter): folded for letter, folded in letters.items()})
            self._offsets: array[int] | None = None
            return
        pieces, starts = _clusters(text, letters)
        self.folded = "".join(pieces)
        self._offsets = array("l")
        for piece, start in zip(pieces, starts, strict=True):
            for _letter in piece:
                self._offsets.append(start)
        self._offsets.append(len(text))

    def find(self, words: str, *, whole_words: bool = False) -> tuple[tuple[int, int], ...]:
        """Where ``words`` stand in the text, whatever the white space between them; at most MOST spans."""
        parts = [re.escape(part) for part in FoldedText(words).folded.split()]
        if not parts:
            return ()
        pattern = r"\s+".join(parts)
        if whole_words:
            pattern = rf"(?<!\w)(?:{pattern})(?!\w)"
        found: list[tuple[int, int]] = []
        for match in re.finditer(pattern, self.folded):
            found.append(self._span(match.start(), match.end()))
            if len(found) == MOST:
                break
        return tuple(found)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        if self._offsets is None:
            return start, end
        first = self._offsets[start]
        # The end is where the next cluster begins that is another one than the last found.
        last = self._offsets[end - 1]
        while self._offsets[end] == last:
            end += 1
        return first, self._offsets[end]


def occurrences(text: str, words: str, *, whole_words: bool = False) -> tuple[tuple[int, int], ...]:
    """Where ``words`` stand in ``text``; whoever searches one text often keeps its ``FoldedText``."""
    return FoldedText(text).find(words, whole_words=whole_words)


def _folded(letter: str) -> str:
    if letter in _HIDDEN:
        return ""
    if letter.isspace():
        return _ALIKE.get(letter, letter)
    return _ALIKE.get(letter) or fold(letter)


def _clusters(text: str, letters: dict[str, str]) -> tuple[list[str], Sequence[int]]:
    """Each letter with its accents as it is sought, and where in the text it begins."""
    if not any(map(unicodedata.combining, letters)):
        return [letters[letter] for letter in text], range(len(text))
    pieces: list[str] = []
    starts: list[int] = []
    base = ""
    for at, letter in enumerate(text):
        if base and unicodedata.combining(letter):
            base += letter
            pieces[-1] = fold(base)
        else:
            base = letter
            pieces.append(letters[letter])
            starts.append(at)
    return pieces, starts
