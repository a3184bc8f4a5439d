"""What can be measured of a block: the columns that the learned model judges by.

A row a block, a number a column, in the order of ``COLUMNS``. All is counted from the light tree of
``blocks``: the block's own text, what its ancestors are and are called, how its containers are filled,
where it stands, what its neighbours are, and the votes of two selectors that need no learning: the
container with the best paragraphs, and the stretch of the page with the most running text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from math import log1p
from typing import TYPE_CHECKING

from postil.extraction.patterns import (
    BAR,
    DATE,
    NAME_GROUPS,
    SENTENCE_END,
    UNSPACED,
    UNSPACED_SENTENCE_END,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from postil.extraction.blocks import Block, Node, Page

_TAGS = (
    "p", "li", "h1", "h2", "h3", "h4", "td", "th", "div", "pre", "blockquote", "figcaption", "dt", "dd",
    "section", "article", "span", "label", "body", "other",
)  # fmt: skip
_TAG_CODES = {tag: code for code, tag in enumerate(_TAGS)} | {"h5": 5, "h6": 5}
_OTHER_TAG = _TAG_CODES["other"]
_AROUND = (
    "nav", "header", "footer", "aside", "article", "main", "form", "table", "ul", "ol", "figure", "blockquote",
    "section", "details", "a", "noscript",
)  # fmt: skip
_AROUND_CODES = {tag: code for code, tag in enumerate(_AROUND)}
_GROUP_CODES = {name: code for code, (name, _) in enumerate(NAME_GROUPS)}
_HIDDEN = _GROUP_CODES["hidden"]
_GROUPS = len(NAME_GROUPS)
_LEVELS = 5
_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
_FAR = 99.0
_WORD = re.compile(r"\w+")
_NAME_PART = re.compile(r"[a-z]{2,}|[A-Z][a-z]+|[A-Z]{2,}(?![a-z])")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the page's head says, for comparison with its blocks."""

    titles: tuple[str, ...] = ()
    description: str = ""
    body: str = ""
    """The article's text as structured data states it (``articleBody``), or nothing."""
    kinds: frozenset[str] = frozenset()
    """What the page calls itself: ``article``, ``product``, ``forum``, ``listing``."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How often parts of names, and words of short blocks, belong to articles: learned log-odds."""

    names: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """A page's rows, and what was computed on the way that later steps use too."""

    rows: tuple[list[float], ...]
    words: tuple[float, ...]
    """Words of each block; a character of an unspaced script counts as 0.6."""
    links: tuple[float, ...]
    """Share of each block's characters that are in links."""
    container: Node | None
    """The element with the best paragraphs, if any block is a paragraph."""
    stretch: tuple[int, int]
    """First and last block (exclusive) of the stretch with the most running text."""


def measure(page: Page, hints: Hints, lexicon: Lexicon) -> Measured:
    """The features of every block of a page."""
    return _Measurer(page, hints, lexicon).measure()


