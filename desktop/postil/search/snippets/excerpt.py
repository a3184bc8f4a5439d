"""A stretch of a text as one line: it begins and ends between words, and never inside of a letter."""

from __future__ import annotations

import re
import unicodedata

from postil.search.words.letters import UNSPACED

LENGTH = 200
"""Code points of an excerpt, about two lines; with whole words at both ends it is up to 20 more or less."""

BEFORE = 60
"""Code points before the first hit, at the most."""


def window(text: str, first: int, last: int) -> tuple[int, int]:
    """A stretch around the hits that begins and ends between words."""
    room = max(0, LENGTH - (last - first))
    start = max(0, first - min(BEFORE, room // 2))
    sentence = max(text.rfind("\n", start, first), text.rfind(". ", start, first) + 1)
    start = max(start, sentence)
    start = _whole(text, _at_space(text, start, first), first)
    end = _whole(text, min(len(text), max(start + LENGTH, last)), len(text))
    if end < len(text):
        space = max(text.rfind(" ", last, end), text.rfind("\n", last, end))
        end = space if space > max(last, end - 20) else end
    if end == len(text):
        start = min(start, _at_space(text, max(0, end - LENGTH), start))
    return start, end


def cut(text: str, start: int, end: int) -> tuple[str, int]:
    """The stretch as one line without blanks around it, and by how much offsets in it are shifted.

    A text that begins with an image begins with blanks.
    """
    line = _SPACE.sub(" ", text[start:end]).replace("\ufffc", " ")
    bare = line.lstrip()
    before = "…" if start > 0 else ""
    after = "…" if end < len(text) else ""
    return before + bare.rstrip() + after, len(before) - (len(line) - len(bare))


def is_torn(before: str, after: str) -> bool:
    """Whether a word goes on from one stretch of a text into the next. Unspaced letters tell of none."""
    letters = before[-1:] + after[:1]
    return len(letters) == 2 and letters.isalnum() and not _UNSPACED.search(letters)


_UNSPACED = re.compile(f"[{UNSPACED}]")
_SPACE = re.compile(r"\s")


def _at_space(text: str, start: int, before: int) -> int:
    """The next beginning of a word at or after ``start``."""
    if start == 0 or start >= before:
        return start
    space = _SPACE.search(text, start, min(before, start + 20))
    return space.end() if space else start


def _whole(text: str, at: int, most: int) -> int:
    """The next place that is not inside of what is read as one letter."""
    while 0 < at < most and (_goes_on(text[at]) or text[at - 1] == "\u200d" or _is_half_flag(text, at)):
        at += 1
    return at


def _goes_on(letter: str) -> bool:
    """Whether a code point belongs to the letter before it: an accent, a joiner, a colour of skin."""
    if letter < "\u0300":
        return False
    joins = letter == "\u200d" or "\U0001f3fb" <= letter <= "\U0001f3ff" or "\u1160" <= letter <= "\u11ff"
    return joins or unicodedata.category(letter)[0] == "M"


def _is_half_flag(text: str, at: int) -> bool:
    """Whether a place is inside of a flag, which is a pair of letters of its own."""
    before = at
    while before and "\U0001f1e6" <= text[before - 1] <= "\U0001f1ff":
        before -= 1
    return "\U0001f1e6" <= text[at] <= "\U0001f1ff" and (at - before) % 2 == 1
