"""Twins: the same passage twice, for a wide and for a narrow screen, or for print. It is kept once.

What repeats for a reader's sake stays: refrains, quotations, the posts of a thread, code, tables, and notes
that each entry of a reference has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from postil.extraction.blocks import Node, Page

_FEWEST_BLOCKS = 2
_FEWEST_WORDS = 20
_FEWEST_STATED_WORDS = 3
"""The same where classes say that one is for narrow screens and the other for wide ones."""
_PROSE = 12
"""Words of a block on average; shorter lines of one kind are refrains or the entries of a list."""
_OWN_SHARE = 0.9
"""A passage's container holds no more than a little besides it."""
_REPEATING = frozenset({"blockquote", "q", "pre", "code", "table", "td", "dl", "dd", "li"})
_WIDE_NAMES = r"(?:desktop|laptop|wide|lg|xl|xxl|md|large|medium)"
_NARROW_NAMES = r"(?:mobile|phone|handheld|tablet|print|xs|sm|small)"
_HIDING = r"(?:hide|hidden|no|not)"
_SHOWING = r"(?:show|visible|only|for|is|on|view|version)"
_NARROW = re.compile(
    rf"(?:^|[\s_:-])(?:{_HIDING}(?:-(?:on|for))?[-_:]*{_WIDE_NAMES}|{_WIDE_NAMES}[-_:]*(?:{_HIDING}|none)|"
    rf"d-{_WIDE_NAMES}-none|{_SHOWING}[-_:]*{_NARROW_NAMES}|{_NARROW_NAMES}[-_:]*{_SHOWING}|mobile|phone|print)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
_WIDE = re.compile(
    rf"(?:^|[\s_:-])(?:{_HIDING}(?:-(?:on|for))?[-_:]*{_NARROW_NAMES}|{_NARROW_NAMES}[-_:]*(?:{_HIDING}|none)|"
    rf"d-none|d-{_WIDE_NAMES}-(?:block|flex|grid|inline)|{_SHOWING}[-_:]*{_WIDE_NAMES}|{_WIDE_NAMES}[-_:]*(?:{_SHOWING}|block|flex)|desktop)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)


class _Screen(Enum):
    NARROW = "narrow"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class _Passage:
    """A run of kept blocks with the smallest element that holds all of it."""

    blocks: tuple[int, ...]
    container: Node
    names: str
    """The classes of the elements around it that are not around its twin."""
    hidden: bool
    is_whole: bool
    """Whether nothing else in the container is kept."""


def drop_twins(page: Page, kept: list[bool], spared: Collection[int] = ()) -> None:
    """Drop the twins of kept passages; ``kept`` is changed, but not of the ``spared`` blocks."""
    _Twins(page, kept, frozenset(spared)).drop()


class _Twins:
    def __init__(self, page: Page, kept: list[bool], spared: frozenset[int]) -> None:
        self._page = page
        self._kept = kept
        self._places = [index for index, each in enumerate(kept) if each and index not in spared]
        self._texts = [" ".join(page.blocks[index].text.casefold().split()) for index in self._places]
        sizes = (
            len(block.text.split()) if each else 0 for block, each in zip(page.blocks, kept, strict=True)
        )
        self._words = list(accumulate(sizes, initial=0))

    def drop(self) -> None:
        """Walk over the kept blocks; a run that was said before is judged as a whole."""
        said: dict[str, int] = {}
        dropped: set[int] = set()
        at = 0
        while at < len(self._texts):
            before = said.get(self._texts[at])
            if before is None:
                said[self._texts[at]] = at
                at += 1
                continue
            size = self._run(before, at)
            dropped.update(self._to_drop(self._places[before : before + size], self._places[at : at + size]))
            at += size
        for index in dropped:
            self._kept[index] = False

    def _run(self, before: int, at: int) -> int:
        """How many blocks from two places on say the same."""
        size = 1
        while (
            at + size < len(self._texts)
            and before + size < at
            and self._texts[before + size] == self._texts[at + size]
        ):
            size += 1
        return size

    def _to_drop(self, first: Sequence[int], second: Sequence[int]) -> Sequence[int]:
        """The blocks of the one of two passages that goes; none where both stay."""
        one, other = self._passage(first, second[0]), self._passage(second, first[0])
        if other is None:
            return ()
        size = sum(self._words[index + 1] - self._words[index] for index in second)
        screens = {None if one is None else _screen(one.names), _screen(other.names)}
        is_stated = screens == {_Screen.NARROW, _Screen.WIDE}
        if not is_stated and not self._says_enough(one, other, size):
            return ()
        if size < _FEWEST_STATED_WORDS:
            return ()
        if one is not None and _is_lesser(one, other):
            return one.blocks
        return other.blocks

    @staticmethod
    def _says_enough(one: _Passage | None, other: _Passage, size: int) -> bool:
        """Whether two passages that name no screen are long enough, and not of one kind and short lines."""
        blocks = len(other.blocks)
        if blocks < _FEWEST_BLOCKS or size < _FEWEST_WORDS or not other.is_whole:
            return False
        if one is None or _kind(one.container) != _kind(other.container):
            return True
        return size >= _PROSE * blocks and one.container.parent is other.container.parent

    def _passage(self, blocks: Sequence[int], elsewhere: int) -> _Passage | None:
        """A passage with what holds it and not its twin; None where it is only a part of something."""
        size = self._words[blocks[-1] + 1] - self._words[blocks[0]]
        around = list(self._around(blocks[0], elsewhere))
        container = next((node for node in around if node.last > blocks[-1]), None)
        if container is None or any(node.tag in _REPEATING for node in around):
            return None
        held = self._words[container.last] - self._words[container.first]
        if size < _OWN_SHARE * held:
            return None
        names = " ".join(node.element.get("class") or "" for node in around)
        hidden = any(node.hidden for node in around)
        return _Passage(tuple(blocks), container, names, hidden, size == held)

    def _around(self, block: int, elsewhere: int) -> Iterator[Node]:
        """The elements around a block that do not hold another one, the innermost first."""
        for node in self._page.blocks[block].node.ancestors():
            if node.first <= elsewhere < node.last:
                return
            yield node


def _is_lesser(one: _Passage, other: _Passage) -> bool:
    """Whether the first of two passages is the hidden one, or that for the narrower screen."""
    if one.hidden is not other.hidden:
        return one.hidden
    return _screen(one.names) is _Screen.NARROW and _screen(other.names) is not _Screen.NARROW


def _screen(names: str) -> _Screen | None:
    """The screen that classes name; None where they name none, or several."""
    is_narrow, is_wide = _NARROW.search(names) is not None, _WIDE.search(names) is not None
    return None if is_narrow is is_wide else _Screen.NARROW if is_narrow else _Screen.WIDE


def _kind(node: Node) -> tuple[str, str]:
    return node.tag, node.element.get("class") or ""
