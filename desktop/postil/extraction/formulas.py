r"""Formulas: MathML kept, KaTeX and MathJax output reduced to the MathML or TeX within it.

The ``math`` element of an article carries its TeX, or else its words, in ``alttext``; that is what the
canonical text says. Where a page has only TeX, the formula is one ``mtext`` of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.elements import MATH, allowed_attributes
from postil.dom.serialise import without_control_characters

if TYPE_CHECKING:
    from lxml.etree import _Element

_RENDERERS = re.compile(
    r"(?:^|\s)(?:katex(?:-display)?|mjx-chtml|MathJax(?:_Display|_SVG|_CHTML)?|mwe-math-element)(?:\s|$)"
)
_DISPLAYED = re.compile(
    r"katex-display|MathJax_Display|MJXc-display|mwe-math-mathml-display|mwe-math-fallback-image-display"
)
_PICTURED = re.compile(r"(?:^|\s)(?:mwe-math-fallback-image\S*|tex|latex|wp-katex-eq)(?:\s|$)")
_SCRIPT_TYPE = "math/tex"
FORMULA_TAGS = frozenset({"math", "mjx-container", "script", "span", "div", "img"})
"""Elements that may be a formula."""
_SPACES = re.compile(r"\s+")
_DEEPEST = 60


def is_formula(element: _Element, tag: str) -> bool:
    """Whether the element is a whole formula, in whatever a page renders formulas to."""
    if tag == "math":
        return True
    if tag == "mjx-container":
        return bool(_tex(element)) or _mathml(element) is not None
    if tag == "script":
        return (element.get("type") or "").startswith(_SCRIPT_TYPE) and not _follows_rendering(element)
    if tag not in ("span", "div", "img"):
        return False
    names = element.get("class")
    if not names:
        return False
    if tag == "img":
        return bool(_PICTURED.search(names) and element.get("alt"))
    return bool(_RENDERERS.search(names)) and (bool(_tex(element)) or _mathml(element) is not None)


def spoken_formula(element: _Element) -> str:
    """The formula as one line of text: its TeX if the page has it, else its words."""
    return _tex(element) or _words(element)


def rebuild_formula(element: _Element) -> _Element:
    """A new ``math`` element of allowed elements only."""
    math = etree.Element("math")
    said = without_control_characters(spoken_formula(element))
    if said:
        math.set("alttext", said)
    if _is_displayed(element):
        math.set("display", "block")
    source = _mathml(element)
    if source is not None:
        _copy_children(source, math, 0)
    if not len(math) and said:
        etree.SubElement(math, "mtext").text = said
    return math


def _mathml(element: _Element) -> _Element | None:
    return next((each for each in element.iter() if _name(each) == "math"), None)


def _tex(element: _Element) -> str:
    for annotation in element.iter():
        if _name(annotation) == "annotation" and "tex" in (annotation.get("encoding") or "").lower():
            return _tidied(annotation.text)
    mathml = _mathml(element)
    stated = mathml.get("alttext") if mathml is not None else None
    for name in ("data-latex", "data-tex", "data-expr", "alttext"):
        stated = stated or element.get(name)
    if stated:
        return _tidied(stated)
    if element.tag == "script":
        return _tidied(element.text)
    if element.tag == "img":
        return _tidied(element.get("alt"))
    return _tex_beside(element) or _tex_of_picture(element)


def _tex_beside(element: _Element) -> str:
    """MathJax 2 leaves the TeX in a script that follows (or ends) what it rendered."""
    following = element.getnext()
    for candidate in (*element.iter("script"), *(() if following is None else (following,))):
        if candidate.tag == "script" and (candidate.get("type") or "").startswith(_SCRIPT_TYPE):
            return _tidied(candidate.text)
    return ""


def _tex_of_picture(element: _Element) -> str:
    for image in element.iter("img"):
        if _PICTURED.search(image.get("class") or ""):
            return _tidied(image.get("alt"))
    return ""


def _follows_rendering(script: _Element) -> bool:
    before = script.getprevious()
    return before is not None and "MathJax" in (before.get("class") or "")


def _is_displayed(element: _Element) -> bool:
    mathml = _mathml(element)
    if mathml is not None and mathml.get("display") == "block":
        return True
    if "mode=display" in (element.get("type") or "") or element.get("display") == "true":
        return True
    return any(
        _DISPLAYED.search(each.get("class") or "") for each in element.iter() if isinstance(each.tag, str)
    )


def _copy_children(source: _Element, target: _Element, depth: int) -> None:
    if depth > _DEEPEST:
        etree.SubElement(target, "mtext").text = _words(source)
        return
    for child in source:
        name = _name(child)
        if name in ("annotation", "annotation-xml", ""):
            continue
        if name == "semantics" or name not in MATH or name == "math":
            _copy_children(child, target, depth + 1)
            if name not in ("semantics", "math") and not len(child) and (child.text or "").strip():
                etree.SubElement(target, "mtext").text = _cleaned(child.text)
            continue
        copy = etree.SubElement(target, name)
        for attribute, value in child.attrib.items():
            if attribute in allowed_attributes(name):
                copy.set(str(attribute), without_control_characters(str(value)))
        if not len(child):
            copy.text = _cleaned(child.text)
        _copy_children(child, copy, depth + 1)


def _words(element: _Element) -> str:
    pieces: list[str] = []
    stack = [element]
    while stack:
        each = stack.pop()
        if _name(each) in ("annotation", "annotation-xml", "script", "style", ""):
            continue
        if each.text:
            pieces.append(each.text)
        stack.extend(reversed(each))
    return _tidied(" ".join(pieces))


def _name(element: _Element) -> str:
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


def _tidied(text: str | None) -> str:
    return _SPACES.sub(" ", text or "").strip()


def _cleaned(text: str | None) -> str:
    return without_control_characters(_tidied(text))
