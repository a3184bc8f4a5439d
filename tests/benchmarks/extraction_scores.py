"""How near an extracted text is to the marked one.

The score of the article extraction benchmark of Scrapinghub: a text is a bag of runs of four words; precision
and recall are counted page by page, their means are taken over the pages where they are defined, and F1
is of the two means. Every character of a script without spaces counts as a word.
Where people marked only pieces of text, precision and recall are of the wanted pieces that are found.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from postil.extraction.patterns import CJK

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN = 4
TOKEN = re.compile(f"[{CJK}]|[^\\W{CJK}]+")
_DRAWS = 200


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a set."""

    pages: int
    precision: float
    recall: float
    error: float = 0.0
    """The standard error of F1, by drawing pages again and again."""

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many runs two texts have in common, of how many."""

    common: int
    found: int
    wanted: int


def overlap(wanted: str, found: str) -> Overlap:
    """The overlap of the marked text and the extracted one."""
    marked, extracted = _runs(wanted), _runs(found)
    return Overlap((marked & extracted).total(), extracted.total(), marked.total())


def score(overlaps: Sequence[Overlap]) -> Score:
    """The score of a set from the overlaps of its pages."""
    draw = random.Random(1)
    drawn = [_score(draw.choices(overlaps, k=len(overlaps))).f1 for _ in range(_DRAWS)]
    plain = _score(overlaps)
    return Score(plain.pages, plain.precision, plain.recall, stdev(drawn))


def score_pieces(pages: Sequence[tuple[Sequence[str], Sequence[str], str]]) -> Score:
    """The score of pieces that are wanted and pieces that are not, each page with its extracted text."""
    found = let_in = total = 0
    for wanted, unwanted, text in pages:
        spaced = " ".join(text.split())
        found += sum(" ".join(piece.split()) in spaced for piece in wanted)
        let_in += sum(" ".join(piece.split()) in spaced for piece in unwanted)
        total += len(wanted)
    return Score(len(pages), found / max(found + let_in, 1), found / max(total, 1))


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = TOKEN.findall(text)
    return Counter(tuple(words[at : at + RUN]) for at in range(max(len(words) - RUN + 1, min(len(words), 1))))


def _score(overlaps: Sequence[Overlap]) -> Score:
    precisions = [each.common / each.found for each in overlaps if each.found]
    recalls = [each.common / each.wanted for each in overlaps if each.wanted]
    return Score(len(overlaps), _mean(precisions), _mean(recalls))


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0
