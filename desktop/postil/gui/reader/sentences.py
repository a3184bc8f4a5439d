"""Where sentences and words begin and end in a paragraph.

Qt knows the rules of Unicode (UAX 29), which take the full stop of an abbreviation for the end of a
sentence and miss the end where the number of a footnote follows it. Both are mended here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QTextBoundaryFinder

Span = tuple[int, int]
"""Start and end in code points, the end exclusive."""

_TITLES = (
    "Mr Mrs Ms Mx Dr Prof Rev Hon Gen Col Maj Capt Lt Sgt Sen Rep Gov Pres St Mt Ft Jr Sr Messrs Mme Mlle "
    "No Nos Art Vol Ch Sec Fig Figs Eq Eqs Ed Eds Op cf vs v p pp vol ch fig figs sec no nos ed eds ca al "
    "approx e.g i.e viz Inc Ltd Co Corp Dept Univ Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec a.k.a "
    "Hr Fr Nr bzw z.B d.h usw M S "
    "ст ред див ім вул просп св проф акад гр тис млн млрд рр р т.д т.п напр рис стор табл"
)
_ABBREVIATIONS = frozenset(_TITLES.split())
_MAY_END = frozenset({"etc", "Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "al", "р", "рр", "т.д", "т.п", "usw"})
"""Abbreviations that often end a sentence too: a capital after them decides."""
_OPENERS = frozenset({
    "A", "After", "All", "An", "And", "As", "At", "But", "By", "For", "From", "He", "Her", "His", "How", "If",
    "In", "It", "Its", "No", "Now", "On", "One", "Our", "She", "So", "Some", "Such", "That", "The", "Their",
    "Then", "There", "These", "They", "This", "Those", "To", "We", "What", "When", "Where", "Which", "While",
    "Who", "With", "Yet", "You",
})  # fmt: skip
"""Words that begin a sentence rather than a name."""
_LAST_WORD = re.compile(r"(\S+)\.[\"'”’»)\]]*\s*$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_\s][.!?])(?:\[?\d{1,3}\]?)\s+(?=[^\W\d_a-z])")
_NO_WORD = re.compile(r"[\W_]*")


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a paragraph, without the white space between them."""
    ends = sorted({*_boundaries(text, QTextBoundaryFinder.BoundaryType.Sentence), *_after_footnotes(text)})
    spans: list[Span] = []
    start = 0
    for end in ends:
        following = text[end:].lstrip().partition(" ")[0]
        if end < len(text) and _goes_on(text[start:end], following):
            continue
        span = _trimmed(text, start, end)
        if span is not None:
            spans.append(span)
        start = end
    return tuple(spans)


@lru_cache(maxsize=512)
def words(text: str) -> tuple[Span, ...]:
    """The words of a paragraph: what has a letter, a digit or an image in it."""
    ends = _boundaries(text, QTextBoundaryFinder.BoundaryType.Word)
    return tuple(
        (start, end)
        for start, end in zip([0, *ends], ends, strict=False)
        if not _NO_WORD.fullmatch(text[start:end]) or "\ufffc" in text[start:end]
    )


def _goes_on(sentence: str, following: str) -> bool:
    """Whether what looks like the end of a sentence is none: ``following`` is the next word."""
    first = following[:1]
    if first.islower():
        return True
    match = _LAST_WORD.search(sentence)
    if match is None:
        return False
    word = match.group(1).lstrip("\"'“‘«([")
    if word in _MAY_END:
        return not first.isupper()
    if word in _ABBREVIATIONS:
        return True
    # "J. R. R. Tolkien", "the U.S. Senate"; but "in the U.S. It was": and "I" is a word of its own.
    if not _INITIALS.fullmatch(word) or word == "I" or not first.isalnum():
        return False
    return "." not in word or following.rstrip(",") not in _OPENERS


def _after_footnotes(text: str) -> list[int]:
    """Where a sentence ends with the number of a footnote: "reading.1 A mark"."""
    return [match.end() for match in _FOOTNOTE.finditer(text)]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    inner = text[start:end]
    begin = start + len(inner) - len(inner.lstrip())
    stop = start + len(inner.rstrip())
    return (begin, stop) if begin < stop else None


def _boundaries(text: str, kind: QTextBoundaryFinder.BoundaryType) -> list[int]:
    """The ends that Qt finds, in code points: it counts UTF-16 units."""
    finder = QTextBoundaryFinder(kind, text)
    units: list[int] = []
    while (at := finder.toNextBoundary()) != -1:
        units.append(at)
    if not units or text.isascii() or len(text) == units[-1]:
        return units
    points: list[int] = []
    unit = 0
    wanted = iter(units)
    goal = next(wanted)
    for point, letter in enumerate(text, 1):
        unit += 2 if letter > "\uffff" else 1
        if unit >= goal:
            points.append(point)
            goal = next(wanted, len(text) * 2 + 1)
    return points