class _Measurer:
    def __init__(self, page: Page, hints: Hints, lexicon: Lexicon) -> None:
        self._page = page
        self._blocks = page.blocks
        self._hints = hints
        self._lexicon = lexicon
        self._words = [_count_words(block.text) for block in page.blocks]
        self._links = [block.linked / len(block.text) for block in page.blocks]
        self._sentences = [_count_sentences(block.text) for block in page.blocks]
        self._sums = _Sums(self._blocks, self._words, self._links, self._sentences)
        self._places: dict[Node, _Place] = {}
        self._containers: dict[Node, list[float]] = {}

    def measure(self) -> Measured:
        for node in self._page.root.nodes():
            if node.last > node.first or node.parent is None:
                self._places[node] = _place(node, self._places, self._lexicon.names)
        container = self._best_container()
        stretch = _densest_stretch(self._words, self._links)
        return Measured(
            tuple(self._rows(container, stretch)), tuple(self._words), tuple(self._links), container, stretch
        )

    def _best_container(self) -> Node | None:
        votes: dict[Node, float] = {}
        for block, words, links, sentences in zip(
            self._blocks, self._words, self._links, self._sentences, strict=True
        ):
            if words < 8 or links > 0.5:
                continue
            value = min(words, 80) * (1 - links) * (1 + min(sentences, 3))
            node = block.node if block.node.tag == "div" else block.node.parent
            for weight in (1.0, 0.5, 0.29, 0.2, 0.14):
                if node is None:
                    break
                votes[node] = votes.get(node, 0.0) + value * weight
                node = node.parent
        return max(votes, key=lambda node: votes[node] * self._fitness(node), default=None)

    def _fitness(self, node: Node) -> float:
        groups = self._places[node].groups
        leaning = groups[0] - groups[_GROUP_CODES["navigation"]] - groups[_GROUP_CODES["foot"]]
        return (1 - self._sums.link_share(node)) * (1 + 0.25 * leaning)

    def _rows(self, container: Node | None, stretch: tuple[int, int]) -> list[list[float]]:
        own = [
            _own_features(block, words, links, sentences, self._hints, self._lexicon.words)
            for block, words, links, sentences in zip(
                self._blocks, self._words, self._links, self._sentences, strict=True
            )
        ]
        repeats = Counter(block.text for block in self._blocks)
        page = self._page_features(own)
        path = set(container.ancestors()) if container is not None else set()
        first_heading = next((i for i, b in enumerate(self._blocks) if b.node.tag == "h1"), None)
        rows = []
        for index, block in enumerate(self._blocks):
            row = list(own[index])
            row.append(min(repeats[block.text], 5))
            row += self._places[block.node].features
            row += self._levels(block)
            row += self._position(index, first_heading, stretch)
            row += self._relation(block, container, path)
            row += self._neighbours(index)
            row += page
            rows.append(row)
        return rows

    def _levels(self, block: Block) -> list[float]:
        """How the containers around the block are filled; those that hold nothing more are left out."""
        row: list[float] = []
        found = 0
        size = 0
        last: list[float] = []
        for node in block.node.ancestors():
            if node.last - node.first <= size:
                continue
            size = node.last - node.first
            last = self._container(node)
            row += last
            found += 1
            if found == _LEVELS:
                break
        return row + last * (_LEVELS - found)

    def _container(self, node: Node) -> list[float]:
        known = self._containers.get(node)
        if known is None:
            known = self._containers[node] = self._sums.describe(node)
        return known

    def _position(self, index: int, heading: int | None, stretch: tuple[int, int]) -> list[float]:
        count = len(self._blocks)
        sums = self._sums
        return [
            index / count,
            sums.words[index] / (sums.words[-1] or 1),
            count - index,
            index,
            _FAR * 10 if heading is None else index - heading,
            index - stretch[0],
            stretch[1] - index,
            sums.good[index] / (sums.good[-1] or 1),
        ]

    def _relation(self, block: Block, container: Node | None, path: set[Node]) -> list[float]:
        """Where the block stands to the best container, and what its branch off the path to it is."""
        if container is None:
            return [0.0] * 11
        inside, common = 0, 0
        branch = block.node
        for common, node in enumerate(block.node.ancestors()):
            if node is container:
                inside = 1
            if node in path:
                break
            branch = node
        meeting = branch.parent or branch
        best = self._sums.good_of(container) or 1.0
        return [
            inside,
            common,
            block.node.depth - container.depth,
            self._sums.words_of(container) / (self._sums.words[-1] or 1),
            self._sums.good_of(meeting) / best,
            self._sums.good_of(branch) / best,
            *self._container(branch)[:5],
        ]

    def _neighbours(self, index: int) -> list[float]:
        row: list[float] = []
        parent = self._blocks[index].node.parent
        for distance in _NEIGHBOURS:
            other = index + distance
            if 0 <= other < len(self._blocks):
                node = self._blocks[other].node
                row += (
                    self._words[other],
                    self._links[other],
                    self._sentences[other],
                    _TAG_CODES.get(node.tag, _OTHER_TAG),
                    1.0 if node.parent is parent else 0.0,
                )
            else:
                row += (-1.0, -1.0, -1.0, -1.0, -1.0)
        return row

    def _page_features(self, own: Sequence[list[float]]) -> list[float]:
        sums, kinds = self._sums, self._hints.kinds
        total = sums.words[-1] or 1
        tags = Counter(block.node.tag for block in self._blocks)
        comments = sum(place.groups[_GROUP_CODES["comment"]] for place in self._places.values())
        articles = sum(node.tag == "article" for node in self._places)
        return [
            log1p(total),
            sums.long[-1],
            sums.sentences[-1] / total,
            sums.linked[-1] / total,
            len(own),
            total / max(len(own), 1),
            tags["p"] / max(len(own), 1),
            tags["li"] / max(len(own), 1),
            tags["td"] / max(len(own), 1),
            articles,
            comments,
            *(float(kind in kinds) for kind in ("article", "product", "forum", "listing")),
            1.0 if self._hints.body else 0.0,
        ]


