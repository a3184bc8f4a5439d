"""SVG drawings, rebuilt from a short list of shapes and attributes, or refused.

What is not on the lists is left out: scripts, events, styles, links, images, references to anything
but the drawing's own gradients and clips. A drawing with no visible shape (a placeholder) is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

_SVG = "http://www.w3.org/2000/svg"
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"})
_ELEMENTS = _SHAPES | {
    "svg", "g", "tspan", "defs", "linearGradient", "radialGradient", "stop", "clipPath", "title", "desc",
}  # fmt: skip
_ATTRIBUTES = frozenset({
    "id", "viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx",
    "fy", "d", "points", "dx", "dy", "transform", "gradientTransform", "gradientUnits", "spreadMethod",
    "offset", "stop-color", "stop-opacity", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width",
    "stroke-opacity", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "stroke-dashoffset",
    "stroke-miterlimit", "opacity", "clip-path", "clip-rule", "clipPathUnits", "font-size", "font-weight",
    "font-style", "text-anchor", "dominant-baseline", "preserveAspectRatio",
})  # fmt: skip
_VALUE = re.compile(r"[\w\s.,+\-#%()/:;=*'–—]*", re.UNICODE)
_REFERENCE = re.compile(r"url\(\s*['\"]?\s*#[\w-]+\s*['\"]?\s*\)")
_LARGEST = 1024 * 1024
_MOST_ELEMENTS = 20_000
_DEEPEST = 60
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)


def clean_drawing(content: bytes) -> bytes | None:
    """The drawing rebuilt; None where it is not SVG, too large, or shows nothing."""
    if len(content) > _LARGEST or b"<svg" not in content[:4096] or b"<!ENTITY" in content:
        return None
    try:
        root = etree.fromstring(content.strip(), parser=_PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if _name(root) != "svg" or sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return None
    clean = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})  # type: ignore[dict-item]  # None is the default namespace
    _copy(root, clean, 0)
    if not any(_is_visible(element) for element in clean.iter()):
        return None
    return etree.tostring(clean)


def _copy(source: _Element, target: _Element, depth: int) -> None:
    for attribute, value in source.attrib.items():
        if attribute in _ATTRIBUTES and _is_harmless(str(value)):
            target.set(str(attribute), str(value))
    if _name(source) in ("text", "tspan", "title", "desc"):
        target.text = source.text
    if depth >= _DEEPEST:
        return
    for child in source:
        name = _name(child)
        if name in _ELEMENTS:
            copy = etree.SubElement(target, f"{{{_SVG}}}{name}")
            copy.tail = child.tail if name == "tspan" else None
            _copy(child, copy, depth + 1)


def _is_harmless(value: str) -> bool:
    remaining = _REFERENCE.sub("", value)
    return "url" not in remaining.lower() and _VALUE.fullmatch(remaining) is not None


def _is_visible(element: _Element) -> bool:
    if _name(element) not in _SHAPES or element.get("opacity") == "0":
        return False
    return not (element.get("fill-opacity") == "0" or element.get("fill") == "none") or bool(
        element.get("stroke")
    )


def _name(element: _Element) -> str:
    if not isinstance(element.tag, str):
        return ""
    namespace, _, name = element.tag.rpartition("}")
    return name if namespace in ("", "{" + _SVG) else ""
