"""Where a page's headline stands, and how each block stands to it, as columns.

A page may hold several articles, one below the other: what follows a second headline of the same kind is
another article's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.dom.elements import HEADINGS
from postil.extraction.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from postil.extraction.blocks import Block
    from postil.extraction.hints import Hints

HEADLINE_NAMES = (
    "share of the title's words",
    "share of words that are the title's",
    "blocks since the headline",
    "steps up to what holds the headline too",
    "steps from the headline up to that",
    "headlines of the same kind since",
    "how the headline was told",
    "in the headline's article element",
)
_NOWHERE = 990.0
_LONG_PART = 15
"""A heading that is a part of the title is its headline if it is longer than this."""
_EXACT, _LIKE, _FIRST, _NONE = 0, 1, 2, 3
"""How the headline was told: it is the title, it resembles it, it is the first ``h1``, there is none."""


def headline_columns(
    blocks: Sequence[Block],
    hints: Hints,
    vocabularies: Sequence[frozenset[str]],
    kinds: Sequence[Hashable],
) -> list[list[float]]:
    """For each block the columns ``HEADLINE_NAMES``. ``kinds`` tell which blocks are alike."""
    title = frozenset[str]().union(*(vocabulary(each) for each in hints.titles))
    shared = [
        [common / len(title), common / (len(words) or 1)] if title else [-1.0, -1.0]
        for words in vocabularies
        for common in (len(words & title),)
    ]
    at, told = _headline(blocks, hints)
    if at is None:
        return [[*each, _NOWHERE, -1.0, -1.0, 0.0, told, -1.0] for each in shared]
    levels = {node: level for level, node in enumerate(blocks[at].node.ancestors())}
    article = next((node for node in levels if node.tag == "article"), None)
    rows: list[list[float]] = []
    others = 0
    for index, block in enumerate(blocks):
        others += index > at and kinds[index] == kinds[at]
        up, node = 0, block.node
        while node not in levels and node.parent is not None:
            up, node = up + 1, node.parent
        within = -1.0 if article is None else float(article.first <= index < article.last)
        rows.append([*shared[index], index - at, up, levels[node], others, told, within])
    return rows


def _headline(blocks: Sequence[Block], hints: Hints) -> tuple[int | None, int]:
    """Which block is the headline, and how it was told."""
    alike = None
    for index, block in enumerate(blocks):
        text = block.text.casefold()
        heading = block.node.tag in HEADINGS
        if text in hints.titles:
            if heading:
                return index, _EXACT
            alike = index if alike is None else alike
        elif (
            alike is None
            and block.node.tag in ("h1", "h2")
            and len(text) > _LONG_PART
            and any(text in title for title in hints.titles)
        ):
            alike = index
    if alike is not None:
        return alike, _LIKE
    first = next((index for index, block in enumerate(blocks) if block.node.tag == "h1"), None)
    return first, _NONE if first is None else _FIRST
