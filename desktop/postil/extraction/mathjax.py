"""Formulas as MathJax 3 and 4 draw them, turned back into MathML where the page keeps nothing else.

Both of its outputs mirror the MathML that they were made from. In HTML each element ``mjx-<name>`` is a
MathML element, with helpers around its parts, and each letter an ``mjx-c`` whose class has its code
point; in SVG each group has ``data-mml-node`` and each letter ``data-c``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.elements import MATH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_LETTER = re.compile(r"(?:^|\s)mjx-c([0-9A-F]{2,6})(?:\s|$)")
_CODE_POINT = re.compile(r"[0-9A-Fa-f]{1,6}")
_LEFT_OUT = frozenset({
    "mjx-assistive-mml", "mjx-nstrut", "mjx-dstrut", "mjx-line", "mjx-surd", "mjx-sop", "mjx-tstrut",
})  # fmt: skip
"""Helpers that only draw."""
_TOKENS = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_PAIRED = frozenset({"msubsup", "munderover"})
_DEEPEST = 60
_LAST_CODE_POINT = 0x10FFFF


def read_mathjax(container: _Element) -> _Element | None:
    """A new ``math`` from what MathJax drew; None where it says nothing of its elements."""
    math = etree.Element("math")
    drawn = next((each for each in container.iter() if _mathml_name(each) == "math"), None)
    if drawn is None:
        return None
    _copy(drawn, math, 0)
    return math if len(math) else None


def _copy(source: _Element, target: _Element, depth: int) -> None:
    for child in _elements_in(source, depth):
        name = _mathml_name(child)
        assert name is not None
        element = etree.SubElement(target, name)
        if name in _TOKENS or depth > _DEEPEST:
            element.text = "".join(_letters(child))
            continue
        _copy(child, element, depth + 1)
        if name in _PAIRED and _tag(child).startswith("mjx-") and len(element) == 3:
            element[1:] = [element[2], element[1]]  # in HTML the upper one comes first
        elif name == "msqrt" and len(element) > 1:
            row = etree.Element("mrow")
            row[:] = list(element)
            element.append(row)


def _elements_in(source: _Element, depth: int) -> Iterator[_Element]:
    """The nearest elements under one that stand for MathML."""
    if depth > _DEEPEST:
        return
    for child in source:
        if _tag(child) in _LEFT_OUT:
            continue
        if _mathml_name(child) is not None:
            yield child
        else:
            yield from _elements_in(child, depth + 1)


def _mathml_name(element: _Element) -> str | None:
    tag = _tag(element)
    name = (
        tag.removeprefix("mjx-") if tag.startswith("mjx-") else element.get("data-mml-node") if tag else None
    )
    if name in {"TeXAtom", "texatom"}:
        return "mrow"
    return name if name in MATH and name != "semantics" else None


def _letters(element: _Element) -> Iterator[str]:
    for each in element.iter():
        if not isinstance(each.tag, str):
            continue
        match = _LETTER.search(each.get("class") or "")
        code = match.group(1) if match else each.get("data-c") or ""
        if _CODE_POINT.fullmatch(code) and int(code, 16) <= _LAST_CODE_POINT:
            yield unicodedata.normalize("NFKC", chr(int(code, 16)))
        elif _tag(each) in ("mjx-utext", "text") and each.text:
            yield each.text


def _tag(element: _Element) -> str:
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""
