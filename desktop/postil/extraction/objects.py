"""Which pictures, formulas, embeds and rules are kept: those that stand among kept text.

An object has no words to be judged by, so its place speaks for it: what of the text around it is kept,
how many dropped words lie between it and the nearest kept ones, and what it and what holds only it are
called. Captions and the title stand between pictures and text on every page: they are no distance.
"""

from __future__ import annotations

import re
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from postil.extraction.embeds import is_embed
from postil.extraction.figures import is_caption
from postil.extraction.patterns import UNRELATED_PICTURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.extraction.blocks import Block, Node, Page

_OBJECTS = frozenset({"img", "svg", "math", "hr"})
_PICTURES = frozenset({"img", "svg"})
_CARD_WORDS = 40
_FARTHEST = 80
"""So many dropped words away from the nearest kept ones, a picture belongs to something else."""
_HALF = 0.5
_CAPTION_STEPS = 4
_STATE = re.compile(r"(?:^|\s)(?:\S*--)?(?:has|with|without|no|is|js|show)-\S+")
"""Names that tell of a thing's state or parts, not of what it is."""
_UNRELATED_FILE = re.compile(
    r"(?:^|[/_.-])(?:ads?|adverts?|banners?|leaderboard|sprites?|spacer|divider|pixel|tracking|counter|avatars?|"
    r"share|buttons?|loaders?|spinners?|hamburger|missing[_-]image|nojs(?:img)?|profile[_-]photos?)(?:[/_.-]|\d|$)|"
    r"/icons?/|(?:header|footer|site|print|nav)[_-]logo|scorecardresearch|quantserve|doubleclick|google-analytics",
    re.IGNORECASE,
)
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|svg)(?:$|[?#])", re.IGNORECASE)


def kept_objects(page: Page, kept: Sequence[bool], words: Sequence[float]) -> frozenset[Node]:
    """The objects that are kept with the kept blocks. ``words`` counts the words of each block."""
    surroundings = _Surroundings(page, kept, words)
    return frozenset(
        node for node in page.nodes if (node.tag in _OBJECTS or is_embed(node)) and surroundings.belongs(node)
    )


def all_objects(page: Page) -> frozenset[Node]:
    """Every object of a page that is nothing but its article."""
    return frozenset(node for node in page.nodes if node.tag in _OBJECTS or is_embed(node))


class _Surroundings:
    """The kept and the dropped words of a page, to be asked about places in it."""

    def __init__(self, page: Page, kept: Sequence[bool], words: Sequence[float]) -> None:
        beside = [_is_beside_picture(block) for block in page.blocks]
        self._all = list(accumulate(words, initial=0.0))
        words = [
            count if each or not captions else 0.0
            for count, each, captions in zip(words, kept, beside, strict=True)
        ]
        self._held = list(
            accumulate((count * each for count, each in zip(words, kept, strict=True)), initial=0.0)
        )
        self._total = list(accumulate(words, initial=0.0))
        self._before = _nearest(kept)
        self._after = [len(kept) - each for each in reversed(_nearest(kept[::-1]))]
        self._first = next((index for index, each in enumerate(kept) if each), 0)
        self._last = max((index for index, each in enumerate(kept) if each), default=-1)
        while 0 <= self._last < len(kept) - 1 and beside[self._last + 1]:
            self._last += 1

    def belongs(self, node: Node) -> bool:
        """Whether an object stands among kept text: most words of the nearest kept container are kept."""
        if node.first > self._last + 1 or self._is_far(node.first):
            return False
        if node.tag == "hr" and not self._first < node.first <= self._last:
            return False
        if node.tag in _PICTURES and (_is_unrelated(node) or self._is_sign_above(node)):
            return False
        branch = node
        for container in node.ancestors():
            held = self._of(self._held, container)
            if held > 0:
                dropped_here = self._of(self._total, branch) - self._of(self._held, branch)
                mostly_kept = held >= _HALF * self._of(self._total, container)
                return dropped_here < _CARD_WORDS and (mostly_kept or self._is_amid(node.first, container))
            if node.tag in _PICTURES and _is_unrelated(container):
                return False
            if _leads_away(container) and self._of(self._all, container) > 0:
                return False  # a card: its words were dropped
            branch = container
        return False

    def _is_far(self, at: int) -> bool:
        """Whether many dropped words lie between a place and the kept ones before and after it."""
        return min(self._distances(at)) >= _FARTHEST

    def _is_amid(self, at: int, container: Node) -> bool:
        """Whether kept words of the container are near, before and after a place."""
        near = max(self._distances(at)) < _CARD_WORDS
        return near and container.first < self._before[at] and self._after[at] < container.last

    def _distances(self, at: int) -> tuple[float, float]:
        """How many dropped words lie between a place and the kept ones before it, and after it."""
        before, after = self._before[at], self._after[at]
        return (
            self._total[at] - self._total[before] if before else _FARTHEST,
            self._total[after] - self._total[at] if after < len(self._total) - 1 else _FARTHEST,
        )

    def _is_sign_above(self, node: Node) -> bool:
        """Whether a picture above the text leads somewhere else: a logo, the portrait of an author."""
        if node.first > self._first:
            return False
        return any(
            _leads_away(each) and not _IMAGE_FILE.search(each.element.get("href") or "")
            for each in node.ancestors()
        )

    @staticmethod
    def _of(sums: Sequence[float], node: Node) -> float:
        return sums[node.last] - sums[node.first]


def _nearest(kept: Sequence[bool]) -> list[int]:
    """For each place between blocks, the end of the last kept block before it; 0 where there is none."""
    found = [0]
    for index, each in enumerate(kept, 1):
        found.append(index if each else found[-1])
    return found


def _is_beside_picture(block: Block) -> bool:
    """Whether a block is the caption of a picture, or the page's title, which may stand above one."""
    return block.node.tag == "h1" or any(map(is_caption, islice(block.node.ancestors(), _CAPTION_STEPS)))


def _leads_away(node: Node) -> bool:
    """Whether a node is a link to another page, not one that only a program or this page answers."""
    address = (node.element.get("href") or "").strip() if node.tag == "a" else ""
    return bool(address) and not address.lower().startswith(("#", "javascript:"))


def _is_unrelated(node: Node) -> bool:
    """Whether a picture, or what holds only it, is called something that is no part of an article."""
    if node.names and UNRELATED_PICTURE.search(_STATE.sub(" ", node.names)):
        return True
    if node.tag != "img":
        return False
    source = node.element.get("src") or ""
    return source[:5].lower() != "data:" and _UNRELATED_FILE.search(source.partition("?")[0]) is not None
