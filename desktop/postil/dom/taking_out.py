"""An element out of its tree, the text after it left in: lxml takes that along."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def take_out(element: _Element) -> None:
    """Remove an element with what is in it. The root of a tree stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is None:
        parent.text = (parent.text or "") + element.tail
    elif element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    element.tail = None
    parent.remove(element)
