"""SVG drawings, rebuilt from a short list of shapes and attributes, or refused.

What is not on the lists is left out: scripts, events, links, images, references to anything but the
drawing's own gradients and clips. Styles, in attributes or by classes, become attributes from the list;
what is used again is copied. A drawing with no visible shape, or of
one rectangle that fills it (a placeholder), is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.extraction.blocks import Node

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
_STYLED = _ATTRIBUTES - {"id", "d", "points", "viewBox", "transform", "preserveAspectRatio"}
_CLASS = re.compile(r"\.([\w-]+)")
_LONGEST_STYLE = 100_000
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SIZE = re.compile(r"\s*(-?\d{1,7}(?:\.\d{1,6})?)(?:px|pt)?\s*$")
_NUMBER = re.compile(r"-?\d{1,7}(?:\.\d+)?")
_MOST_COPIES = 20
"""How many times its own size a drawing may come to, by what it uses again."""
_SMALLEST = 64
_FEWEST_SHAPES = 6
_SIGN_HOLDERS = frozenset({"a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "label", "summary"})
_LARGEST = 1024 * 1024
_MOST_ELEMENTS = 20_000
_DEEPEST = 60
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing from a page's own markup, clean, and what it says that it shows."""

    content: bytes
    title: str


def draw(node: Node) -> Drawing | None:
    """The drawing of a page's ``svg``; None for a sign: what is small, decorates, or stands on a button."""
    element = node.element
    if any(each.tag in _SIGN_HOLDERS for each in node.ancestors()) or not _is_large(element):
        return None
    content = _cleaned(element)
    if content is None:
        return None
    titled = next((each for each in element if _name(each) == "title"), None)
    stated = (titled.text if titled is not None else None) or element.get("aria-label") or ""
    return Drawing(content, " ".join(stated.split()))


def clean_drawing(content: bytes) -> bytes | None:
    """The drawing rebuilt; None where it is not SVG, too large, or shows nothing."""
    if len(content) > _LARGEST or b"<svg" not in content[:4096] or b"<!ENTITY" in content:
        return None
    try:
        root = etree.fromstring(content.strip(), parser=_PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return _cleaned(root)


def _cleaned(root: _Element) -> bytes | None:
    if _name(root) != "svg" or sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return None
    clean = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})  # type: ignore[dict-item]  # None is the default namespace
    _Cleaner(root).copy(root, clean, 0)
    visible = [element for element in clean.iter() if _is_visible(element)]
    if not visible or (len(visible) == 1 and _fills(visible[0], clean)):
        return None
    return etree.tostring(clean)


def _fills(shape: _Element, drawing: _Element) -> bool:
    """Whether a shape is a rectangle as large as its drawing: it keeps the place of a picture."""
    if _name(shape) != "rect":
        return False
    box = (drawing.get("viewBox") or "").replace(",", " ").split()
    return all(
        shape.get(name) in ("100%", drawing.get(name) or "100%", side)
        for name, side in zip(
            ("width", "height"), box[2:] if len(box) == 4 else ("100%", "100%"), strict=True
        )
    )


def _is_large(element: _Element) -> bool:
    """Whether a drawing in a page's markup is more than a sign.

    Signs have small sizes, or none and a box of a standard size with a path or two in it.
    """
    if element.get("aria-hidden") == "true":
        return False
    stated = [
        float(found.group(1))
        for name in ("width", "height")
        if (found := _SIZE.match(element.get(name) or ""))
    ]
    if stated:
        return min(stated) >= _SMALLEST
    box = [float(each) for each in _NUMBER.findall(element.get("viewBox") or "")]
    if len(box) != 4 or min(box[2:]) < _SMALLEST:
        return False
    shapes = sum(_name(each) in _SHAPES for each in element.iter())
    return box[2] != box[3] and shapes >= _FEWEST_SHAPES


class _Cleaner:
    """Copies what is allowed of one drawing."""

    def __init__(self, root: _Element) -> None:
        self._by_id = {str(each.get("id")): each for each in root.iter() if each.get("id")}
        self._left = min(_MOST_ELEMENTS, _MOST_COPIES * sum(1 for _ in root.iter()))
        self._styles: dict[str, dict[str, str]] = {}
        for sheet in root.iter():
            if _name(sheet) == "style" and len(sheet.text or "") <= _LONGEST_STYLE:
                for rule in (sheet.text or "").split("}"):
                    names, _, body = rule.partition("{")
                    for name in _CLASS.findall(names):
                        self._styles.setdefault(name, {}).update(_declared(body))

    def copy(self, source: _Element, target: _Element, depth: int) -> None:
        """Copy the attributes, words and children of an element."""
        styles: dict[str, str] = {}
        for name in (source.get("class") or "").split():
            styles.update(self._styles.get(name, {}))
        styles.update(_declared(source.get("style") or ""))
        for attribute, value in (*source.attrib.items(), *styles.items()):
            if attribute in _ATTRIBUTES and _is_harmless(str(value)):
                target.set(str(attribute), str(value))
        if _name(source) in ("text", "tspan", "title", "desc"):
            target.text = source.text
        if depth >= _DEEPEST:
            return
        for child in source:
            name = _name(child)
            if name == "use":
                self._copy_used(child, target, depth + 1)
            elif name in _ELEMENTS and name != "":
                self._copy_child(child, target, depth + 1)

    def _copy_child(self, child: _Element, target: _Element, depth: int) -> None:
        self._left -= 1
        if self._left < 0:
            return
        name = _name(child)
        copy = etree.SubElement(target, f"{{{_SVG}}}{name}")
        copy.tail = child.tail if name == "tspan" else None
        self.copy(child, copy, depth)

    def _copy_used(self, use: _Element, target: _Element, depth: int) -> None:
        """Put a copy of what is used in the place of ``use``."""
        reference = use.get("href") or use.get(_XLINK) or ""
        used = self._by_id.get(reference[1:]) if reference.startswith("#") else None
        self._left -= 1
        if (
            used is None
            or self._left < 0
            or depth >= _DEEPEST
            or any(each is used for each in use.iterancestors())
        ):
            return
        group = etree.SubElement(target, f"{{{_SVG}}}g")
        for attribute, value in use.attrib.items():
            if attribute in _ATTRIBUTES - {"id", "x", "y", "width", "height"} and _is_harmless(str(value)):
                group.set(str(attribute), str(value))
        x, y = (found.group(1) if (found := _SIZE.match(use.get(name) or "")) else "0" for name in ("x", "y"))
        if (x, y) != ("0", "0"):
            group.set("transform", f"{group.get('transform') or ''} translate({x} {y})".strip())
        if _name(used) == "symbol":
            self.copy(used, group, depth)
        elif _name(used) in _ELEMENTS:
            self._copy_child(used, group, depth)


def _declared(style: str) -> dict[str, str]:
    """The declarations of a style, by property."""
    pairs = (each.partition(":") for each in style.split(";"))
    return {
        name.strip(): value.partition("!")[0].strip() for name, _, value in pairs if name.strip() in _STYLED
    }


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
