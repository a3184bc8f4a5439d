"""What can be measured of a block: the columns that the learned model judges by.

A row a block, a number a column. All is counted from the light tree of ``blocks``: the block's own text
(``wording``, ``vocabulary``), what its ancestors are and are called (``places``), how its containers are
filled (``containers``), where it stands, also to the page's headline (``headline_distance``), what its
neighbours are, and the votes of two selectors that need no learning: the container with the best
paragraphs, and the stretch of the page with the most running text.
A change of any column needs the model trained anew.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from postil.dom.elements import HEADINGS
from postil.extraction.containers import CONTAINER_NAMES, LEVEL_NAMES, Containers, densest_stretch
from postil.extraction.headline_distance import HEADLINE_NAMES, headline_columns
from postil.extraction.places import GROUP_CODES, PLACE_NAMES, Place, place_of
from postil.extraction.vocabulary import vocabulary
from postil.extraction.wording import (
    MEAN_ODDS,
    OTHER_TAG,
    TAG_CODES,
    TEXT_NAMES,
    count_sentences,
    count_words,
    text_columns,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from postil.extraction.blocks import Block, Node, Page
    from postil.extraction.hints import Hints

_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
_FARTHEST = 20
_NOWHERE = 990.0
_MOSTLY_LINKS = 0.5
_KINDS = ("article", "product", "forum", "listing")

_TEXT_NAMES = (*TEXT_NAMES, "times on the page")
_POSITION_NAMES = (
    "share of blocks before", "share of words before", "blocks to the end", "blocks before",
    "blocks since the title", "blocks into the densest stretch", "blocks to the stretch's end",
    "share of running text before", "blocks into the best container", "blocks to the container's end",
    "blocks since a paragraph", "blocks to a paragraph",
)  # fmt: skip
_RELATION_NAMES = (
    "inside", "steps to it", "levels below it", "its share of the page's words",
    "running text of the branch's parent", "running text of the branch",
    *(f"{name} of the branch" for name in CONTAINER_NAMES[:5]),
    "lowest odds of names in the branch", "odds of all names in the branch", "clutter in the branch",
    "inside and plain", "link share of the block",
)  # fmt: skip
_NEIGHBOUR_NAMES = tuple(
    f"{name} {step:+}"
    for step in _NEIGHBOURS
    for name in ("words", "link share", "sentences", "element", "same parent")
)
_KIN_NAMES = ("blocks like it", "their mean words", "their link share", "their share of the page's words")
_HEADING_NAMES = (
    "blocks since a heading", "level of the heading", "levels below the heading",
    "mean odds of its words", "lowest odds of its words",
)  # fmt: skip
_PAGE_NAMES = (
    "words (log)", "paragraphs", "sentences a word", "link share", "blocks", "words a block",
    "share of p", "share of li", "share of td", "articles", "containers called comment",
    *(f"says it is {kind}" for kind in _KINDS), "states its text",
)  # fmt: skip


class Column(NamedTuple):
    """What one number of a row measures."""

    group: str
    """What it is a measure of."""
    name: str


COLUMNS = tuple(
    Column(group, name)
    for group, names in (
        ("text", _TEXT_NAMES),
        ("place", PLACE_NAMES),
        ("containers", LEVEL_NAMES),
        ("position", _POSITION_NAMES),
        ("best container", _RELATION_NAMES),
        ("neighbours", _NEIGHBOUR_NAMES),
        ("kin", _KIN_NAMES),
        ("headings", _HEADING_NAMES),
        ("headline", HEADLINE_NAMES),
        ("page", _PAGE_NAMES),
    )
    for name in names
)
"""The columns, in the order of a row."""
_CALLED = len(_TEXT_NAMES) + PLACE_NAMES.index(f"called {next(iter(GROUP_CODES))}")
TEXT_COLUMNS = slice(0, len(TEXT_NAMES))
"""Which columns are of the block's own text,"""
NAME_COLUMNS = slice(_CALLED, _CALLED + len(GROUP_CODES))
"""what groups of names its element matches,"""
PAGE_COLUMNS = slice(1 - len(_PAGE_NAMES), None)
"""and what the page is like beside its length; the same for each of its blocks."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How often parts of names, and words of short blocks, belong to articles: learned log-odds."""

    names: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """A page's rows, and the words of each block: how many, and which of the longer ones.

    A character of a script that writes no spaces counts as 0.6 words.
    """

    rows: tuple[list[float], ...]
    words: tuple[float, ...]
    vocabularies: tuple[frozenset[str], ...] = ()


