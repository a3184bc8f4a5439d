"""Which lines of a plain text are its article's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean
from typing import TYPE_CHECKING

from postil.extraction.classify import best_cut
from postil.extraction.flat_features import COLUMNS, PHRASES
from postil.extraction.flat_kind import is_dump
from postil.extraction.repetition import is_lessened, lower_repeated
from postil.extraction.trees import Forest, read_forest
from postil.extraction.verdicts import Reason, Verdicts
from postil.paths import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.extraction.flat_features import MeasuredLines
    from postil.extraction.flat_lines import Line

_DOUBTFUL, _RAISE = 0.25, 0.3
"""Above the first, the cut is raised by this share of what it is above; chosen on unseen sites."""
_SURE, _QUITE_SURE, _VERY_SURE = 0.7, 0.8, 0.9
_FEW, _SHORT = 4, 8
"""Below so many words a line is a few words, and short."""
_SENTENCE, _PARAGRAPH = 8, 25
"""Words of a sentence that is surely one, and of a paragraph that is surely no credit or appeal."""
_FURNITURE = PHRASES[:7]
_ENDS = COLUMNS.index("ends")
_LISTS = ("•", "1")
_BESIDE, _BESIDE_SHORT = 0.2, 0.3
"""So probable must a line, or a short one, be that stands between kept ones, or in their list."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The verdicts on the lines of a text."""

    kept: tuple[bool, ...]
    likelihoods: tuple[float, ...]
    reasons: tuple[Reason, ...]
    dump: bool
    """Whether the text is the dump of a page; in any other, all is kept."""
    cut: float = 0.0
    """Lines at least this likely are kept, before their neighbours and lists are looked at."""
    plain: bool = False
    """True where no article was found in a dump: all is kept."""


def select_lines(
    lines: Sequence[Line], measured: MeasuredLines, repeated: frozenset[int] = frozenset()
) -> Selection:
    """The article's lines. Of a text that is no dump of a page, all.

    ``repeated`` are the fingerprints of lines that other pages of the site have too.
    """
    likelihoods = tuple(load_forest().likelihoods(list(zip(*measured.rows, strict=True))))
    count = len(lines)
    if not is_dump(lines, measured, likelihoods):
        cut = line_cut(likelihoods, measured.words)
        return Selection((True,) * count, likelihoods, (Reason.NO_DUMP,) * count, dump=False, cut=cut)
    verdicts = keep_lines(lines, measured, likelihoods)
    lowered = lower_repeated(likelihoods, [line.text for line in lines], measured.words, repeated)
    if lowered != likelihoods:
        fewer = keep_lines(lines, measured, lowered)
        if not is_lessened(measured.words, verdicts.kept, fewer.kept):
            likelihoods = lowered
            verdicts.kept[:] = fewer.kept
            verdicts.note(Reason.REPEATED)
    cut = line_cut(likelihoods, measured.words)
    if any(verdicts.kept):
        return Selection(tuple(verdicts.kept), likelihoods, verdicts.reasons, dump=True, cut=cut)
    reasons = (Reason.NOTHING_STANDS_OUT,) * count
    return Selection((True,) * count, likelihoods, reasons, dump=True, cut=cut, plain=True)


def keep_lines(lines: Sequence[Line], measured: MeasuredLines, probabilities: Sequence[float]) -> Verdicts:
    """The lines of a dump that are its article's, by how probable each is; none where nothing is."""
    chances = _agreed(lines, measured, probabilities)
    cut = line_cut(chances, measured.words)
    verdicts = Verdicts((chance >= cut for chance in chances), Reason.LIKELIHOOD)
    kept = verdicts.kept
    if not any(kept):
        first, last = measured.stretch
        kept[first:last] = [True] * (last - first)
        verdicts.note(Reason.STRETCH)
    _mend_gaps(lines, measured, chances, kept)
    verdicts.note(Reason.GAP)
    _mend_lists(lines, chances, kept)
    verdicts.note(Reason.LIST)
    _mend_leads(lines, chances, kept)
    verdicts.note(Reason.LEAD)
    _trim_edges(lines, measured, chances, kept)
    verdicts.note(Reason.EDGE)
    return verdicts


