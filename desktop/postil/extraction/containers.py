"""How the containers of a page are filled, as columns, and which of them looks like the article's."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from postil.extraction.blocks import Text
from postil.extraction.places import GROUP_CODES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from postil.extraction.blocks import Block, Node
    from postil.extraction.places import Place

LONG = 15
"""More words than this, few of them in links, are a paragraph."""
_FEW_LINKS = 0.3
_TEXT_TAGS = frozenset({"p", "pre", "blockquote", "li", "td"})
_LEVELS = 5
CONTAINER_NAMES = (
    "words", "link share", "words a block", "sentences a block", "paragraphs", "paragraphs a block",
    "share of page's words", "share of running text", "share of page's running text", "siblings alike",
    "rank among siblings alike",
)  # fmt: skip
"""The names of what ``describe`` measures of a container, in order."""
LEVEL_NAMES = tuple(f"{name} {level} out" for level in range(1, _LEVELS + 1) for name in CONTAINER_NAMES)
"""The names of what ``describe_levels`` measures of those around a block, in order."""
_INHERITED = (1.0, 0.5, 0.29, 0.2, 0.14)
"""What share of a paragraph's vote its parent gets, and the parent's parent, and so on."""
_NAVIGATION, _FOOT = GROUP_CODES["navigation"], GROUP_CODES["foot"]


class Containers:
    """The containers of a page. Sums over blocks run along the page, so a container's are a subtraction."""

    def __init__(
        self,
        blocks: Sequence[Block],
        words: Sequence[float],
        links: Sequence[float],
        sentences: Sequence[int],
    ) -> None:
        self._blocks = blocks
        self.long = [count > LONG and share < _FEW_LINKS for count, share in zip(words, links, strict=True)]
        self.words = _running(words)
        self.linked = _running([count * share for count, share in zip(words, links, strict=True)])
        self.sentences = _running(sentences)
        self.paragraphs = _running(self.long)
        self.good = _running(
            [
                count * (1 - share) * (1.0 if count > 8 and block.node.tag in _TEXT_TAGS else 0.3)
                for block, count, share in zip(blocks, words, links, strict=True)
            ]
        )
        self._described: dict[Node, list[float]] = {}
        self._twins: dict[Node, tuple[int, int]] = {}

    def words_of(self, node: Node) -> float:
        """The words under a node."""
        return self.words[node.last] - self.words[node.first]

    def good_of(self, node: Node) -> float:
        """The words under a node that look like running text."""
        return self.good[node.last] - self.good[node.first]

    def link_share(self, node: Node) -> float:
        """The share of a node's words that are in links."""
        return (self.linked[node.last] - self.linked[node.first]) / (self.words_of(node) or 1)

    def describe(self, node: Node) -> list[float]:
        """The columns of a container: words, link share, how the words are spread, siblings like it."""
        known = self._described.get(node)
        if known is None:
            first, last = node.first, node.last
            count = max(last - first, 1)
            words = self.words[last] - self.words[first]
            good = self.good[last] - self.good[first]
            paragraphs = self.paragraphs[last] - self.paragraphs[first]
            known = self._described[node] = [
                words,
                self.link_share(node),
                words / count,
                (self.sentences[last] - self.sentences[first]) / count,
                paragraphs,
                paragraphs / count,
                words / (self.words[-1] or 1),
                good / (words or 1),
                good / (self.good[-1] or 1),
                *self._twins_of(node),
            ]
        return known

    def describe_levels(self, block: Block) -> list[float]:
        """The containers around a block, outwards; those that hold nothing more are left out."""
        row: list[float] = []
        last: list[float] = []
        found = size = 0
        for node in block.node.ancestors():
            if node.last - node.first > size:
                size = node.last - node.first
                last = self.describe(node)
                row += last
                found += 1
                if found == _LEVELS:
                    return row
        return row + last * (_LEVELS - found)

    def best(self, places: Mapping[Node, Place]) -> Node | None:
        """The container with the best paragraphs; None where no block is a paragraph."""
        votes: dict[Node, float] = {}
        for index, block in enumerate(self._blocks):
            words = self.words[index + 1] - self.words[index]
            links = block.linked / len(block.text)
            if words < 8 or links > 0.5:
                continue
            sentences = self.sentences[index + 1] - self.sentences[index]
            value = min(words, 80) * (1 - links) * (1 + min(sentences, 3))
            node = block.node if block.node.tag == "div" else block.node.parent
            for share in _INHERITED:
                if node is None:
                    break
                votes[node] = votes.get(node, 0.0) + value * share
                node = node.parent

        def fitness(node: Node) -> float:
            groups = places[node].groups
            leaning = groups[0] - groups[_NAVIGATION] - groups[_FOOT]
            return votes[node] * (1 - self.link_share(node)) * (1 + 0.25 * leaning)

        return max(votes, key=fitness, default=None)

    def _twins_of(self, node: Node) -> tuple[int, int]:
        """How many siblings have the node's tag and names, and which of them it is."""
        parent = node.parent
        if parent is None:
            return 0, 0
        if node not in self._twins:
            siblings: dict[tuple[str, str], list[Node]] = {}
            for sibling in parent.content:
                if not isinstance(sibling, Text):
                    siblings.setdefault((sibling.tag, sibling.names), []).append(sibling)
            for alike in siblings.values():
                self._twins.update((each, (len(alike), rank)) for rank, each in enumerate(alike))
        return self._twins[node]


def densest_stretch(words: Sequence[float], links: Sequence[float]) -> tuple[int, int]:
    """The run of blocks with the largest sum of words, where links and short blocks count against it.

    First and last block (exclusive). The idea: Finn, Kushmerick, Smyth: Fact or fiction: content
    classification for digital libraries, 2001.
    """
    best, best_range = 0.0, (0, 0)
    total, start = 0.0, 0
    for index, (count, share) in enumerate(zip(words, links, strict=True)):
        if total <= 0:
            total, start = 0.0, index
        total += min(count, 100) * (1 - 2 * share) - 8
        if total > best:
            best, best_range = total, (start, index + 1)
    return best_range


def _running(values: Sequence[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))
