"""Where a node stands: what its ancestors are and are called, as columns.

Every node's place is its parent's, one step further, so a page is measured from the top down once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.extraction.patterns import NAME_GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postil.extraction.blocks import Node

GROUP_CODES = {name: code for code, (name, _) in enumerate(NAME_GROUPS)}
"""The number of each group of names."""

_AROUND = (
    "nav", "header", "footer", "aside", "article", "main", "form", "table", "ul", "ol", "figure",
    "blockquote", "section", "details", "a", "noscript",
)  # fmt: skip
_AROUND_CODES = {tag: code for code, tag in enumerate(_AROUND)}
PLACE_NAMES = (
    *(f"steps to {tag}" for tag in _AROUND),
    "depth",
    *(f"called {name}" for name in GROUP_CODES),
    *(f"steps to what is called {name}" for name in GROUP_CODES),
    *(f"how many around are called {name}" for name in GROUP_CODES),
    "odds of names",
    "odds of parent's names",
    "lowest odds of names around",
    "highest odds of names around",
    "odds of all names around",
)
"""The names of the columns of a ``Place``, in order."""
_HIDDEN = GROUP_CODES["hidden"]
_NO_GROUPS = (0,) * len(NAME_GROUPS)
_CLUTTER_TAGS = frozenset({"nav", "footer", "aside", "form"})
_CLUTTER_GROUPS = tuple(
    GROUP_CODES[name]
    for name in ("share", "related", "comment", "navigation", "foot", "advert", "offer", "facts", "side")
)
_FARTHER = bytes((0, *range(2, 256), 255))
"""One step more for every ancestor that there is; nodes are not that deep."""
_INHERITED = 0.8
_NAME_PART = re.compile(r"[a-z]{2,}|[A-Z][a-z]+|[A-Z]{2,}(?![a-z])")


@dataclass(frozen=True, slots=True)
class Place:
    """What surrounds a node: the nearest of each kind of ancestor, counted in steps (0: none)."""

    tags: bytearray
    groups: tuple[int, ...]
    """1 for every group of names that the node itself matches."""
    nearest: bytearray
    counts: list[int]
    lean: float
    """Learned log-odds of the node's own names."""
    lowest: float
    highest: float
    total: float
    is_clutter: bool
    """Whether the element or its names are those of what stands around articles."""
    columns: list[float]


def place_of(node: Node, places: Mapping[Node, Place], lexicon: Mapping[str, float]) -> Place:
    """The place of a node whose parent's is known. ``lexicon`` has the log-odds of parts of names."""
    groups, is_called_clutter = _marks_of(node.names, node.hidden)
    lean = _lean(node.names, lexicon)
    parent = places.get(node.parent) if node.parent is not None else None
    if parent is None:
        tags, nearest, counts = bytearray(len(_AROUND)), bytearray(groups), list(groups)
        lowest = highest = total = lean
    else:
        tags, nearest, counts = (
            parent.tags.translate(_FARTHER),
            parent.nearest.translate(_FARTHER),
            parent.counts,
        )
        if groups is not _NO_GROUPS:
            nearest = bytearray([own or steps for own, steps in zip(groups, nearest, strict=True)])
            counts = [own + before for own, before in zip(groups, counts, strict=True)]
        lowest, highest = min(lean, parent.lowest), max(lean, parent.highest)
        total = lean + _INHERITED * parent.total
    code = _AROUND_CODES.get(node.tag)
    if code is not None:
        tags[code] = 1
    columns = [
        *tags, node.depth, *groups, *nearest, *counts, lean, 0.0 if parent is None else parent.lean,
        lowest, highest, total,
    ]  # fmt: skip
    clutter = is_called_clutter or node.tag in _CLUTTER_TAGS
    return Place(tags, groups, nearest, counts, lean, lowest, highest, total, clutter, columns)


@lru_cache(maxsize=20_000)
def _marks_of(names: str, hidden: bool) -> tuple[tuple[int, ...], bool]:  # noqa: FBT001 - a cache's key
    """The groups of a node, its hiding among them, and whether they are those of clutter."""
    groups = groups_of(names)
    if hidden:
        groups = (*groups[:_HIDDEN], 1, *groups[_HIDDEN + 1 :])
    return groups if any(groups) else _NO_GROUPS, any(map(groups.__getitem__, _CLUTTER_GROUPS))


@lru_cache(maxsize=20_000)
def groups_of(names: str) -> tuple[int, ...]:
    """1 for every group of names that these names match."""
    if not names:
        return _NO_GROUPS
    names = names.lower()
    return tuple([1 if pattern.search(names) else 0 for _, pattern in NAME_GROUPS])


@lru_cache(maxsize=20_000)
def name_parts(names: str) -> frozenset[str]:
    """The words that names are made of: ``articleBody main-text`` is article, body, main, text."""
    return frozenset(part.lower() for part in _NAME_PART.findall(names))


def _lean(names: str, lexicon: Mapping[str, float]) -> float:
    if not names or not lexicon:
        return 0.0
    return sum([lexicon[part] for part in name_parts(names) if part in lexicon], 0.0)
