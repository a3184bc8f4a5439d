"""What stands beside a text node in its line, as far as it will be written."""

from __future__ import annotations

from bs4.element import NavigableString, Tag

from postil.dom.elements import BLOCKS


def line_before(node: NavigableString) -> str:
    """The words before a text node in its line, back to the first ones found; empty at its start."""
    element: NavigableString | Tag = node
    while True:
        before = element.previous_sibling
        if before is None:
            parent = element.parent
            if parent is None or parent.name in BLOCKS:
                return ""
            element = parent
        elif is_block(before) or (isinstance(before, Tag) and before.name == "br"):
            return ""
        elif isinstance(before, NavigableString | Tag):
            words = before.get_text()
            if words.strip() and not (isinstance(before, Tag) and _may_be_silent(before)):
                return f"[{words}]" if isinstance(before, Tag) and _holds(before, "a") else words
            element = before
        else:
            return ""


def is_continued(node: NavigableString) -> bool:
    """Whether more of the same line follows a text node."""
    element: NavigableString | Tag = node
    while element.next_sibling is None:
        parent = element.parent
        if parent is None or parent.name in BLOCKS:
            return False
        element = parent
    return not is_block(element.next_sibling)


def is_block(node: object) -> bool:
    """Whether a node is a block of the article."""
    return isinstance(node, Tag) and node.name in BLOCKS


def _may_be_silent(element: Tag) -> bool:
    """Whether an element with words may be written without them."""
    return _holds(element, "rp") or _holds(element, "math") or bool(_backlinks(element))


def _holds(element: Tag, name: str) -> bool:
    return element.name == name or element.find(name) is not None


def _backlinks(element: Tag) -> list[Tag]:
    return [each for each in (element, *element.find_all("a")) if each.get("role") == "doc-backlink"]
