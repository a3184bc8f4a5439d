"""What a person has put right comes last: blocks that were dropped or brought back, a container chosen.

A repair names blocks by what they say or by what they are (see ``model.repair``). Here the blocks,
pictures and embeds of a page get those names, so that a repair finds them again whatever the extractor
that reads the page says of them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from postil.extraction.blocks import BOUNDARIES, OBJECTS
from postil.extraction.embeds import is_embed
from postil.extraction.kept import Kept
from postil.model.repair import BlockKind, BlockWords, Step, fingerprint
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from postil.extraction.blocks import Node, Page
    from postil.model.guidance import Guidance

_PICTURES = frozenset({"img", "svg"})
_ADDRESSES = ("src", "data-src", "srcset", "data-srcset", "href", "data")
_LONGEST_ADDRESS = 400
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Repaired:
    """What of a page is kept after a person's repair."""

    kept: Kept
    chosen: bool = False
    """Whether the person said what the article is: brought blocks back, or chose their container."""
    warnings: tuple[str, ...] = ()
    """One sentence each, for the person."""


def repair_kept(page: Page, kept: Kept, guidance: Guidance) -> Repaired:
    """What is kept of a page when the repairs of the page and of its site are applied to the verdicts."""
    repair = guidance.whole_repair
    if repair.empty:
        return Repaired(kept)
    names = PageNames(page)
    container = names.find(repair.container)
    inside = kept if container is None else names.kept_within(container, kept)
    blocks = [
        repair.verdict(block, kind, kept=keep)
        for block, kind, keep in zip(names.blocks, names.kinds, inside.blocks, strict=True)
    ]
    objects = set(inside.objects)
    for node, block in names.objects.items():
        keep = repair.verdict(block, kind_of_node(node), kept=node in inside.objects)
        (objects.add if keep else objects.discard)(node)
    result = Kept(tuple(blocks), frozenset(objects))
    brought_back = any(new and not old for new, old in zip(blocks, kept.blocks, strict=True))
    return Repaired(result, brought_back or container is not None, _warnings(names, guidance, kept, result))


def repair_lines(texts: Sequence[str], kept: list[bool], guidance: Guidance) -> list[bool]:
    """Which lines of a plain text are kept when the repairs are applied to the verdicts."""
    repair = guidance.whole_repair
    if repair.empty:
        return kept
    return [
        repair.verdict(block, LINE, kept=keep) for block, keep in zip(name_texts(texts), kept, strict=True)
    ]


def name_texts(texts: Iterable[str]) -> tuple[BlockWords, ...]:
    """The names of blocks that say these texts, in order."""
    said: Counter[int] = Counter()
    names = []
    for text in texts:
        number = fingerprint(text)
        names.append(BlockWords(number, said[number]))
        said[number] += 1
    return tuple(names)


LINE = BlockKind("line", "", "")
"""The kind of all lines of a plain text: they can be told apart by their words only."""