def line_cut(probabilities: Sequence[float], words: Sequence[float]) -> float:
    """How probable a line must be: a little more than what makes the text's expected F1 highest."""
    cut = best_cut(probabilities, words)
    return cut + max(0.0, cut - _DOUBTFUL) * _RAISE


def _agreed(lines: Sequence[Line], measured: MeasuredLines, probabilities: Sequence[float]) -> list[float]:
    """The probabilities, one for all occurrences of a short line: their mean, of few words the least."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if measured.words[index] < _SHORT:
            places.setdefault(line.text, []).append(index)
    chances = list(probabilities)
    for members in places.values():
        own = [probabilities[index] for index in members]
        common = min(own) if measured.words[members[0]] < _FEW else fmean(own)
        for index in members:
            chances[index] = common
    return chances


@lru_cache(maxsize=1)
def load_forest() -> Forest:
    """The trees that judge lines."""
    return read_forest(resource("extraction/flat-lines.json"), COLUMNS)


def _mend_gaps(
    lines: Sequence[Line], measured: MeasuredLines, chances: Sequence[float], kept: list[bool]
) -> None:
    """A line between two that are surely the article's goes with them, unless it comes again."""
    times = Counter(line.text for line in lines)
    for index in range(1, len(kept) - 1):
        is_between = chances[index - 1] >= _SURE and chances[index + 1] >= _SURE
        least = _BESIDE if measured.words[index] >= _SHORT else _BESIDE_SHORT
        if is_between and chances[index] >= least and times[lines[index].text] == 1:
            kept[index] = True


def _mend_lists(lines: Sequence[Line], chances: Sequence[float], kept: list[bool]) -> None:
    """The items of a list are kept or dropped together, as most of them are."""
    start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and lines[index].mark in _LISTS:
            continue
        if index - start > 1:
            whole = sum(kept[start:index]) * 2 >= index - start
            for item in range(start, index):
                kept[item] = whole and chances[item] >= _BESIDE
        start = index + 1


def _mend_leads(lines: Sequence[Line], chances: Sequence[float], kept: list[bool]) -> None:
    """A line that announces what follows ("Background:") goes with it, unless it comes again."""
    times = Counter(line.text for line in lines)
    for index in range(len(lines) - 2, -1, -1):
        text = lines[index].text
        announces = text.endswith((":", "：")) and len(text) < 80 and times[text] == 1
        if announces and kept[index + 1] and chances[index] >= _BESIDE / 2:
            kept[index] = True


def _trim_edges(
    lines: Sequence[Line], measured: MeasuredLines, chances: Sequence[float], kept: list[bool]
) -> None:
    """Credits, appeals and links that stand before the first or after the last paragraph go."""

    def is_furniture(index: int, sure: float) -> bool:
        is_short = measured.words[index] < _PARAGRAPH and chances[index] < sure
        return is_short and any(pattern.search(lines[index].text.lower()) for pattern in _FURNITURE)

    body = [
        index
        for index, keep in enumerate(kept)
        if keep
        and measured.words[index] >= _SENTENCE
        and measured.rows[index][_ENDS]
        and not is_furniture(index, _VERY_SURE)
    ]
    if not body:
        return
    for index, line in enumerate(lines):
        is_outside = not body[0] <= index <= body[-1]
        is_leftover = index > body[-1] and _is_leftover(index, lines, measured, chances)
        is_empty = not any(map(str.isalnum, line.text))
        if is_outside and (is_leftover or is_empty or is_furniture(index, _QUITE_SURE)):
            kept[index] = False


def _is_leftover(
    index: int, lines: Sequence[Line], measured: MeasuredLines, chances: Sequence[float]
) -> bool:
    """A few words that are neither a sentence nor an item of a list."""
    is_short = measured.words[index] < _SHORT and not measured.rows[index][_ENDS]
    return is_short and lines[index].mark != "•" and chances[index] < _SURE
