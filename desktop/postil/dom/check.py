"""Whether a tree is an article: allowed elements, attributes and addresses only.

Extraction builds such trees; this is the second wall, for trees that come from elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.elements import ALLOWED, CLASSES, allowed_attributes

if TYPE_CHECKING:
    from lxml.etree import _Element

DEPTH = 300
"""Elements that may be inside each other: later stages walk the tree by recursion."""

_ADDRESSES = {
    "href": re.compile(r"(?:https?://|mailto:|#)[^\x00-\x20]*", re.IGNORECASE),
    "cite": re.compile(r"https?://[^\x00-\x20]*", re.IGNORECASE),
    "src": re.compile(r"asset:[0-9a-f]{64}"),
}
_LANGUAGE = re.compile(r"language-[\w.+#-]{1,40}")


def fault(root: _Element) -> str | None:
    """The first thing that an article may not have; None for an article."""
    depths = {root: 1}
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str) or tag not in ALLOWED:
            return f"an element {tag!r}"
        parent = element.getparent()
        if parent is not None and element is not root:
            depths[element] = depths[parent] + 1
        if depths[element] > DEPTH:
            return "elements too deep inside each other"
        for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
            if name not in allowed_attributes(tag) or not _may_be(tag, name, value):
                return f"{name}={value[:80]!r} on {tag}"
    return None


def _may_be(tag: str, name: str, value: str) -> bool:
    if name == "class":
        return bool(_LANGUAGE.fullmatch(value)) if tag == "code" else value in CLASSES[tag]
    address = _ADDRESSES.get(name)
    return address is None or bool(address.fullmatch(value))
