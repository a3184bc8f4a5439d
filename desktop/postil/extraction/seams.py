"""Seams: where words stand side by side in a page's style only, without a space in its markup.

``<span class="label">Publisher</span><span class="value">Oak</span>`` is drawn as two columns or two lines.
As running text the two words would be one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.extraction.blocks import BOUNDARIES, OBJECTS, Node
from postil.extraction.patterns import UNSPACED

if TYPE_CHECKING:
    from postil.extraction.blocks import Text

_UNPARTED = BOUNDARIES | OBJECTS | {"br", "wbr", "sub", "sup", "rt", "rb", "rp", "ruby"}
_EXACT = frozenset({"pre", "code", "kbd", "samp", "tt", "var", "ruby", "math"})
"""Elements whose words are written as they stand."""
_ROW = re.compile(
    r"(?:^|[\s_-])(?:flex|grid|row|cells?|columns?)(?=$|[\s_-])|display\s*:\s*(?:inline-)?(?:flex|grid)"
)
_WORD = re.compile(r"[a-z]{3}", re.IGNORECASE)
_LETTERS = re.compile(
    r"drop-?cap|initial|lettrine|first-?letter|small-?caps|highlight|syllab|stress", re.IGNORECASE
)
"""What the parts of a word are called."""
_ORDINAL = re.compile(r"(?:st|nd|rd|th|e|er|ère|º|ª)\b", re.IGNORECASE)


def is_seam(before: Node | Text | None, after: Node | Text) -> bool:
    """Whether two neighbours are words that only the page's style sets apart.

    They have names of their own, not the same, and the second begins a word: with a capital or a digit, or
    because the two stand in a row of cells. Letters of one word, coloured or enlarged, are none.
    """
    if not isinstance(before, Node) or not isinstance(after, Node):
        return False
    if before.tag in _UNPARTED or after.tag in _UNPARTED:
        return False
    one, other = _classes(before), _classes(after)
    is_row = after.parent is not None and _is_row(after.parent)
    if (one or other) and one == other:
        return False
    if not is_row and not (_is_name(one) and _is_name(other)):
        return False
    if _LETTERS.search(one) or _LETTERS.search(other):
        return False
    return _is_word_end(_words(before), _words(after), is_row=is_row) and not any(
        node.tag in _EXACT for node in after.ancestors()
    )


def _is_word_end(left: str, right: str, *, is_row: bool) -> bool:
    """Whether a word ends where ``left`` does and another begins with ``right``."""
    if not (left[-1:].isalnum() and right[:1].isalnum()) or UNSPACED.search(left[-1] + right[0]):
        return False
    if any(len(each) == 1 and each.isalpha() for each in (left, right)):
        return False
    if left[-1].isdigit() and _ORDINAL.match(right):
        return False
    return is_row or not right[0].islower() or left[-1].isdigit()


def _classes(node: Node) -> str:
    return " ".join((node.element.get("class") or "").split())


def _is_name(classes: str) -> bool:
    """Whether classes name something: ``c1`` and ``T2`` are only fonts, as word processors write them."""
    return _WORD.search(classes) is not None


def _is_row(parent: Node) -> bool:
    element = parent.element
    return _ROW.search(f"{element.get('class') or ''} {element.get('style') or ''}") is not None


def _words(node: Node) -> str:
    return "".join(map(str, node.element.itertext()))
