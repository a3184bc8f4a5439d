"""Drawings (SVG) that validators of books accept: each shape has what it must have, no name comes twice."""

from __future__ import annotations

import re

from lxml import etree

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_SVG = "{http://www.w3.org/2000/svg}"
_REQUIRED = {
    "stop": ("offset",), "rect": ("width", "height"), "circle": ("r",), "ellipse": ("rx", "ry"),
}  # fmt: skip
_ZERO = "0"
_LINES = {"path": "d", "polyline": "points", "polygon": "points"}
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def sound_drawing(content: bytes) -> bytes | None:
    """The drawing, made sound; None where it cannot be read as one."""
    try:
        root = etree.fromstring(content.strip(), parser=_PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.tag != f"{_SVG}svg":
        return None
    names: set[str] = set()
    for element in root.iter():
        tag = str(element.tag).removeprefix(_SVG)
        for attribute in _REQUIRED.get(tag, ()):
            element.set(attribute, element.get(attribute) or _ZERO)
        if tag in _LINES and element.get(_LINES[tag]) is None:
            element.set(_LINES[tag], "")
        name = element.get("id")
        if name is not None and (name in names or not _NAME.fullmatch(name)):
            del element.attrib["id"]
        names.add(name or "")
    return etree.tostring(root)