def measure(page: Page, hints: Hints, lexicon: Lexicon) -> Measured:
    """The columns of every block of a page."""
    return _Measurer(page, hints, lexicon).measure() if page.blocks else Measured((), ())


def kind_of(block: Block) -> tuple[str, ...]:
    """What a block has in common with those like it: its element and names, and its parent's."""
    node = block.node
    parent = node.parent
    return (node.tag, node.names) if parent is None else (node.tag, node.names, parent.tag, parent.names)


class _Measurer:
    def __init__(self, page: Page, hints: Hints, lexicon: Lexicon) -> None:
        self._page = page
        self._blocks = page.blocks
        self._hints = hints
        self._lexicon = lexicon
        self._words = [count_words(block.text) for block in page.blocks]
        self._links = [block.linked / len(block.text) for block in page.blocks]
        self._sentences = [count_sentences(block.text) for block in page.blocks]
        self._containers = Containers(page.blocks, self._words, self._links, self._sentences)
        self._vocabularies = tuple(vocabulary(block.text) for block in page.blocks)
        self._places: dict[Node, Place] = {}

    def measure(self) -> Measured:
        holders = {self._page.root}
        for block in self._blocks:
            for node in block.node.ancestors():
                if node in holders:
                    break
                holders.add(node)
        alike: dict[tuple[Node | None, str, str, bool], Place] = {}
        for node in self._page.nodes:
            if node in holders:
                key = (node.parent, node.tag, node.names, node.hidden)
                if key not in alike:
                    alike[key] = place_of(node, self._places, self._lexicon.names)
                self._places[node] = alike[key]
        return Measured(tuple(self._rows()), tuple(self._words), self._vocabularies)

    def _rows(self) -> list[list[float]]:
        own = [
            text_columns(
                block, self._hints, self._lexicon.words, words=words, links=links, sentences=sentences
            )
            for block, words, links, sentences in zip(
                self._blocks, self._words, self._links, self._sentences, strict=True
            )
        ]
        repeats = Counter(block.text for block in self._blocks)
        best = self._containers.best(self._places)
        path = set(best.ancestors()) if best is not None else set()
        positions = self._positions(best)
        neighbours = self._neighbours()
        kinds = [kind_of(block) for block in self._blocks]
        kin = self._kin(kinds)
        headline = headline_columns(self._blocks, self._hints, self._vocabularies, kinds)
        headings = self._headings(own)
        page = self._page_columns()
        return [
            [
                *own[index],
                min(repeats[block.text], 5),
                *self._places[block.node].columns,
                *self._containers.describe_levels(block),
                *positions[index],
                *self._relation(block, best, path),
                *neighbours[index],
                *kin[index],
                *headings[index],
                *headline[index],
                *page,
            ]
            for index, block in enumerate(self._blocks)
        ]

    def _positions(self, best: Node | None) -> list[list[float]]:
        """Where each block stands: on the page, from its title, in the best container and stretch."""
        count = len(self._blocks)
        words, good = self._containers.words, self._containers.good
        title = next((index for index, block in enumerate(self._blocks) if block.node.tag == "h1"), None)
        begin, end = densest_stretch(self._words, self._links)
        back, ahead = self._nearest_paragraphs()
        return [
            [
                index / count,
                words[index] / (words[-1] or 1),
                count - index,
                index,
                _NOWHERE if title is None else index - title,
                index - begin,
                end - index,
                good[index] / (good[-1] or 1),
                -1 if best is None else index - best.first,
                -1 if best is None else best.last - index,
                back[index],
                ahead[index],
            ]
            for index in range(count)
        ]

    def _nearest_paragraphs(self) -> tuple[list[int], list[int]]:
        """How many blocks back, and how many ahead, the nearest paragraph is."""
        long = self._containers.long
        return _steps_since(long), _steps_since(long[::-1])[::-1]

    def _relation(self, block: Block, best: Node | None, path: set[Node]) -> list[float]:
        """How the block stands to the best container, and what its branch off the path to it is."""
        if best is None:
            return [0.0] * 16
        inside, steps, clutter = False, 0, 0
        lowest = lean = 0.0
        branch = block.node
        for steps, node in enumerate(block.node.ancestors()):  # noqa: B007 - counts the steps to the path
            if node in path:
                inside = node is best
                break
            branch = node
            place = self._places[node]
            lowest = min(lowest, place.lean)
            lean += place.lean
            clutter += place.is_clutter
        containers = self._containers
        good = containers.good_of(best) or 1.0
        links = block.linked / len(block.text)
        return [
            inside,
            steps,
            block.node.depth - best.depth,
            containers.words_of(best) / (containers.words[-1] or 1),
            containers.good_of(branch.parent or branch) / good,
            containers.good_of(branch) / good,
            *containers.describe(branch)[:5],
            lowest,
            lean,
            clutter,
            inside and not clutter and links < _MOSTLY_LINKS,
            links,
        ]

    def _neighbours(self) -> list[list[float]]:
        """Words, links, sentences and element of the blocks before and after, and whether siblings."""
        nowhere: tuple[float, ...] = (-1.0, -1.0, -1.0, -1.0)
        parents = [block.node.parent for block in self._blocks]
        facts = [
            (words, links, sentences, TAG_CODES.get(block.node.tag, OTHER_TAG))
            for block, words, links, sentences in zip(
                self._blocks, self._words, self._links, self._sentences, strict=True
            )
        ]
        count = len(facts)
        rows: list[list[float]] = []
        for index, parent in enumerate(parents):
            row: list[float] = []
            for step in _NEIGHBOURS:
                other = index + step
                if 0 <= other < count:
                    row += facts[other]
                    row.append(parents[other] is parent)
                else:
                    row += nowhere
                    row.append(-1.0)
            rows.append(row)
        return rows

    def _kin(self, kinds: Sequence[tuple[str, ...]]) -> list[list[float]]:
        """How the blocks fare that have the same element, names and parent's names all over the page."""
        sums: dict[tuple[str, ...], list[float]] = {}
        for kind, words, links in zip(kinds, self._words, self._links, strict=True):
            each = sums.setdefault(kind, [0.0, 0.0, 0.0])
            each[0] += 1
            each[1] += words
            each[2] += words * links
        total = self._containers.words[-1] or 1
        columns = {
            kind: [count, words / count, linked / (words or 1), words / total]
            for kind, (count, words, linked) in sums.items()
        }
        return [columns[kind] for kind in kinds]

    def _headings(self, own: Sequence[list[float]]) -> list[list[float]]:
        """The last heading before each block: how far back, its level, and what its words say."""
        rows: list[list[float]] = []
        heading: int | None = None
        for index, block in enumerate(self._blocks):
            if block.node.tag in HEADINGS:
                heading = index
            if heading is None:
                rows.append([-1.0, -1.0, 0.0, 0.0, 0.0])
                continue
            node = self._blocks[heading].node
            odds = own[heading][MEAN_ODDS : MEAN_ODDS + 2]
            rows.append([index - heading, int(node.tag[1]), block.node.depth - node.depth, *odds])
        return rows

    def _page_columns(self) -> list[float]:
        containers, count = self._containers, len(self._blocks)
        total = containers.words[-1] or 1
        tags = Counter(block.node.tag for block in self._blocks)
        return [
            log1p(total),
            containers.paragraphs[-1],
            containers.sentences[-1] / total,
            containers.linked[-1] / total,
            count,
            total / count,
            tags["p"] / count,
            tags["li"] / count,
            tags["td"] / count,
            sum(node.tag == "article" for node in self._places),
            sum(place.groups[GROUP_CODES["comment"]] for place in self._places.values()),
            *(kind in self._hints.kinds for kind in _KINDS),
            bool(self._hints.body),
        ]


def _steps_since(marks: Sequence[bool]) -> list[int]:
    """For each position, how many steps back the last mark before it is, at most ``_FARTHEST``."""
    steps, found = _FARTHEST, []
    for mark in marks:
        found.append(min(steps, _FARTHEST))
        steps = 1 if mark else steps + 1
    return found