class PageNames:
    """The names of a page's blocks, of its pictures and embeds, and the ways to its containers."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.blocks = name_texts(block.text for block in page.blocks)
        self.kinds = tuple(kind_of_node(block.node) for block in page.blocks)
        nodes = [node for node in page.nodes if is_object(node)]
        self.objects = dict(zip(nodes, name_texts(map(_object_text, nodes)), strict=True))
        self._steps = _steps(page)
        self._hidden = _hidden(page)

    def way(self, container: Node) -> tuple[Step, ...]:
        """The way from the root to a container."""
        return tuple(self._steps[node] for node in reversed(list(container.ancestors())))

    def find(self, way: tuple[Step, ...] | None) -> Node | None:
        """The container at the end of a way, or what most resembles it; None where nothing does.

        What resembles it ends the same way, at least from the nearest element that has a name on.
        """
        if not way:
            return None
        unnamed = sum(1 for _step in takewhile(lambda step: not step.names, reversed(way)))
        least = min(len(way), unnamed + 1)
        sizes = list(accumulate((len(block.text) for block in self._page.blocks), initial=0))
        best: tuple[tuple[bool, int, int], Node] | None = None
        for node in self._page.nodes:
            if not _is_alike(self._steps[node], way[-1]):
                continue
            steps = self.way(node)
            pairs = zip(reversed(steps), reversed(way), strict=False)
            alike = sum(1 for _pair in takewhile(lambda pair: _is_alike(*pair), pairs))
            rank = (steps == way, alike, sizes[node.last] - sizes[node.first])
            if alike >= least and (best is None or rank > best[0]):
                best = (rank, node)
        return None if best is None else best[1]

    def is_hidden(self, node: Node, container: Node | None = None) -> bool:
        """Whether the page says that a node is not to be seen; or that it is not, within a container."""
        return self._hidden[node] and (container is None or not self._hidden[container])

    def kept_within(self, container: Node, kept: Kept) -> Kept:
        """All of a container but what the page hides in it and the extractor does not keep."""
        blocks = tuple(
            container.first <= index < container.last
            and (kept.blocks[index] or not self.is_hidden(block.node, container))
            for index, block in enumerate(self._page.blocks)
        )
        objects = frozenset(
            node
            for node in container.nodes()
            if (node.tag in OBJECTS or is_embed(node))
            and (node in kept.objects or not self.is_hidden(node, container))
        )
        return Kept(blocks, objects)


def is_object(node: Node) -> bool:
    """Whether a node is a picture or an embed: a part of a page that can be kept without a word."""
    return node.tag in _PICTURES or is_embed(node)


def kind_of_node(node: Node) -> BlockKind:
    """What a block or an object is: by its element, its names, and those of the nearest one around it."""
    around = next((each.names for each in node.ancestors() if each is not node and each.names), "")
    return BlockKind(node.tag, _masked(node.names), _masked(around))


def _warnings(names: PageNames, guidance: Guidance, before: Kept, after: Kept) -> tuple[str, ...]:
    warnings = []
    changed = (before.blocks, before.objects) != (after.blocks, after.objects)
    if guidance.site_repair is not None and changed:
        warnings.append(_("Your repair for {site} was used.").format(site=guidance.site))
    if guidance.repair is not None:
        there = {*names.blocks, *names.objects.values()}
        missing = len((guidance.repair.dropped | guidance.repair.brought_back) - there)
        if missing:
            warnings.append(
                counted(
                    "{count} block of your repair could not be found again in this page.",
                    "{count} blocks of your repair could not be found again in this page.",
                    missing,
                )
            )
        if guidance.repair.container and names.find(guidance.repair.container) is None:
            warnings.append(_("The part of the page that you chose could not be found again."))
    return tuple(warnings)


def _object_text(node: Node) -> str:
    """What an object is told apart by: its address, of a long one the ends."""
    address = next((value for name in _ADDRESSES if (value := node.element.get(name))), "")
    if len(address) > 2 * _LONGEST_ADDRESS:
        address = f"{len(address)} {address[:_LONGEST_ADDRESS]} {address[-_LONGEST_ADDRESS:]}"
    return f"{node.tag} {address}"


def _steps(page: Page) -> dict[Node, Step]:
    counts: dict[Node | None, Counter[tuple[str, str]]] = {}
    steps = {}
    for node in page.nodes:
        if node.tag not in BOUNDARIES and not is_object(node):
            steps[node] = Step(node.tag, _masked(node.names))
            continue
        named = (node.tag, _masked(node.names))
        beside = counts.setdefault(node.parent, Counter())
        steps[node] = Step(*named, beside[named])
        beside[named] += 1
    return steps


def _hidden(page: Page) -> dict[Node, bool]:
    hidden: dict[Node | None, bool] = {None: False}
    for node in page.nodes:
        hidden[node] = node.hidden or hidden[node.parent]
    return {node: each for node, each in hidden.items() if node is not None}


def _is_alike(one: Step, other: Step) -> bool:
    return (one.element, one.names) == (other.element, other.names)


@lru_cache(maxsize=10_000)
def _masked(names: str) -> str:
    """Names with their numbers as ``#``: those of comments and posts have another one on each page."""
    return _NUMBERS.sub("#", names)
