"""What type of page it is, and from which likelihood on the blocks of such a page are kept.

A news page is clear about its article, and what is in doubt there is mostly clutter; on a list or a page of
a service everything is a little in doubt, and much of it belongs. Each type is told by a few small learned
trees from the page's own measures and those of its likelier blocks, and moves the cut by what was best for
its type on the pages it was learned from.

``resources/extraction/page-types.json`` has ``columns``, the number of columns that it was trained on, and
``types``: for each type its ``trees`` (as in ``model.json``), and ``rise`` and ``shift``, how it moves the
cut. ``tests/benchmarks/train_blocks.py`` makes that file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.extraction.features import NAME_COLUMNS, PAGE_COLUMNS, TEXT_COLUMNS
from postil.extraction.trees import Forest, nested_tree
from postil.paths import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.extraction.blocks import Page
    from postil.extraction.features import Measured

PAGE_TYPES = "extraction/page-types.json"
_LIKELY = 0.5
_POSSIBLE = 0.1
"""Blocks that are less likely say nothing of the type of the article."""
CLEAR = 0.35
"""Above this, the higher the best cut is, the clearer is the page."""
_TAGS = ("p", "li", "td", "h2", "h3", "div", "pre", "dd", "span")


class PageType(StrEnum):
    """The types of pages that people save."""

    NEWS = "news"
    ARTICLE = "article"
    DOCUMENTATION = "documentation"
    FORUM = "forum"
    LISTING = "listing"
    PRODUCT = "product"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Told:
    """How a type of page is told, and what it does to the cut."""

    page_type: PageType
    forest: Forest
    rise: float
    """How much of the clearness of the page is added to the cut."""
    shift: float
    """What is added to the cut besides."""


@dataclass(frozen=True, slots=True)
class PageTypes:
    """The learned types."""

    columns: int
    types: tuple[Told, ...]

    def shares(self, columns: Sequence[float]) -> tuple[float, ...]:
        """For each type, from 0 to 1, how much the page is of it; the sum is 1."""
        squares = [told.forest.likelihood(columns) ** 2 for told in self.types]
        total = sum(squares) or 1.0
        return tuple(each / total for each in squares)

    def likeliest(self, shares: Sequence[float]) -> PageType:
        """The type that the page is most of."""
        return max(zip(shares, self.types, strict=True), key=lambda each: each[0])[1].page_type

    def moved(self, cut: float, shares: Sequence[float]) -> float:
        """The cut for a page of these shares, where ``cut`` would be best if all pages were alike."""
        clear = max(0.0, cut - CLEAR)
        return cut + sum(
            share * (told.rise * clear + told.shift) for share, told in zip(shares, self.types, strict=True)
        )


@lru_cache(maxsize=1)
def load_page_types() -> PageTypes:
    """The types that are shipped."""
    content = json.loads(resource(PAGE_TYPES).read_text("utf-8"))
    return PageTypes(
        content["columns"],
        tuple(
            Told(
                PageType(name),
                Forest(tuple(nested_tree(tree) for tree in each["trees"])),
                each["rise"],
                each["shift"],
            )
            for name, each in content["types"].items()
        ),
    )


def page_type_columns(
    page: Page, measured: Measured, likelihoods: Sequence[float], cut: float
) -> list[float]:
    """What is measured of a page to tell its type; the page has blocks. ``cut`` is the best one."""
    words = measured.words
    total = sum(words) or 1.0
    expected = sum(each * count for each, count in zip(likelihoods, words, strict=True))
    likely = [index for index, each in enumerate(likelihoods) if each > _LIKELY]
    tags = [page.blocks[index].node.tag for index in likely]
    rows = [(each, row) for each, row in zip(likelihoods, measured.rows, strict=True) if each > _POSSIBLE]
    return [
        *measured.rows[0][PAGE_COLUMNS],
        expected,
        expected / total,
        cut,
        len(likely),
        len(likely) / len(likelihoods),
        max((words[index] for index in likely), default=0.0),
        sum(count for each, count in zip(likelihoods, words, strict=True) if 0.3 < each < 0.7) / total,
        sum(count for each, count in zip(likelihoods, words, strict=True) if each > 0.7) / total,
        *_weighed_means(rows, TEXT_COLUMNS),
        *_weighed_means(rows, NAME_COLUMNS),
        *(tags.count(tag) / (len(tags) or 1) for tag in _TAGS),
    ]


def _weighed_means(rows: Sequence[tuple[float, Sequence[float]]], columns: slice) -> list[float]:
    weight = sum(each for each, _ in rows) or 1.0
    weights = [each / weight for each, _ in rows]
    return [
        sum(each * value for each, value in zip(weights, column, strict=True))
        for column in zip(*(row[columns] for _, row in rows), strict=True)
    ] or [0.0] * (columns.stop - columns.start)
