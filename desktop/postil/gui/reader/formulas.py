"""Mathematics: MathML to a drawing, by ziamath, which is loaded with the first formula."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

_OPENING = frozenset("([{⟨⌈⌊")
_CLOSING = frozenset(")]}⟩⌉⌋")
_ROWS = frozenset({"math", "mrow", "msqrt", "mstyle", "mtd", "mpadded"})
_VIEW_BOX = re.compile(r'viewBox="([-\d.e]+) ([-\d.e]+) ([-\d.e]+) ([-\d.e]+)"')
_LARGEST = 20_000
"""Letters of MathML above which the words are shown instead: drawing takes seconds there."""
# ziamath does not tell what it raises at markup that it does not know; SyntaxError is ElementTree's.
_FAILURES = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    SyntaxError,
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A drawing with its measures in pixels."""

    svg: bytes
    width: float
    ascent: float
    """How far it reaches above the baseline."""
    descent: float


def warm_up() -> None:
    """Load what draws formulas, which takes a second: on a lane, before the window needs it."""
    _drawn('<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>', 20.0, "#000000")


def draw(element: etree._Element, *, size: float, color: str) -> Formula | None:
    """The drawing of a ``math`` element; None where it cannot be drawn and its words must do."""
    tree = copy.deepcopy(element)
    tree.tail = None
    for part in tree.iter():
        if isinstance(part.tag, str) and part.tag in _ROWS:
            _group_fences(part)
    for part in tree.iter("math"):
        part.attrib.pop("alttext", "")
    source = etree.tostring(tree, encoding="unicode")
    return _drawn(source, size, color) if len(source) <= _LARGEST else None


@lru_cache(maxsize=2000)
def _drawn(source: str, size: float, color: str) -> Formula | None:
    # ziamath takes longer to load than most pages to build.
    import ziamath  # noqa: PLC0415

    ziamath.config.svg2 = False
    ziamath.config.math.color = color
    try:
        svg = ziamath.Math(source, size=size).svg()
    except _FAILURES:
        return None
    box = _VIEW_BOX.search(svg)
    if box is None:
        return None
    _x, top, width, height = (float(value) for value in box.groups())
    if not (width > 0 and height > 0):
        return None
    return Formula(svg.encode("utf-8"), width, -top, height + top)


def _group_fences(row: etree._Element) -> None:
    """Put each pair of brackets and what it holds into a row of its own: they grow with that only."""
    open_at: list[etree._Element] = []
    for child in list(row):
        sign = (child.text or "").strip() if child.tag == "mo" else ""
        if sign in _OPENING and sign:
            open_at.append(child)
        elif sign in _CLOSING and sign and open_at:
            _wrap(row, open_at.pop(), child)


def _wrap(row: etree._Element, first: etree._Element, last: etree._Element) -> None:
    start, end = row.index(first), row.index(last)
    if start == 0 and end == len(row) - 1 and row.tag == "mrow":
        return
    group = etree.Element("mrow")
    group.extend(list(row)[start : end + 1])
    row.insert(start, group)