class _Sums:
    """Running totals over the blocks, so that a container's are a subtraction."""

    def __init__(
        self, blocks: Sequence[Block], words: list[float], links: list[float], sentences: list[int]
    ) -> None:
        self.words = _running(words)
        self.linked = _running([w * share for w, share in zip(words, links, strict=True)])
        self.sentences = _running(sentences)
        self.long = _running([w > 15 and share < 0.3 for w, share in zip(words, links, strict=True)])
        self.good = _running(
            [
                w * (1 - share) * (1.0 if w > 8 and block.node.tag in _TEXT_TAGS else 0.3)
                for block, w, share in zip(blocks, words, links, strict=True)
            ]
        )

    def words_of(self, node: Node) -> float:
        return self.words[node.last] - self.words[node.first]

    def good_of(self, node: Node) -> float:
        return self.good[node.last] - self.good[node.first]

    def link_share(self, node: Node) -> float:
        return (self.linked[node.last] - self.linked[node.first]) / (self.words_of(node) or 1)

    def describe(self, node: Node) -> list[float]:
        """The columns of a container: words, link share, and how the words are spread."""
        first, last = node.first, node.last
        count = max(last - first, 1)
        words = self.words[last] - self.words[first]
        long = self.long[last] - self.long[first]
        twins, twin_rank = _twins(node)
        return [
            words,
            self.link_share(node),
            words / count,
            (self.sentences[last] - self.sentences[first]) / count,
            long,
            long / count,
            words / (self.words[-1] or 1),
            (self.good[last] - self.good[first]) / (words or 1),
            (self.good[last] - self.good[first]) / (self.good[-1] or 1),
            twins,
            twin_rank,
        ]


_TEXT_TAGS = frozenset({"p", "pre", "blockquote", "li", "td"})


@dataclass(frozen=True, slots=True)
class _Place:
    """What surrounds a node: the nearest of each kind of ancestor, counted in steps (0: none)."""

    tags: list[int]
    groups: tuple[int, ...]
    """1 for every group of names that the node itself matches."""
    nearest: list[int]
    counts: list[int]
    lean: float
    """Learned log-odds of the node's own names."""
    lowest: float
    highest: float
    total: float
    features: list[float]


def _place(node: Node, places: dict[Node, _Place], lexicon: Mapping[str, float]) -> _Place:
    groups = _groups_of(node.names)
    if node.hidden:
        groups = (*groups[:_HIDDEN], 1, *groups[_HIDDEN + 1 :])
    lean = _lean(node.names, lexicon)
    parent = places.get(node.parent) if node.parent is not None else None
    if parent is None:
        tags, nearest, counts = [0] * len(_AROUND), list(groups), list(groups)
        lowest = highest = total = lean
    else:
        tags = [steps and steps + 1 for steps in parent.tags]
        nearest = [
            1 if own else steps and steps + 1 for own, steps in zip(groups, parent.nearest, strict=True)
        ]
        counts = [own + before for own, before in zip(groups, parent.counts, strict=True)]
        lowest, highest = min(lean, parent.lowest), max(lean, parent.highest)
        total = lean + 0.8 * parent.total
    code = _AROUND_CODES.get(node.tag)
    if code is not None:
        tags[code] = 1
    features = [
        *tags, node.depth, *groups, *nearest, *counts, lean, 0.0 if parent is None else parent.lean,
        lowest, highest, total,
    ]  # fmt: skip
    return _Place(tags, groups, nearest, counts, lean, lowest, highest, total, features)


