"""Lists, tables and code are kept or dropped as wholes, by their greater part and by what is around them.

Every rule compares with the page's own cut, so that a model which is surer or less sure of all blocks
changes nothing here.
"""

from __future__ import annotations

from itertools import accumulate, islice
from typing import TYPE_CHECKING

from postil.extraction.blocks import Node
from postil.extraction.embeds import is_post
from postil.extraction.headings import is_heading
from postil.extraction.tables import has_header_cells, is_data_table
from postil.extraction.teasers import drop_teasers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from postil.extraction.blocks import Page
    from postil.extraction.classify import Judged

_UNITS = frozenset({"pre", "table", "dl", "ul", "ol"})
_LISTS = frozenset({"ul", "ol"})
_GREATER_PART = 0.6
_HALF = 0.5
_POSSIBLE = 0.15
"""A unit that is less likely than this is not kept for the sake of its neighbours."""
_POSSIBLE_TABLE = 0.25
"""The same for a table of data with headers, as a share of the cut: tables are unlike other text."""
_MOST_LINKED = 0.8
_FEWEST_CONTENTS = 3
_LEVELS = 3
_NEAREST = 20
_ASIDE_WORDS = 40
"""So many dropped words may lie between a table and the kept text that it belongs to."""


def settle_units(
    page: Page, kept: list[bool], judged: Judged, *, apart: frozenset[Node] = frozenset()
) -> None:
    """Keep or drop whole units but those ``apart``, which only hold other parts; ``kept`` is changed."""
    counts = _Counts(page, judged)
    for node in page.nodes:
        first, last = node.first, node.last
        size = counts.words[last] - counts.words[first]
        if (
            not (node.tag in _UNITS or is_post(node))
            or node in apart
            or not size
            or size > counts.words[-1] * _HALF
            or all(kept[first:last])
        ):
            continue
        held = sum(judged.words[index] for index in range(first, last) if kept[index])
        if (
            held > _GREATER_PART * size
            or (_is_amid(node, kept) and counts.is_prose(node) and counts.likelihood(node) > _POSSIBLE)
            or (_is_introduced(node, page, kept) and counts.likelihood(node) > counts.least(node, judged))
            or _is_table_beside(node, kept, counts, judged)
            or _is_bibliography(node, kept, counts, judged)
            or (is_post(node) and _is_post_amid(node, kept, counts))
        ):
            kept[first:last] = [True] * (last - first)
    _drop_contents(page, kept)
    drop_teasers(page, kept)


class _Counts:
    """Words, letters and likelihoods of the blocks before each place."""

    def __init__(self, page: Page, judged: Judged) -> None:
        likely = (count * each for count, each in zip(judged.words, judged.likelihoods, strict=True))
        self.words = _sums(judged.words)
        self._siblings: dict[Node, list[Node]] = {}
        self._places: dict[Node, int] = {}
        self._likely = _sums(likely)
        self._linked = _sums(block.linked for block in page.blocks)
        self._letters = _sums(len(block.text) for block in page.blocks)

    def siblings(self, node: Node) -> tuple[list[Node], int]:
        """The elements in a node's parent, and which of them the node is."""
        parent = node.parent
        assert parent is not None
        if parent not in self._siblings:
            nodes = [child for child in parent.content if isinstance(child, Node)]
            self._siblings[parent] = nodes
            self._places.update((child, at) for at, child in enumerate(nodes))
        return self._siblings[parent], self._places[node]

    def likelihood(self, node: Node) -> float:
        """The mean likelihood of a node's words."""
        return (self._likely[node.last] - self._likely[node.first]) / (
            self.words[node.last] - self.words[node.first]
        )

    def linked(self, node: Node) -> float:
        """Which share of a node's letters is links."""
        letters = self._letters[node.last] - self._letters[node.first]
        return (self._linked[node.last] - self._linked[node.first]) / max(letters, 1)

    def least(self, node: Node, judged: Judged) -> float:
        """How likely a list that is announced must be; one of links may be of sources or of other pages."""
        return _POSSIBLE if self.is_prose(node) else _HALF * judged.cut

    def is_prose(self, node: Node) -> bool:
        """Whether less than half of a node is links."""
        return self.linked(node) < _HALF


def _sums(values: Iterable[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))


def _is_amid(node: Node, kept: Sequence[bool]) -> bool:
    """Whether what stands right before and right after a unit is kept."""
    return node.first > 0 and node.last < len(kept) and kept[node.first - 1] and kept[node.last]


