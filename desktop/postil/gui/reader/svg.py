"""A vector image made harmless before Qt draws it.

Qt's SVG reader opens files that an ``image`` names and follows ``use`` without counting. So only
known drawing elements are kept, references stay inside the image, and references are counted out.
"""

from __future__ import annotations

import gzip
import re
import zlib

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line",
    "polyline", "polygon", "text", "tspan", "linearGradient", "radialGradient", "stop", "clipPath", "mask",
    "pattern", "marker", "switch", "a", "style",
})  # fmt: skip
_MOST_DRAWN = 20_000
"""Elements that may be drawn, counting what ``use`` repeats."""
_LARGEST = 8_000_000
_URL = re.compile(r"url\s*\(\s*(['\"]?)(?!['\"]?#)", re.IGNORECASE)
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)


def looks_like_svg(content: bytes) -> bool:
    """Whether these bytes are XML, packed or not: any such image goes the way of SVG."""
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith((b"<", b"\x1f\x8b"))


def harmless_svg(content: bytes) -> bytes | None:
    """The image without anything that runs, loads or repeats without end; None where nothing is left."""
    unpacked = _unpacked(content)
    if unpacked is None:
        return None
    try:
        root = etree.fromstring(unpacked, parser=_PARSER)
    except etree.XMLSyntaxError:
        return None
    if root.tag not in (f"{{{_SVG}}}svg", "svg"):
        return None
    _clean(root)
    if _count_drawn(root) > _MOST_DRAWN:
        return None
    return etree.tostring(root)


def _unpacked(content: bytes) -> bytes | None:
    if not content.startswith(b"\x1f\x8b"):
        return content if len(content) <= _LARGEST else None
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(content, _LARGEST)
    except (zlib.error, gzip.BadGzipFile):
        return None
    return None if unpacker.unconsumed_tail else unpacked


def _clean(root: etree._Element) -> None:
    for element in list(root.iter()):
        if _is_drawing(element):
            _clean_attributes(element)
        else:
            _drop(element)


def _is_drawing(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    name = etree.QName(element).localname
    return name in _ELEMENTS and not (name == "style" and _reaches_out(element.text or ""))


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _clean_attributes(element: etree._Element) -> None:
    for key, kept in list(element.attrib.items()):
        name, value = str(key), str(kept)
        local = etree.QName(name).localname.lower()
        is_reference = local == "href"
        if (
            local.startswith("on")
            or local in ("base", "src")
            or (is_reference and not value.strip().startswith("#"))
            or _reaches_out(value)
        ):
            del element.attrib[name]


def _reaches_out(style: str) -> bool:
    return bool(_URL.search(style)) or "@import" in style.lower() or "\\" in style


def _count_drawn(root: etree._Element) -> int:
    """How many elements are drawn once every ``use`` is followed; past the limit where one reaches itself."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[etree._Element, int] = {}
    open_elements: set[etree._Element] = set()

    def count(element: etree._Element) -> int:
        if element in known:
            return known[element]
        if element in open_elements or len(open_elements) > 200:
            return _MOST_DRAWN + 1
        open_elements.add(element)
        total = 1 + sum(count(child) for child in element)
        if etree.QName(element).localname == "use":
            target = named.get((element.get("href") or element.get(_XLINK_HREF) or "").strip()[1:])
            total += count(target) if target is not None else 0
        open_elements.discard(element)
        known[element] = min(total, _MOST_DRAWN + 1)
        return known[element]

    return count(root)