@lru_cache(maxsize=20_000)
def _groups_of(names: str) -> tuple[int, ...]:
    if not names:
        return (0,) * _GROUPS
    return tuple(1 if pattern.search(names) else 0 for _, pattern in NAME_GROUPS)


@lru_cache(maxsize=20_000)
def name_parts(names: str) -> frozenset[str]:
    """The words that names are made of: ``articleBody main-text`` is article, body, main, text."""
    return frozenset(part.lower() for part in _NAME_PART.findall(names))


def _lean(names: str, lexicon: Mapping[str, float]) -> float:
    if not names or not lexicon:
        return 0.0
    return sum(lexicon.get(part, 0.0) for part in name_parts(names))


def _twins(node: Node) -> tuple[int, int]:
    """How many siblings have the node's tag and names, and which of them it is."""
    parent = node.parent
    if parent is None:
        return 0, 0
    count = rank = 0
    for sibling in parent.content:
        if getattr(sibling, "tag", None) == node.tag and sibling.names == node.names:  # type: ignore[union-attr]
            count += 1
            if sibling is node:
                rank = count
    return count, rank


def short_words(text: str) -> list[str]:
    """The words by which a short block is known: its first dozen, in lower case."""
    return _WORD.findall(text[:160].lower())[:12]


def _own_features(
    block: Block, words: float, links: float, sentences: int, hints: Hints, lexicon: Mapping[str, float]
) -> list[float]:
    text = block.text
    head = text[:160]
    length = len(head)
    odds = [lexicon.get(word, 0.0) for word in short_words(text)] if lexicon else []
    folded = text.casefold()
    return [
        _TAG_CODES.get(block.node.tag, _OTHER_TAG),
        words,
        len(text),
        links,
        sentences,
        sentences / (words + 1),
        text.count(",") / (words + 1),
        1.0 if SENTENCE_END.search(text[-3:]) else 0.0,
        sum(map(str.isupper, head)) / length,
        sum(map(str.isdigit, head)) / length,
        1 - sum(map(str.isalnum, head)) / length,
        1.0 if head[0].islower() else 0.0,
        1.0 if BAR.search(head) else 0.0,
        1.0 if words < 40 and DATE.search(head) else 0.0,
        1.0 if text[-1] in ":：" else 0.0,
        _likeness(folded, hints.titles),
        1.0 if len(folded) > 30 and hints.description and folded[:60] in hints.description else 0.0,
        0.0 if not hints.body or len(folded) < 20 else (1.0 if folded[:50] in hints.body else -1.0),
        sum(odds) / (len(odds) or 1),
        min(odds, default=0.0),
        max(odds, default=0.0),
        odds[0] if odds else 0.0,
        odds[-1] if odds else 0.0,
    ]


def _likeness(text: str, titles: tuple[str, ...]) -> float:
    """1 for a title of the page, .5 for a part of one, -1 where no title is known."""
    if not titles:
        return -1.0
    if text in titles:
        return 1.0
    return 0.5 if len(text) > 15 and any(text in title for title in titles) else 0.0


def _count_words(text: str) -> float:
    count = float(len(text.split()))
    if not text.isascii():
        count += 0.6 * len(UNSPACED.findall(text))
    return count


def _count_sentences(text: str) -> int:
    count = len(SENTENCE_END.findall(text))
    if not text.isascii():
        count = max(count, len(UNSPACED_SENTENCE_END.findall(text)))
    return count


def _densest_stretch(words: list[float], links: list[float]) -> tuple[int, int]:
    """The run of blocks with the largest sum of words, where links and short blocks count against it."""
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
