"""Formulas that validators of books accept (MathML 3, presentation)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.elements import MATH
from postil.export.formats.words import exactly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_CHILDREN = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3,
}  # fmt: skip
_TOKENS = frozenset({"mi", "mn", "mo", "ms", "mtext", "mspace", "none", "mprescripts"})
_PARENTS = {"mtr": "mtable", "mtd": "mtr", "none": "mmultiscripts", "mprescripts": "mmultiscripts"}
_REFUSED = frozenset({"maction", "mmultiscripts", "none", "mprescripts", "mfenced", "merror"})
"""What readers of books hardly know, or what has rules of its own."""
_YES_OR_NO = re.compile("true|false")
_VALUES = {
    "display": re.compile("block|inline"),
    "displaystyle": _YES_OR_NO,
    "stretchy": _YES_OR_NO,
    "fence": _YES_OR_NO,
    "separator": _YES_OR_NO,
    "largeop": _YES_OR_NO,
    "movablelimits": _YES_OR_NO,
    "form": re.compile("prefix|infix|postfix"),
    "mathvariant": re.compile(
        "normal|bold|italic|bold-italic|double-struck|script|fraktur|sans-serif|monospace"
    ),
}
_OWNERS = {
    "display": ("math",),
    "displaystyle": ("math", "mstyle", "mtable"),
    "mathvariant": ("mi", "mn", "mo", "mtext"),
}
_OPERATOR = ("mo",)


def is_sound(formula: _Element) -> bool:
    """Whether each part of a formula has as many parts as it must have, where it must be."""
    if not len(formula):
        return False
    for element in formula.iter():
        tag = str(element.tag)
        if tag not in MATH or tag in _REFUSED or (tag == "math" and element is not formula):
            return False
        if len(element) != _CHILDREN.get(tag, len(element)) or (tag in _TOKENS and len(element)):
            return False
        parent = element.getparent()
        if tag in _PARENTS and (parent is None or parent.tag != _PARENTS[tag]):
            return False
        if tag in ("mtable", "mtr") and any(_PARENTS.get(str(child.tag)) != tag for child in element):
            return False
        stray = [element.text, *(child.tail for child in element)] if tag not in _TOKENS else []
        if any((text or "").strip() for text in stray):
            return False
    return True


def math_attributes(element: _Element) -> Iterator[tuple[str, str]]:
    """The attributes of a part of a formula that have a value which they may have."""
    tag = str(element.tag)
    if tag == "math" and element.get("alttext"):
        yield "alttext", exactly(element.get("alttext") or "")
    for name, values in _VALUES.items():
        value = element.get(name)
        if value is not None and tag in _OWNERS.get(name, _OPERATOR) and values.fullmatch(value):
            yield name, value
