"""Whether a text is the dump of a whole page, with menus and all, or simply a text.

A note, a poem, a log, a chat or a clean article must not be searched for an article: all of it is meant.
A logistic model decides, on a handful of shares that tell a page's furniture.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from itertools import accumulate
from math import exp, log1p
from statistics import fmean
from typing import TYPE_CHECKING

from postil.extraction.flat_features import COLUMNS, PHRASES
from postil.extraction.flat_lines import FENCED
from postil.paths import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.extraction.flat_features import MeasuredLines
    from postil.extraction.flat_lines import Line

_CUT = 0.55
"""So probable must it be: letters, licences and short notes on programs are below, nearly all dumps above."""
_SHORT = 8
"""A line of a menu has fewer words."""
_PHRASES = range(COLUMNS.index("phrase_0"), COLUMNS.index("phrase_0") + len(PHRASES))
_USUAL = COLUMNS.index("usual")
_UNUSUAL = -0.8
"""Mean log-odds of the words of a line of a menu."""
_SURELY = 0.1
_EDGE = 5
"""Lines at the beginning of a text that show whether it begins with a menu."""
_SPEECH = re.compile(r"^(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s*)?<?[^\s:<>][^:<>]{0,24}[:>]\s")
_RECORD = re.compile(
    r"^\W?(?:\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}|[A-Z][a-z]{2}\s+\d{1,2})[T\s,]+\d{1,2}:\d{2}"
)
_MARKUP = re.compile(r"^(?:#{1,6}\s|```|~~~|={3,}$|-{3,}$|\.\. |\$ |>>> )|`[^`]+`")
_LETTER = re.compile(
    r"^(?:from|to|cc|subject|date|sent|von|an|betreff|datum|gesendet|de|à|objet|envoyé|para|asunto|fecha"
    r"|от|кому|тема|дата)\s*:\s*\S",
    re.IGNORECASE,
)
_LETTER_LINES = 3
"""A letter begins with at least so many lines of its head."""
_ENDS = re.compile(r"[.!?…。！？:;,][\"'”’»)\]]*$")
KIND_COLUMNS = (
    "short_share", "longest_run", "phrases", "phrase_share", "repeated", "speech", "records", "markup",
    "code", "lines", "first_prose", "last_prose", "kept_share", "dropped_around", "furniture",
    "furniture_share", "surely_dropped", "surely_kept", "head", "tail", "contrast",
)  # fmt: skip
"""The names of what is measured, in order."""


def is_dump(lines: Sequence[Line], measured: MeasuredLines, probabilities: Sequence[float]) -> bool:
    """Whether the text is a whole page; ``probabilities`` are those of its lines being the article's."""
    if not lines or _begins_as_letter(lines):
        return False
    intercept, weights = _weights()
    row = measure_kind(lines, measured, probabilities)
    odds = intercept + sum(weight * value for weight, value in zip(weights, row, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds)))) >= _CUT


@lru_cache(maxsize=1)
def _weights() -> tuple[float, tuple[float, ...]]:
    stored = json.loads(resource("extraction/flat-kind.json").read_text(encoding="utf-8"))
    if tuple(stored["columns"]) != KIND_COLUMNS:
        raise ValueError("flat-kind.json was trained on other columns than the program measures.")
    return float(stored["intercept"]), tuple(stored["weights"])


def measure_kind(
    lines: Sequence[Line], measured: MeasuredLines, probabilities: Sequence[float]
) -> tuple[float, ...]:
    """The shares that tell a page from a text, in the order of ``KIND_COLUMNS``."""
    count = len(lines)
    short = [
        words < _SHORT and not _ENDS.search(line.text)
        for line, words in zip(lines, measured.words, strict=True)
    ]
    hits = [
        {column for column in _PHRASES if row[column]}
        for row, is_short in zip(measured.rows, short, strict=True)
        if is_short
    ]
    texts = [line.text for line in lines]
    furniture = {
        text
        for text, row, is_short in zip(texts, measured.rows, short, strict=True)
        if is_short and row[_USUAL] < _UNUSUAL
    }
    total = sum(measured.words) or 1.0
    keep = [probability >= 0.5 for probability in probabilities]
    first, last = measured.stretch
    return (
        sum(short) / count,
        log1p(_longest_run(short)),
        float(len(set().union(*hits))),
        sum(map(bool, hits)) / count,
        1 - len(set(texts)) / count,
        sum(bool(_SPEECH.match(text)) for text in texts) / count,
        sum(bool(_RECORD.match(text)) for text in texts) / count,
        sum(line.mark == FENCED or bool(_MARKUP.search(line.text)) for line in lines) / count,
        sum(text.count("{") + text.count("=") + text.count(";") + text.count("/") for text in texts) / total,
        log1p(count),
        log1p(first),
        log1p(count - last),
        sum(words for words, kept in zip(measured.words, keep, strict=True) if kept) / total,
        sum(not kept for kept in keep[:5]) / 5 + sum(not kept for kept in keep[-5:]) / 5,
        log1p(len(furniture)),
        len(furniture) / count,
        sum(probability < _SURELY for probability in probabilities) / count,
        sum(probability > 1 - _SURELY for probability in probabilities) / count,
        fmean(probabilities[:_EDGE]),
        fmean(probabilities[-2 * _EDGE :]),
        max(_means(probabilities, 3)) - min(_means(probabilities, 2 * _EDGE)),
    )


def _begins_as_letter(lines: Sequence[Line]) -> bool:
    head = lines[:_LETTER_LINES]
    return len(head) == _LETTER_LINES and all(_LETTER.match(line.text) for line in head)


def _means(values: Sequence[float], size: int) -> list[float]:
    """The means of all windows of ``size`` values (of all values, where there are fewer)."""
    size = min(size, len(values))
    sums = [0.0, *accumulate(values)]
    return [(sums[end] - sums[end - size]) / size for end in range(size, len(sums))]


def _longest_run(flags: Sequence[bool]) -> int:
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest
