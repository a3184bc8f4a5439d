"""The part of an article's tree that a highlight covers, as a tree of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.elements import BLOCKS

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.dom.flatten import Flat, Slot

_NUMBER = re.compile("[0-9]{1,8}")
_WITHOUT_TEXT = frozenset({"br", "hr"})


def fragment(root: _Element, flat: Flat, start: int, end: int) -> _Element:
    """A ``div`` of what the code points ``start:end`` of the canonical text cover.

    Where that lies in one block, the block's own element is left out: of half a list item remain its
    words, of three items the list; of one line of code, code within a line.
    """
    part = _Cutter(flat, start, end).copy(root)
    result = etree.Element("div")
    if part is None:
        return result
    core = _core(part)
    if core.tag == "pre" and not any("\n" in (each.text or "") + (each.tail or "") for each in core.iter()):
        core.tag = "code"
    if core.tag in ("pre", "code", "tr"):
        core.tail = None
        result.append(core)
    else:
        result.text = core.text
        result.extend(list(core))
    return result


def first_number(listing: _Element) -> int:
    """The number of the first item of an ordered list."""
    stated = listing.get("start") or ""
    return int(stated) if _NUMBER.fullmatch(stated) else 1


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Copies what lies between two offsets."""

    flat: Flat
    start: int
    end: int

    def copy(self, element: _Element) -> _Element | None:
        first, last = self.flat.span(element)
        if element.tag in _WITHOUT_TEXT:
            return etree.Element(element.tag) if self.start < first < self.end else None
        if last <= self.start or first >= self.end:
            return self._empty_cell(element)
        if self.flat.run(element, "object") is not None:
            return whole_copy(element)
        result = empty_copy(element)
        result.text = self._text(element, "text")
        for child in element:
            copied = self.copy(child)
            tail = self._text(child, "tail")
            if copied is not None and element.tag == "ul" and _holds_only_a_list(copied, child):
                result.extend(list(copied[0]))
            elif copied is not None:
                copied.tail = tail
                result.append(copied)
            elif tail and len(result):
                result[-1].tail = (result[-1].tail or "") + tail
            elif tail:
                result.text = (result.text or "") + tail
        if element.tag == "ol":
            result.set("start", str(first_number(element) + self._left_out_before(element)))
        return result

    def _left_out_before(self, listing: _Element) -> int:
        """How many items stand before the first one that the highlight touches."""
        return sum(1 for item in listing.findall("li") if self.flat.span(item)[1] <= self.start)

    def _empty_cell(self, element: _Element) -> _Element | None:
        """A cell outside the highlight keeps its column; a row that holds none goes with its table part."""
        return empty_copy(element) if element.tag in ("td", "th") else None

    def _text(self, element: _Element, slot: Slot) -> str | None:
        run = self.flat.run(element, slot)
        if run is None:
            return None
        first, last = max(run.start, self.start), min(run.end, self.end)
        return run.text[first - run.start : last - run.start] if first < last else None


def _holds_only_a_list(copied: _Element, item: _Element) -> bool:
    """Whether of an item that had words of its own only the list within it was copied."""
    if copied.tag != "li" or len(copied) != 1 or copied[0].tag != "ul":
        return False
    return not (copied.text or "").strip() and bool((item.text or "").strip() or len(item) > 1)


def empty_copy(element: _Element) -> _Element:
    """A copy of an element without what is in it."""
    shell = etree.Element(element.tag)
    for name, value in element.attrib.items():
        shell.set(name, value)
    return shell


def whole_copy(element: _Element) -> _Element:
    """A copy of an element with what is in it, and without the text after it."""
    copied = empty_copy(element)
    copied.text = element.text
    for child in element:
        copied.append(whole_copy(child))
        copied[-1].tail = child.tail
    return copied


def _core(part: _Element) -> _Element:
    """The innermost block that holds all of ``part``."""
    while part.tag not in ("pre", "tr") and not (part.text or "").strip():
        blocks = [child for child in part if child.tag in BLOCKS]
        if len(part) != 1 or len(blocks) != 1 or (blocks[0].tail or "").strip():
            return part
        if blocks[0].tag in ("table", "ol", "ul", "dl") and not _holds_one(blocks[0]):
            return part
        part = blocks[0]
    return part


def _holds_one(group: _Element) -> bool:
    """Whether a list has one item, or a table one row."""
    return len(list(group.iter("tr")) if group.tag == "table" else group) <= 1
