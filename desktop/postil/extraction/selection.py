"""What of a page is kept: from the verdict on each block to whole units, without the repeated title.

Blocks are judged one by one; a reader wants lists, tables and code whole, headings with what they head,
and pictures with the text around them. Here verdicts become consistent.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from postil.dom.elements import HEADINGS
from postil.extraction.embeds import is_embed
from postil.extraction.patterns import UNRELATED_PICTURE
from postil.extraction.rebuild import Kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.extraction.blocks import Node, Page
    from postil.extraction.classify import Judged
    from postil.extraction.hints import Hints

_UNITS = frozenset({"pre", "table", "dl", "ul", "ol"})
_OBJECTS = frozenset({"img", "math", "hr"})
_CARD_WORDS = 40
_EARLY = 6
_GREATER_PART = 0.6
_HALF = 0.5
_POSSIBLE = 0.15
"""A block that is less likely than this is not kept for the sake of its neighbours."""


def choose_kept(page: Page, judged: Judged, hints: Hints) -> Kept:
    """The kept blocks and objects of a page, from the verdict on each block."""
    kept = judged.kept()
    if not judged.plain:
        _settle_units(page, kept, judged)
        _settle_headings(page, kept, judged)
        _drop_title(page, kept, hints)
    return Kept(tuple(kept), _kept_objects(page, kept, judged.words))


def _settle_units(page: Page, kept: list[bool], judged: Judged) -> None:
    """A list, table or code is kept whole if its greater part is kept, or if what is around it is."""
    words = list(accumulate(judged.words, initial=0.0))
    likely = list(
        accumulate(
            (count * each for count, each in zip(judged.words, judged.likelihoods, strict=True)), initial=0.0
        )
    )
    linked = list(accumulate((block.linked for block in page.blocks), initial=0))
    letters = list(accumulate((len(block.text) for block in page.blocks), initial=0))
    for node in page.nodes:
        first, last = node.first, node.last
        size = words[last] - words[first]
        if node.tag not in _UNITS or not size or size > words[-1] * _HALF or all(kept[first:last]):
            continue
        held = sum(judged.words[index] for index in range(first, last) if kept[index])
        amid = first > 0 and last < len(kept) and kept[first - 1] and kept[last]
        prose = linked[last] - linked[first] < _HALF * (letters[last] - letters[first])
        if held > _GREATER_PART * size or (
            amid and prose and likely[last] - likely[first] > _POSSIBLE * size
        ):
            kept[first:last] = [True] * (last - first)


def _settle_headings(page: Page, kept: list[bool], judged: Judged) -> None:
    """A heading between kept blocks is kept with what it heads."""
    for index, block in enumerate(page.blocks[1:-1], 1):
        if (
            block.node.tag in HEADINGS
            and not kept[index]
            and kept[index - 1]
            and kept[index + 1]
            and judged.likelihoods[index] > _POSSIBLE
        ):
            kept[index] = True


def _drop_title(page: Page, kept: list[bool], hints: Hints) -> None:
    """Drop the first kept blocks that only repeat the page's title."""
    early = [index for index, each in enumerate(kept) if each][:_EARLY]
    for index in early:
        if page.blocks[index].text.casefold() in hints.titles:
            kept[index] = False


def _kept_objects(page: Page, kept: Sequence[bool], words: Sequence[float]) -> frozenset[Node]:
    held = list(accumulate((count * each for count, each in zip(words, kept, strict=True)), initial=0.0))
    total = list(accumulate(words, initial=0.0))
    first = next((index for index, each in enumerate(kept) if each), 0)
    last = max((index for index, each in enumerate(kept) if each), default=-1)
    return frozenset(
        node
        for node in page.nodes
        if (node.tag in _OBJECTS or is_embed(node)) and _belongs(node, held, total, first, last)
    )


def _belongs(node: Node, held: list[float], total: list[float], first: int, last: int) -> bool:
    """Whether an object stands among kept text: most words of the nearest kept container are kept."""
    if node.first > last + 1 or (node.tag == "hr" and not first < node.first <= last):
        return False
    branch = node
    for container in node.ancestors():
        kept_words = held[container.last] - held[container.first]
        if kept_words > 0:
            dropped_here = (total[branch.last] - total[branch.first]) - (
                held[branch.last] - held[branch.first]
            )
            all_words = total[container.last] - total[container.first]
            return dropped_here < _CARD_WORDS and kept_words >= _HALF * all_words
        if node.tag == "img" and container.names and UNRELATED_PICTURE.search(container.names):
            return False
        if container.tag == "a" and total[container.last] > total[container.first]:
            return False  # a card: its words were dropped
        branch = container
    return False
