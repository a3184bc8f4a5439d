r"""Formulas: MathML kept, KaTeX and MathJax output reduced to the MathML or TeX within it.

The ``math`` element of an article carries its TeX, the page's own or one made of its MathML, or else its
words, in ``alttext``; that is what the canonical text says. Where a page has only TeX, the formula is one
``mtext`` of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from postil.dom.elements import MATH, allowed_attributes
from postil.dom.serialise import without_control_characters
from postil.extraction.mathjax import read_mathjax
from postil.extraction.tex import tex_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_RENDERERS = re.compile(
    r"(?:^|\s)(?:katex(?:-display)?|mjx-chtml|MathJax(?:_Display|_SVG|_CHTML)?|mwe-math-element)(?:\s|$)"
)
_DISPLAYED = re.compile(
    r"katex-display|MathJax_Display|MJXc-display|mwe-math-mathml-display|mwe-math-fallback-image-display"
)
_WRITTEN = re.compile(r"(?:^|\s)(?:math|arithmatex)(?:\s|$)")
_DELIMITED = re.compile(r"\\\((.+)\\\)|\\\[(.+)\\\]|\$\$(.+)\$\$|\$([^$]+)\$", re.DOTALL)
_DRAWN_ELSEWHERE = re.compile(
    r"latex\.codecogs\.com/|/(?:latex\.php|mathtex\.cgi|mimetex\.cgi|mathimg)|[?&]cht=tx", re.IGNORECASE
)
_PICTURED = re.compile(r"(?:^|\s)(?:mwe-math-fallback-image\S*|tex|latex|wp-katex-eq)(?:\s|$)")
_SCRIPT_TYPE = "math/tex"
_MARKUP = "math/mml"
_LONGEST_MARKUP = 100_000
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
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
        kind = element.get("type") or ""
        return kind.startswith((_SCRIPT_TYPE, _MARKUP)) and not _follows_rendering(element)
    if tag == "img":
        return _is_pictured(element)
    if tag not in ("span", "div"):
        return False
    names = element.get("class")
    if not names:
        return False
    if _RENDERERS.search(names):
        return bool(_tex(element)) or _mathml(element) is not None
    return _WRITTEN.search(names) is not None and bool(_written_tex(element))


def spoken_formula(element: _Element) -> str:
    """The formula as one line of text: its TeX, if it has or needs any, else its words."""
    tex = _tex(element)
    if tex:
        return tex
    mathml = _mathml(element)
    return _words(element) if mathml is None else tex_of(mathml) or _words(mathml)


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
    """The MathML within an element, beside what is drawn of it, or read off that."""
    found = next((each for each in element.iter() if _name(each) == "math"), None)
    if found is not None:
        return found
    written = element.get("data-mathml")
    if written is None and (element.get("type") or "").startswith(_MARKUP):
        written = element.text
    if written and len(written) <= _LONGEST_MARKUP:
        parsed = etree.fromstring(written.strip(), parser=_PARSER)
        return parsed if parsed is not None and _name(parsed) == "math" else None
    return read_mathjax(element) if element.tag == "mjx-container" else None


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
        return _tidied(element.text) if (element.get("type") or "").startswith(_SCRIPT_TYPE) else ""
    if element.tag == "img":
        return _tex_drawn(element)
    return _written_tex(element) or _tex_beside(element) or _tex_of_picture(element)


def _is_pictured(image: _Element) -> bool:
    """Whether an image is one of a formula, with its TeX."""
    if _DRAWN_ELSEWHERE.search(image.get("src") or ""):
        return bool(_tex_drawn(image))
    return bool(_PICTURED.search(image.get("class") or "") and image.get("alt"))


def _tex_drawn(image: _Element) -> str:
    """The TeX of an image: as its alternative text, its title, or what its address asks for."""
    stated = image.get("alt") or image.get("title")
    if not stated:
        stated = unquote((image.get("src") or "").partition("?")[2]).rpartition("chl=")[2]
    return _undelimited(stated) or _tidied(stated)


def _written_tex(element: _Element) -> str:
    """TeX between delimiters that a page leaves to a program to draw: the whole text of an element."""
    if len(element) or not _WRITTEN.search(element.get("class") or ""):
        return ""
    return _undelimited(element.text)


def _undelimited(text: str | None) -> str:
    match = _DELIMITED.fullmatch((text or "").strip())
    return _tidied(next((each for each in match.groups() if each), "")) if match else ""


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
    return before is not None and (before.tag == "mjx-container" or "MathJax" in (before.get("class") or ""))


def _is_displayed(element: _Element) -> bool:
    mathml = _mathml(element)
    if mathml is not None and mathml.get("display") == "block":
        return True
    if "mode=display" in (element.get("type") or "") or element.get("display") == "true":
        return True
    if _WRITTEN.search(element.get("class") or "") and (element.text or "").lstrip().startswith(
        ("\\[", "$$")
    ):
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
