"""Paragraphs among others of their kind: a doubtful one between kept ones is kept with them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from postil.extraction.blocks import Node, Page
    from postil.extraction.classify import Judged

_POSSIBLE = 0.5
"""A paragraph that is less likely than this share of the cut is not kept for the sake of others."""
_LEVELS = 3
_MOST_LINKED = 0.5
_FEWEST_KEPT = 2
"""So many kept paragraphs of a kind must come on each dropped one: else it is a kind of something else."""


def keep_paragraphs(page: Page, kept: list[bool], judged: Judged) -> None:
    """Keep doubtful running text that stands between kept paragraphs of its kind; ``kept`` is changed.

    Paragraphs are of a kind where they, and what they stand in, are called the same. What of other
    kinds stands between them, such as advertisements, does not count.
    """
    for kind in _kinds(page):
        for node in _dropped_amid(kind, kept):
            likely = judged.likelihoods[node.first : node.last]
            if min(likely) >= _POSSIBLE * judged.cut and _is_prose(node, page):
                kept[node.first : node.last] = [True] * len(likely)


def _kinds(page: Page) -> Iterable[list[Node]]:
    kinds: dict[tuple[object, ...], list[Node]] = {}
    for node in page.nodes:
        if node.tag == "p" and node.last > node.first:
            called = ((each.tag, each.names) for each in islice(node.ancestors(), _LEVELS))
            kinds.setdefault((node.depth, *called), []).append(node)
    return kinds.values()


def _dropped_amid(kind: Sequence[Node], kept: Sequence[bool]) -> list[Node]:
    """The dropped paragraphs of a kind between its first and its last kept one, if most are kept."""
    whole = [all(kept[node.first : node.last]) for node in kind]
    if True not in whole:
        return []
    first, last = whole.index(True), len(whole) - whole[::-1].index(True)
    dropped = [kind[at] for at in range(first, last) if not whole[at]]
    return dropped if len(dropped) * _FEWEST_KEPT <= whole.count(True) else []


def _is_prose(node: Node, page: Page) -> bool:
    blocks = page.blocks[node.first : node.last]
    return sum(block.linked for block in blocks) < _MOST_LINKED * sum(len(block.text) for block in blocks)
