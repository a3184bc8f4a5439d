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

_BY_LANGUAGE = (
    # English
    "Mr Mrs Ms Mx Dr Prof Rev Hon Gen Col Maj Capt Lt Sgt Sen Rep Gov Pres St Mt Ft Jr Sr Messrs "
    "No Nos Art Vol Ch Sec Fig Figs Eq Eqs Ed Eds Op cf vs v p pp vol ch fig figs sec no nos ed eds ca al "
    "approx e.g i.e viz Inc Ltd Co Corp Dept Univ Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec a.k.a "
    # German, Dutch
    "Hr Fr Nr Bd Jh Str bzw z.B d.h u.a i.d.R vgl ggf inkl evtl sog geb gest Abb Tab usw M S "
    "bijv bv d.w.z o.a enz dhr mevr "
    # French, Italian, Spanish, Portuguese
    "Mme Mlle Mgr MM p.ex env chap réf éd etc sig dott prof ecc pag pp.ss EE Sra Srta Ud p.ej núm pág aprox "
    "Exmo Exma av "
    # Polish, Czech, Slovak
    "np tzn tj m.in ul św ks dr mgr inż prof nr tys mln r w zob ok godz itp itd např tzv apod atd ing sv "
    # Ukrainian, Russian, Bulgarian
    "ст ред див ім вул просп бул пл обл м с о пров акад гр тис млн млрд рр р т.д т.п т.зв т.ч т.е т.к т.н "
    "напр рис стор табл буд кв грн крб см им ул г гг в вв руб коп стр чел доц проф св ін др пр вид пер "
    "и.о к.т.н напр нап бр "
    # Turkish, Greek
    "vb vs Doç Yrd bkz örn yy π.χ κ.ά δηλ βλ κ.λπ"
)
_ABBREVIATIONS = frozenset(_BY_LANGUAGE.split())
_ENDINGS = (
    "etc Inc Ltd Co Corp Jr Sr al р рр г гг в т.д т.п т.ч usw enz ecc itp itd atd apod ін др пр руб коп грн "
    "чел vb κ.λπ κ.ά"
)
_MAY_END = frozenset(_ENDINGS.split())
"""Abbreviations that often end a sentence too: a capital after them decides."""
_PAIRS_MAY_END = frozenset({"т. д", "т. п", "u. a", "u. ä", "κ. ά"})
"""The same, where a space parts the letters."""
_AFTER_NUMBER_ONLY = frozenset({"р", "рр", "г", "гг", "в"})
"""Of those, what is "year" or "century" after a number, and begins a name elsewhere ("г. Москва")."""
_LARGE_NOUNS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jänner Jahrhundert "
    "Jahrhunderts Jh Kapitel Klasse Stock Auflage Weltkrieg Weltkriegs Jahrestag Geburtstag"
)
_AFTER_ORDINALS = frozenset(_LARGE_NOUNS.split())
"""German writes ordinals with a full stop, and their nouns large: "am 3. Mai"."""
_OPENERS = frozenset({
    "A", "After", "All", "An", "And", "As", "At", "But", "By", "For", "From", "He", "Her", "His", "How", "If",
    "In", "It", "Its", "No", "Now", "On", "One", "Our", "She", "So", "Some", "Such", "That", "The", "Their",
    "Then", "There", "These", "They", "This", "Those", "To", "We", "What", "When", "Where", "Which", "While",
    "Who", "With", "Yet", "You",
})  # fmt: skip
"""Words that begin a sentence rather than a name."""
_LAST_WORD = re.compile(r"(?:(\S+)\s+)?(\S+)\.[\"'”’»)\]]*\s*$")
_ROMAN = re.compile("[IVXLCІХ]+")
_LONGEST_ORDINAL = 2
_OPENING = "「『（《〈【〔"
"""What opens a quotation belongs to the sentence in it: after "。" Qt puts it to the one before."""
_CELL_END = re.compile("\t+")
_LINE = re.compile("[^\n]+")
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer: no spaces between words; Thai and Lao part phrases with them."""
_GREEK_QUESTION = re.compile('(?<=[\u0370-\u03ff\u1f00-\u1fff])[;\u037e]["»”)]*\\s+')
"""The Greek question mark looks like a semicolon."""
_PHRASE_END = re.compile("(?<=[\u0e00-\u0eff])[ \u00a0]+(?=[\u0e00-\u0eff])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_\s][.!?])(?:\[?\d{1,3}\]?)\s+(?=[^\W\d_a-z])")
_NO_WORD = re.compile(r"[\W_]*")


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a paragraph, without the white space between them; of a row of a table, its cells."""
    found = {*boundaries(text, QTextBoundaryFinder.BoundaryType.Sentence), *_after_footnotes(text)}
    cells = {match.end() for match in _CELL_END.finditer(text)}
    phrases = {match.end() for mark in (_PHRASE_END, _GREEK_QUESTION) for match in mark.finditer(text)}
    spans: list[Span] = []
    start = 0
    for boundary in sorted(found | cells | phrases):
        end = boundary if boundary == len(text) else start + len(text[start:boundary].rstrip(_OPENING))
        whole = boundary in cells or boundary in phrases or boundary == len(text)
        if not whole and _goes_on(text[start:end], text[end:]):
            continue
        span = _trimmed(text, start, end)
        if span is not None:
            spans.append(span)
        start = end
    return tuple(spans)


