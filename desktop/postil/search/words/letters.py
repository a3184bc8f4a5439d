"""Letters: which make up words, which scripts are written without spaces, and what folding takes off."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache

UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u1100-\u11ff\uac00-\ud7ff"  # Hangul: with spaces, but with particles grown on
    "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
    "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Hiragana, Katakana
    "\U00020000-\U0003ffff"  # Han beyond the first plane
)
"""The letters whose runs are indexed as overlapping pairs, as the inside of a character class."""

JOINERS = "'\u2019\u02bc\u2018`\\-\u2010\u2011\u00ad\u200c\u200d"
"""What may stand inside a word: apostrophes, hyphens, soft hyphens and joiners, for a character class."""


class Script(Enum):
    """The scripts that decide how a word is stemmed."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    GREEK = "greek"
    ARABIC = "arabic"
    ARMENIAN = "armenian"
    DEVANAGARI = "devanagari"
    TAMIL = "tamil"
    HEBREW = "hebrew"
    OTHER = "other"


def script_of(word: str) -> Script:
    """The script of a word's first letter."""
    for letter in word:
        if letter.isalpha():
            return _script(letter)
    return Script.OTHER


def fold(word: str) -> str:
    """The word as people type it in a hurry: lower case, without accents where they only modify a letter.

    Latin and Greek letters lose their marks; Arabic and Hebrew lose their vowel points; ё becomes е;
    Persian letters become the Arabic ones that are typed for them, and all digits 0 to 9.
    Where a mark makes another letter (й, ї, か to が, Thai and Indic vowels) it stays.
    """
    word = word.casefold()
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word)
    kept: list[str] = []
    base = ""
    for letter in decomposed:
        if unicodedata.combining(letter) and _drops_marks(base, letter):
            continue
        if not unicodedata.combining(letter):
            base = letter
        kept.append(_plain(letter))
    composed = unicodedata.normalize("NFC", "".join(kept))
    return composed.replace("\u0e4d\u0e32", "\u0e33").replace("\u0ecd\u0eb2", "\u0eb3")  # Thai, Lao: am


def marks() -> str:
    """All combining marks up to U+ABFF, as the inside of a character class: they belong to their word."""
    return _marks()


@lru_cache(maxsize=1)
def _marks() -> str:
    ranges: list[str] = []
    start = None
    for code in range(0x300, 0xAC00):
        is_mark = unicodedata.category(chr(code))[0] == "M"
        if is_mark and start is None:
            start = code
        elif not is_mark and start is not None:
            ranges.append(f"{chr(start)}-{chr(code - 1)}")
            start = None
    return "".join(ranges)


_PLAIN = {
    "ø": "o", "đ": "d", "ħ": "h", "ł": "l", "ŧ": "t", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
    "ґ": "г", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "ς": "σ",
    "ک": "ك", "ی": "ي",
}  # fmt: skip
_RANGES = (
    (re.compile("[a-z\u00aa-\u024f\u1e00-\u1eff]", re.IGNORECASE), Script.LATIN),
    (re.compile("[\u0400-\u052f]"), Script.CYRILLIC),
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), Script.GREEK),
    (re.compile("[\u0600-\u06ff\u0750-\u077f]"), Script.ARABIC),
    (re.compile("[\u0530-\u058f]"), Script.ARMENIAN),
    (re.compile("[\u0900-\u097f]"), Script.DEVANAGARI),
    (re.compile("[\u0b80-\u0bff]"), Script.TAMIL),
    (re.compile("[\u0590-\u05ff]"), Script.HEBREW),
)


def _plain(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else _PLAIN.get(letter, letter)


@lru_cache(maxsize=4096)
def _script(letter: str) -> Script:
    for pattern, script in _RANGES:
        if pattern.match(letter):
            return script
    return Script.OTHER


def _drops_marks(base: str, mark: str) -> bool:
    """Whether ``mark`` on ``base`` only modifies the letter."""
    if not base:
        return False
    script = _script(base)
    if script is Script.CYRILLIC:
        # Stress marks go, and the two dots of ё; й and ї are letters of their own.
        return mark in "\u0301\u0300" or (base == "е" and mark == "\u0308")
    return script in (Script.LATIN, Script.GREEK, Script.ARABIC, Script.HEBREW)