def _is_post_amid(node: Node, kept: Sequence[bool], counts: _Counts) -> bool:
    """Whether the run of posts that one stands in stands in kept text, or ends what its container has."""
    if node.parent is None or node.first == 0:
        return False
    siblings, at = counts.siblings(node)
    before = next((each for each in siblings[at::-1] if _has_words_of_its_own(each)), None)
    after = next((each for each in siblings[at:] if _has_words_of_its_own(each)), None)
    return (
        before is not None
        and kept[before.last - 1]
        and (kept[after.first] if after is not None else not is_heading(before))
    )


def _has_words_of_its_own(node: Node) -> bool:
    return node.last > node.first and not is_post(node)


def _is_introduced(node: Node, page: Page, kept: Sequence[bool]) -> bool:
    """Whether the kept words right before a list announce it: they end in a colon."""
    if node.tag not in _LISTS or node.first == 0 or not kept[node.first - 1]:
        return False
    before = page.blocks[node.first - 1]
    return not is_heading(before.node) and before.text.endswith((":", "："))


def _is_table_beside(node: Node, kept: Sequence[bool], counts: _Counts, judged: Judged) -> bool:
    """Whether a table of data with headers stands among the kept paragraphs of its own container."""
    if (
        node.tag != "table"
        or node.parent is None
        or counts.likelihood(node) < _POSSIBLE_TABLE * judged.cut
        or counts.linked(node) > _MOST_LINKED
        or not (has_header_cells(node) and is_data_table(node, counts.words))
    ):
        return False
    siblings, at = counts.siblings(node)
    return _reaches(siblings[at + 1 : at + 1 + _NEAREST], kept, counts)


def _is_bibliography(node: Node, kept: Sequence[bool], counts: _Counts, judged: Judged) -> bool:
    """Whether a list of cited works ends an article: it stands in its container, below kept text."""
    if node.tag not in _LISTS or counts.likelihood(node) < _POSSIBLE_TABLE * judged.cut:
        return False
    items = [child for child in node.content if isinstance(child, Node)]
    cited = sum(any(each.tag == "cite" for each in item.nodes()) for item in items)
    return cited * 2 > len(items) and any(
        any(kept[holder.first : node.first]) for holder in islice(node.ancestors(), 1, _LEVELS)
    )


def _reaches(siblings: Iterable[Node], kept: Sequence[bool], counts: _Counts) -> bool:
    """Whether a kept paragraph comes before too many dropped words."""
    passed = 0.0
    for sibling in siblings:
        if sibling.last > sibling.first and sibling.tag == "p" and all(kept[sibling.first : sibling.last]):
            return True
        passed += counts.words[sibling.last] - counts.words[sibling.first]
        if passed > _ASIDE_WORDS:
            return False
    return False


def _drop_contents(page: Page, kept: list[bool]) -> None:
    """An article's own list of contents is dropped, whole: readers make one of the headings."""
    targets: dict[str, Node] = {}
    for node in page.nodes:
        name = node.element.get("id")
        if name:
            targets.setdefault(name, node)
    for node in page.nodes:
        if node.tag in _LISTS and any(kept[node.first : node.last]) and _is_contents(node, page, targets):
            kept[node.first : node.last] = [False] * (node.last - node.first)


def _is_contents(node: Node, page: Page, targets: Mapping[str, Node]) -> bool:
    """Whether a list consists of links to headings, or what holds them, further down its own page."""
    blocks = page.blocks[node.first : node.last]
    letters = sum(len(block.text) for block in blocks)
    if len(blocks) < _FEWEST_CONTENTS or sum(block.linked for block in blocks) < _MOST_LINKED * letters:
        return False
    links = [each for each in node.nodes() if each.tag == "a" and each.element.get("href")]
    led = [targets.get((each.element.get("href") or "").partition("#")[2]) for each in links]
    below = [
        each for each in led if each is not None and each.first >= node.last and _begins_section(each, page)
    ]
    return bool(links) and len(below) >= _MOST_LINKED * len(links)


def _begins_section(node: Node, page: Page) -> bool:
    """Whether a heading is what comes first at a place."""
    if node.first >= len(page.blocks):
        return False
    block = page.blocks[node.first]
    return any(map(is_heading, islice(block.node.ancestors(), _LEVELS)))