@lru_cache(maxsize=64)
def code_lines(text: str) -> tuple[Span, ...]:
    """The lines of code that are not empty, without what they are indented by."""
    spans = (_trimmed(text, match.start(), match.end()) for match in _LINE.finditer(text))
    return tuple(span for span in spans if span is not None)


@lru_cache(maxsize=512)
def words(text: str) -> tuple[Span, ...]:
    """The words of a paragraph: what has a letter, a digit or an image in it."""
    ends = boundaries(text, QTextBoundaryFinder.BoundaryType.Word)
    pieces = [
        (start, end)
        for start, end in zip([0, *ends], ends, strict=False)
        if not _NO_WORD.fullmatch(text[start:end]) or "\ufffc" in text[start:end]
    ]
    return tuple(_joined(text, pieces)) if _UNPARTED.search(text) else tuple(pieces)


def _joined(text: str, pieces: list[Span]) -> list[Span]:
    """Without a dictionary, a script that writes no spaces comes in letters: they are joined to phrases."""
    joined: list[Span] = []
    for start, end in pieces:
        touches = bool(joined) and joined[-1][1] == start
        if touches and _UNPARTED.match(text[start - 1]) and _UNPARTED.match(text[start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [span for start, end in joined if (span := _trimmed(text, start, end)) is not None]


def _goes_on(sentence: str, rest: str) -> bool:
    """Whether what looks like the end of a sentence is none: ``rest`` is what follows."""
    following = rest.lstrip().partition(" ")[0].lstrip("\"'“‘«([")
    first = following[:1]
    if first.islower():
        return True
    match = _LAST_WORD.search(sentence)
    if match is None:
        return False
    word = match.group(2).lstrip("\"'“‘«([")
    before = (match.group(1) or "").rstrip(".")
    if f"{before}. {word}" in _PAIRS_MAY_END:
        return not first.isupper()
    if word in _AFTER_NUMBER_ONLY:
        return not (before[-1:].isdigit() or _ROMAN.fullmatch(before)) or not first.isupper()
    if word in _MAY_END:
        return not first.isupper()
    if word in _ABBREVIATIONS:
        return True
    if word.isdigit():
        return len(word) <= _LONGEST_ORDINAL and following.rstrip(".,;:") in _AFTER_ORDINALS
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


def boundaries(text: str, kind: QTextBoundaryFinder.BoundaryType) -> list[int]:
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
