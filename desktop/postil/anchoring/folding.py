"""Text reduced to its letters, with a map back to where each letter stands.

Two renderings of the same words differ in white space, hyphenation, quotation marks, dashes,
ligatures, composed accents and case. Folding takes all of that away: compatibility decomposition
(Unicode NFKD), no white space, format characters, soft hyphens or accents, one kind of quotation
mark and dash, full case folding.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DASHES = re.compile("--+")
_DOUBLE_QUOTES = '"“”„‟«»″「」『』〝〞〟❝❞'
_SINGLE_QUOTES = "'‘’‚‛‹›′`´ʼ"
_HIDDEN = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Folded:
    """The letters of a text. Offsets into ``letters`` are called folded offsets."""

    letters: str
    source: str
    offsets: Sequence[int]
    """For each letter the code point of ``source`` that gave it."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points of the source that gave the letters ``start:end`` (at least one letter).

        Accents that follow the last letter belong to it.
        """
        first = self.offsets[start]
        after = self.offsets[end - 1] + 1
        while after < len(self.source) and _belongs_to_letter(self.source[after]):
            after += 1
        return first, after

    def position(self, offset: int) -> int:
        """The folded offset of the first letter that stands at or after the code point ``offset``."""
        return bisect_left(self.offsets, offset)


def fold(text: str) -> Folded:
    """The letters of ``text`` with the way back."""
    pieces = list(map(_FOLDED.__getitem__, text))
    letters = "".join(pieces)
    offsets = array("I", compress(range(len(pieces)), pieces))
    if len(offsets) != len(letters):  # some code points give more than one letter
        offsets = array("I", (index for index, piece in enumerate(pieces) for _ in piece))
    if "--" in letters:
        kept = bytearray(b"\x01") * len(letters)
        for dashes in _DASHES.finditer(letters):
            kept[dashes.start() + 1 : dashes.end()] = bytes(dashes.end() - dashes.start() - 1)
        letters = _DASHES.sub("-", letters)
        offsets = array("I", compress(offsets, kept))
    return Folded(letters, text, offsets)


def letters_of(text: str) -> str:
    """The letters alone, where no way back is needed."""
    return fold(text).letters


def fold_character(character: str) -> str:
    """What one code point folds to: nothing, one letter or a few."""
    if character in _DOUBLE_QUOTES:
        return '"'
    if character in _SINGLE_QUOTES:
        return "'"
    if unicodedata.category(character) == "Pd" or character in "−‒":
        return "-"
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(letter for letter in decomposed if not _is_hidden(letter))


class _Folded(dict[str, str]):
    """What each code point folds to, worked out once."""

    def __missing__(self, character: str) -> str:
        folded = self[character] = fold_character(character)
        return folded


_FOLDED = _Folded()


def _is_hidden(letter: str) -> bool:
    return (
        letter.isspace()
        or unicodedata.category(letter) in _HIDDEN
        or unicodedata.combining(letter) != 0
        or "\ufe00" <= letter <= "\ufe0f"
    )


def _belongs_to_letter(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")
