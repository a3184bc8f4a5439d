"""How likely each block belongs to the article: a small learned model, in two passes.

The first pass judges a block by its features alone. The second judges it again with what the first
said of its neighbours, its containers and the blocks like it, so that verdicts agree with each other.
The mean of both counts: measured, it is better than either.
Each pass is a sum of decision trees (gradient boosting), read from ``resources/extraction/model.json``
and evaluated by ``trees``; ``tests/benchmarks/train_blocks.py`` makes that file.

A model file holds: ``columns``, the number of columns it was trained on; ``names`` and ``words``, the
learned log-odds of ``features.Lexicon``; ``first`` and ``second``, the trees of each pass. A tree is a
number (what it adds), or a list of a column, a threshold, the tree for values up to the threshold,
and the tree for those above.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from postil.extraction.features import Column, Lexicon, kind_of, measure
from postil.extraction.page_types import PageType, load_page_types, page_type_columns
from postil.extraction.trees import Forest, nested_tree
from postil.extraction.vocabulary import COHESION_NAMES, cohesion
from postil.paths import resource

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from postil.extraction.blocks import Page
    from postil.extraction.features import Measured
    from postil.extraction.hints import Hints

MODEL = "extraction/model.json"
_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
_LEVELS = 4
CONTEXT_COLUMNS = (
    Column("verdicts", "own"),
    *(Column("verdicts", f"of block {step:+}") for step in _NEIGHBOURS),
    *(Column("verdicts", f"of the others {level} out") for level in range(1, 1 + _LEVELS)),
    Column("verdicts", "of blocks like it"),
    Column("verdicts", "share of the sum so far"),
    Column("verdicts", "mean"),
    Column("verdicts", "sum"),
    Column("verdicts", "mean around"),
    Column("verdicts", "blocks since the first strong one"),
    Column("verdicts", "blocks to the last strong one"),
    *(Column("vocabulary", name) for name in COHESION_NAMES),
)
"""The columns that the second pass has beyond the first: verdicts of the first."""
_WINDOW = 8
_AT_ONCE = 256
_STRONG = 0.7
_UNKNOWN = -1.0
_HOPELESS = -3.5
"""The log-odds below which a block is not asked about any more: half of a page's blocks."""
_UNLIKELY = 0.15
"""Where no block is likelier than this, there is no article to be told."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts on a page's blocks."""

    likelihoods: tuple[float, ...]
    words: tuple[float, ...]
    cut: float
    """Blocks at least this likely are kept."""
    plain: bool
    """True where no block stands out: the article cannot be told from its page."""
    page_type: PageType = PageType.ARTICLE

    def kept(self) -> list[bool]:
        """Whether each block is kept; every one where the article cannot be told."""
        return [self.plain or each >= self.cut for each in self.likelihoods]


def judge(page: Page, hints: Hints) -> Judged:
    """The verdicts of the shipped model."""
    model = load_model()
    measured = measure(page, hints, model.lexicon)
    likelihoods = model.likelihoods(page, measured)
    cut = best_cut(likelihoods, measured.words)
    if not likelihoods:
        return Judged(likelihoods, measured.words, cut, plain=True)
    types = load_page_types()
    shares = types.shares(page_type_columns(page, measured, likelihoods, cut))
    return Judged(
        likelihoods,
        measured.words,
        types.moved(cut, shares),
        plain=max(likelihoods) < _UNLIKELY,
        page_type=types.likeliest(shares),
    )


@dataclass(frozen=True, slots=True)
class Model:
    """The learned model."""

    columns: int
    lexicon: Lexicon
    first: Forest
    second: Forest

    def likelihoods(self, page: Page, measured: Measured) -> tuple[float, ...]:
        """For each block, from 0 to 1, how likely it is part of the article."""
        if not measured.rows:
            return ()
        columns = _columns(measured.rows)
        first = self.first.likelihoods(columns)
        second = self.second.likelihoods(columns + context(page, measured, first))
        return tuple((one + other) / 2 for one, other in zip(first, second, strict=True))


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The model that is shipped."""
    content = json.loads(resource(MODEL).read_text("utf-8"))
    return Model(
        columns=content["columns"],
        lexicon=Lexicon(names=content["names"], words=content["words"]),
        first=_forest(content["first"]),
        second=_forest(content["second"]),
    )


def best_cut(likelihoods: Sequence[float], words: Sequence[float]) -> float:
    """The likelihood from which blocks are kept so that the expected F1 of the page's words is highest.

    That cut is half of the F1 that can be expected: clear pages are cut at a half, doubtful ones lower
    (Lipton, Elkan, Naryanaswamy: Optimal Thresholding of Classifiers to Maximize F1 Measure, 2014).
    """
    weighed = sorted(zip(likelihoods, words, strict=True), reverse=True)
    expected = sum(likelihood * count for likelihood, count in weighed)
    best = wanted = kept = 0.0
    for likelihood, count in weighed:
        wanted += likelihood * count
        kept += count
        if kept:
            best = max(best, 2 * wanted / (kept + expected))
    return best / 2


def context(page: Page, measured: Measured, first: Sequence[float]) -> list[list[float]]:
    """The columns that the second pass has beyond the first: what the first said, near and far."""
    count = len(first)
    running = list(accumulate(first, initial=0.0))
    total = running[-1]
    strong = [index for index, value in enumerate(first) if value > _STRONG]
    begin, end = (strong[0], strong[-1]) if strong else (0, count - 1)
    ancestors = [list(block.node.ancestors())[1 : 1 + _LEVELS] for block in page.blocks]
    return [
        list(first),
        *([_at(first, index + step) for index in range(count)] for step in _NEIGHBOURS),
        *(
            _mean_of_others([nodes[level] if level < len(nodes) else None for nodes in ancestors], first)
            for level in range(_LEVELS)
        ),
        _mean_of_others([kind_of(block) for block in page.blocks], first),
        [value / (total + 1e-9) for value in running[1:]],
        [total / count] * count,
        [total] * count,
        [_mean_around(running, index) for index in range(count)],
        [float(index - begin) for index in range(count)],
        [float(end - index) for index in range(count)],
        *cohesion(measured.vocabularies, first),
    ]


def _forest(content: list[float | list[object]]) -> Forest:
    return Forest(tuple(nested_tree(each) for each in content), _HOPELESS)


def _columns(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    """Rows as columns. A few hundred at a time: memory is slow where tens of thousands are read at once."""
    columns: list[list[float]] = [[] for _ in rows[0]]
    for start in range(0, len(rows), _AT_ONCE):
        for column, values in zip(columns, zip(*rows[start : start + _AT_ONCE], strict=True), strict=True):
            column.extend(values)
    return columns


def _at(values: Sequence[float], index: int) -> float:
    return values[index] if 0 <= index < len(values) else _UNKNOWN


def _mean_of_others(groups: Sequence[Hashable], values: Sequence[float]) -> list[float]:
    """For each value, the mean of the others in its group; -1 where there are none."""
    sums: dict[Hashable, float] = {}
    counts: dict[Hashable, int] = {}
    for group, value in zip(groups, values, strict=True):
        sums[group] = sums.get(group, 0.0) + value
        counts[group] = counts.get(group, 0) + 1
    return [
        (sums[group] - value) / (counts[group] - 1) if counts[group] > 1 else _UNKNOWN
        for group, value in zip(groups, values, strict=True)
    ]


def _mean_around(running: Sequence[float], index: int) -> float:
    low, high = max(0, index - _WINDOW), min(len(running) - 1, index + _WINDOW + 1)
    return (running[high] - running[low]) / (high - low)
