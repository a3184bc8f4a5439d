"""What of a page is kept: from the verdict on each block to whole units, without the repeated title.

Blocks are judged one by one; a reader wants lists, tables and code whole, and pictures with the text
around them. Here verdicts become consistent.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from postil.extraction.embeds import is_embed
from postil.extraction.rebuild import Kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.extraction.blocks import Node, Page
    from postil.extraction.classify import Judged
    from postil.extraction.hints import Hints

_UNITS = frozenset({"pre", "table", "dl", "figure", "ul", "ol"})
_OBJECTS = frozenset({"img", "math", "hr"})
_CARD_WORDS = 40
_EARLY = 6


def choose_kept(page: Page, judged: Judged, hints: Hints) -> Kept:
    """The kept blocks and objects of a page, from the verdict on each block."""
    kept = judged.kept()
    if not judged.plain:
        _settle_units(page, kept, judged.words)
        _drop_title(page, kept, hints)
    return Kept(tuple(kept), _kept_objects(page, kept, judged.words))


def _settle_units(page: Page, kept: list[bool], words: Sequence[float]) -> None:
    """A list, table or code whose greater part is kept is kept whole."""
    total = list(accumulate(words, initial=0.0))
    for node in page.nodes:
        if node.tag not in ("pre", "table", "dl") or node.last - node.first < 2:
            continue
        size = total[node.last] - total[node.first]
        held = sum(words[index] for index in range(node.first, node.last) if kept[index])
        if size and held / size > 0.6 and size < total[-1] * 0.5:
            kept[node.first : node.last] = [True] * (node.last - node.first)


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
            return dropped_here < _CARD_WORDS and kept_words >= 0.5 * all_words
        branch = container
    return False
