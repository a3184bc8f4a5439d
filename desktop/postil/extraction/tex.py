"""MathML as TeX, for formulas whose page states none: one line that can be read, found and exported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_STRUCTURES = frozenset({
    "mfrac", "mmultiscripts", "mover", "mroot", "msqrt", "msub", "msubsup", "msup", "mtable", "munder",
    "munderover",
})  # fmt: skip
_LEFT_OUT = frozenset({"annotation", "annotation-xml", "mspace", "mphantom", "mprescripts", "none", ""})
_KNOWN_FUNCTIONS = """
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln
    log max min mod Pr sec sin sinh sup tan tanh
"""
_FUNCTIONS = frozenset(_KNOWN_FUNCTIONS.split())
_INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))
_ESCAPED = re.compile(r"[%#&${}_]")
_ACCENTS = {
    "^": "hat", "ˆ": "hat", "¯": "bar", "‾": "overline", "→": "vec", "⃗": "vec", "~": "tilde", "˜": "tilde",
    "˙": "dot", "¨": "ddot", "⏞": "overbrace",
}  # fmt: skip
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂") | {"lim", "max", "min", "sup", "inf"}
_DEEPEST = 60


def tex_of(math: _Element) -> str:
    """The TeX of a formula with fractions, roots or indices; empty for one that is a row of signs."""
    if not any(_name(each) in _STRUCTURES for each in math.iter()):
        return ""
    return re.sub(r"\s+", " ", _row(math, 0)).strip()


def _row(element: _Element, depth: int) -> str:
    return " ".join(filter(None, (_tex(child, depth + 1) for child in element)))


def _tex(element: _Element, depth: int) -> str:
    name = _name(element)
    if name in _LEFT_OUT or depth > _DEEPEST:
        return ""
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        return _token(element, name)
    write = _WRITERS.get(name)
    parts = [each for each in element if _name(each) not in ("annotation", "annotation-xml", "")]
    if write is None or len(parts) < _FEWEST.get(name, 1):
        return _row(element, depth)
    return write(parts, depth)


def _token(element: _Element, name: str) -> str:
    text = " ".join("".join(map(str, element.itertext())).translate(_INVISIBLE).split())
    escaped = _ESCAPED.sub(lambda match: f"\\{match.group()}", text)
    if name in ("mtext", "ms"):
        return f"\\text{{{escaped}}}" if escaped else ""
    if text in _FUNCTIONS:
        return f"\\{text}"
    return f"\\mathrm{{{escaped}}}" if name == "mi" and len(text) > 1 and text.isalpha() else escaped


def _group(element: _Element, depth: int) -> str:
    """What stands in braces."""
    return f"{{{_tex(element, depth + 1)}}}"


def _base(element: _Element, depth: int) -> str:
    """What carries an index: in braces where it is more than one sign."""
    tex = _tex(element, depth + 1)
    return tex if len(tex) == 1 or (tex.startswith("\\") and tex[1:].isalpha()) else f"{{{tex}}}"


def _scripted(marks: str) -> Callable[[list[_Element], int], str]:
    def write(parts: list[_Element], depth: int) -> str:
        scripts = "".join(
            f"{mark}{_group(part, depth)}" for mark, part in zip(marks, parts[1:], strict=False)
        )
        return f"{_base(parts[0], depth)}{scripts}"

    return write


def _over(parts: list[_Element], depth: int) -> str:
    base, mark = parts[0], _tex(parts[1], depth + 1)
    if mark in _ACCENTS:
        return f"\\{_ACCENTS[mark]}{_group(base, depth)}"
    if _is_large(base):
        return f"{_base(base, depth)}^{{{mark}}}"
    return f"\\overset{{{mark}}}{_group(base, depth)}"


def _under(parts: list[_Element], depth: int) -> str:
    if _is_large(parts[0]):
        return _scripted("_")(parts, depth)
    return f"\\underset{_group(parts[1], depth)}{_group(parts[0], depth)}"


def _is_large(element: _Element) -> bool:
    return "".join(map(str, element.itertext())).strip() in _LARGE


def _matrix(parts: list[_Element], depth: int) -> str:
    rows = (" & ".join(_row(cell, depth + 2) for cell in row) for row in parts)
    return "\\begin{matrix} " + " \\\\ ".join(rows) + " \\end{matrix}"


def _name(element: _Element) -> str:
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


_WRITERS: dict[str, Callable[[list[_Element], int], str]] = {
    "mfrac": lambda parts, depth: f"\\frac{_group(parts[0], depth)}{_group(parts[1], depth)}",
    "msqrt": lambda parts, depth: f"\\sqrt{{{' '.join(_tex(each, depth + 1) for each in parts)}}}",
    "mroot": lambda parts, depth: f"\\sqrt[{_tex(parts[1], depth + 1)}]{_group(parts[0], depth)}",
    "msup": _scripted("^"),
    "msub": _scripted("_"),
    "msubsup": _scripted("_^"),
    "munderover": _scripted("_^"),
    "mover": _over,
    "munder": _under,
    "mtable": _matrix,
}
_FEWEST = {
    "mfrac": 2,
    "mroot": 2,
    "msup": 2,
    "msub": 2,
    "msubsup": 3,
    "munderover": 3,
    "mover": 2,
    "munder": 2,
}
