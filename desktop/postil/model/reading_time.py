"""How long a text takes to read: its words, counted so that scripts without spaces count rightly.

People read about as many Chinese characters in a minute as words of English, and half as many again of
Japanese. The figures are those of the texts of IReST (S. Trauzettel-Klosinski, K. Dietz 2012): 228 words
of English, 255 characters of Chinese, 357 of Japanese. Letters of other scripts without spaces are taken
by the mean length of a word.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import accumulate
from math import ceil

WORDS_A_MINUTE = 230
"""Silent reading of English prose (M. Brysbaert 2019, a meta-analysis: 238; we are a little slower)."""

_ENGLISH = 228
_HAN = _ENGLISH / 255
_JAPANESE = _ENGLISH / 357
_LETTER = 0.22
"""Of a word, in Thai, Lao, Burmese and Khmer: four to five letters make one."""
_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]+")
_HAN_OR_KANA = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff]+"
)
_UNSPACED_LETTERS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
_JAPANESE_FROM = 0.1
"""The share of kana from which Han characters are read as Japanese."""
_NO_WORD = re.compile(r"[\W_]+")


def count_words(text: str) -> int:
    """The words of a text; a text without spaces has as many as take the same time to read."""
    return ceil(_weight(text))


def reading_minutes(words: int, speed: int = WORDS_A_MINUTE) -> int:
    """How long so many words take, in whole minutes: at least one, 0 only where nothing was counted."""
    return max(1, round(words / speed)) if words > 0 else 0


class RemainingWords:
    """How many words of a text are ahead of any place in it. Offsets count code points."""

    def __init__(self, text: str, paragraphs: tuple[tuple[int, int], ...]) -> None:
        """``paragraphs`` are the stretches whose words are counted at once, in order."""
        self._paragraphs = paragraphs
        self._starts = array("l", (start for start, _end in paragraphs))
        weights = [_weight(text[start:end]) for start, end in paragraphs]
        self._sums = array("d", accumulate(weights, initial=0.0))

    def after(self, offset: int) -> int:
        """The words after ``offset``; a paragraph that it stands in counts by its share."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return ceil(self._sums[-1])
        start, end = self._paragraphs[at]
        share = min(1.0, (offset - start) / max(1, end - start))
        return ceil(self._sums[-1] - self._sums[at] - (self._sums[at + 1] - self._sums[at]) * share)


def _weight(text: str) -> float:
    """The words of a text, with their parts."""
    if text.isascii():
        return float(len(text.split()))
    characters = sum(map(len, _HAN_OR_KANA.findall(text)))
    letters = sum(map(len, _UNSPACED_LETTERS.findall(text)))
    if not characters and not letters:
        return float(len(text.split()))
    kana = sum(map(len, _KANA.findall(text)))
    each = _JAPANESE if kana >= _JAPANESE_FROM * characters else _HAN
    rest = _UNSPACED_LETTERS.sub(" ", _HAN_OR_KANA.sub(" ", text))
    spaced = sum(1 for word in rest.split() if not _NO_WORD.fullmatch(word))
    return spaced + characters * each + letters * _LETTER
