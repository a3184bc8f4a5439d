"""Markup to a tree, as browsers build it, with bounds on depth and nothing lost.

Lexbor builds the tree by the HTML Standard. It is then copied into lxml, which has XPath, node by node:
lxml's own HTML parser drops what is deeper than 256 elements, what follows ``</html>`` and what is in
very long text, and says nothing. The copy is cut in depth, since later stages walk it by recursion.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from postil.dom.elements import BLOCKS, TABLES
from postil.dom.guard import guard
from postil.dom.plain import SILENT, count_letters
from postil.dom.serialise import without_control_characters
from postil.errors import ImportFailed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

DEPTH = 200
"""Elements deeper than this lose the elements around them, but no words."""
TABLE_DEPTH = 6
"""Tables nested deeper than this become plain blocks: each level doubles the time of layout."""
SHADOW = "data-shadow-root"
"""The attribute of the ``div`` that a shadow root becomes, so that its words are seen."""

_SHADOW_MARKS = ("shadowrootmode", "shadowmode", "shadowroot")
_KEPT_SHARE = 0.999
_FACTORY = etree.HTMLParser()
"""Makes elements of an HTML document, whose names may be any that a page gives."""


def parse_page(markup: str) -> etree._Element:
    """The ``html`` element of a page; ``head`` and ``body`` are its children.

    ``noscript`` and ``template`` hold elements, as their markup says; shadow roots are visible as
    ``div``. Comments are dropped. Raises ImportFailed where no tree can be built, or where words of
    the page are not in it.
    """
    guarded = guard(without_control_characters(markup))
    try:
        source = LexborHTMLParser(guarded.markup).root
    except SelectolaxError as error:
        raise ImportFailed("The page is too damaged to be read as HTML.") from error
    if source is None:
        raise ImportFailed("The page is empty.")
    root = _copy(source)
    if count_letters(visible_text(root)) < _KEPT_SHARE * guarded.letters:
        raise ImportFailed("Words of this page were lost while it was read as HTML.")
    return root


def visible_text(root: etree._Element) -> str:
    """The words of the tree that are for people, as they come: blocks are not parted."""
    return "".join(
        piece
        for element in root.iter()
        for piece in (element.text if element.tag not in SILENT else None, element.tail)
        if piece
    )


class _Place:
    """Where in the lxml tree the copy goes on: in ``parent``, after ``last``."""

    __slots__ = ("_last", "_pieces", "depth", "parent")

    def __init__(self, parent: etree._Element, depth: int) -> None:
        self.parent = parent
        self.depth = depth
        self._last: etree._Element | None = None
        self._pieces: list[str] = []

    def add_text(self, text: str) -> None:
        self._pieces.append(text)

    def add_element(self, name: str) -> etree._Element:
        self.write()
        try:
            element = etree.SubElement(self.parent, name)
        except ValueError:  # a name such as <b"c>
            element = etree.SubElement(self.parent, "span")
        self._last = element
        return element

    def write(self) -> None:
        """Put the text gathered so far into the tree."""
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        try:
            self._put(text)
        except ValueError:  # a control character, written as &#1;
            self._put(without_control_characters(text))

    def _put(self, text: str) -> None:
        if self._last is None:
            self.parent.text = text
        else:
            self._last.tail = text


@dataclass(slots=True)
class _Frame:
    """A source element whose children are being copied."""

    node: LexborNode | None
    """The next child."""
    place: _Place
    tables: int
    """How many tables are around the children."""
    opened: bool = True
    """Whether the element is in the tree itself, or only its content."""
    block: bool = False


def _copy(source: LexborNode) -> etree._Element:
    """The Lexbor tree in lxml. Iterative: the source may be thousands of elements deep."""
    root = _FACTORY.makeelement("html")
    _set_attributes(root, source)
    frames = [_Frame(source.first_child, _Place(root, 1), tables=0)]
    while frames:
        frame = frames[-1]
        node = frame.node
        if node is not None:
            frame.node = node.next
            name = node.tag
            if name == "-text":
                frame.place.add_text(node.text_content or "")
            elif name is not None and not name.startswith("-"):
                inner = _enter(node, name, frame)
                if inner is not None:
                    frames.append(inner)
            continue
        frames.pop()
        if frame.opened:
            frame.place.write()
        elif frame.block:
            frame.place.add_element("br")
    return root


def _enter(node: LexborNode, name: str, outer: _Frame) -> _Frame | None:
    """Copy an element without its content; None where it has none."""
    place = outer.place
    tables = outer.tables + (name == "table")
    content = _template_content(node) if name == "template" else node.first_child
    if tables > TABLE_DEPTH and name in TABLES:
        name = "div"
    if place.depth + 1 >= DEPTH and _has_elements(content):
        block = name in BLOCKS
        if block:
            place.add_element("br")
        return _Frame(content, place, tables, opened=False, block=block)
    element = place.add_element(name)
    _set_attributes(element, node)
    if name == "template" and any(element.get(mark) is not None for mark in _SHADOW_MARKS):
        element.tag = "div"
        element.set(SHADOW, "")
    if content is None:
        return None
    return _Frame(content, _Place(element, place.depth + 1), tables)


def _template_content(node: LexborNode) -> LexborNode | None:
    """The first node in a template. (One inside a drawing has its content as other elements do.)"""
    for fragment in node.template_fragments()[:1]:
        if fragment.parent is not None and fragment.parent.mem_id == node.mem_id:
            return fragment.first_child
    return node.first_child


def _has_elements(node: LexborNode | None) -> bool:
    while node is not None:
        if node.is_element_node:
            return True
        node = node.next
    return False


def _set_attributes(element: etree._Element, node: LexborNode) -> None:
    for name, value in node.attributes.items():
        try:
            element.set(name, value or "")
        except ValueError:
            _set_odd_attribute(element, name, value or "")


def _set_odd_attribute(element: etree._Element, name: str, value: str) -> None:
    """Set an attribute without the control characters of its value, unless its name is impossible."""
    with suppress(ValueError):
        element.set(name, without_control_characters(value))
