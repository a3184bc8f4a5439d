"""The page as blocks of text that stay linked to their elements.

One walk over the parsed page makes a light tree of ``Node`` and ``Text``, in document order. A block
is a run of text that no block boundary interrupts: a paragraph, a list item's own words, a cell. Every
node covers a contiguous range of blocks, so what is known of a block is known of a container by
subtraction. Nothing is judged here; the article is later rebuilt from the kept parts of this tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.extraction.formulas import FORMULA_TAGS, is_formula, spoken_formula
from postil.extraction.patterns import HIDDEN_STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

BOUNDARIES = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "noscript", "ol", "p",
    "pre", "search", "section", "summary", "table", "tbody", "td", "template", "tfoot", "th", "thead", "tr",
    "ul", "iframe", "frameset", "listing", "xmp", "plaintext",
})  # fmt: skip
"""Elements that a block never crosses."""

OBJECTS = frozenset({"img", "video", "audio", "math", "embed", "object", "iframe", "svg", "hr"})
"""Elements that may be part of an article without a word of their own."""

_SKIPPED = frozenset({
    "script", "style", "head", "title", "link", "meta", "base", "input", "textarea", "select", "option",
    "datalist", "button", "canvas", "map", "area", "param", "track", "progress", "meter", "applet",
    "noframes", "template", "rp",
})  # fmt: skip
_MARKS = {"a": 1, "b": 2, "strong": 2, "i": 4, "em": 4}
"""Bits of what a text is marked as: link, bold, slanted."""
_NAME_ATTRIBUTES = frozenset({"class", "id", "role", "itemprop", "data-testid", "data-component"})
_LONGEST_NAMES = 200
_DEEPEST = 80
"""How deep nodes nest; later steps walk them by recursion."""
_SHADOW_ROOTS = ("shadowrootmode", "shadowmode", "shadowroot")


@dataclass(slots=True, eq=False)
class Text:
    """A text node of the page, and the block that it belongs to."""

    text: str
    block: int


@dataclass(slots=True, eq=False)
class Node:
    """An element of the page. ``first`` to ``last`` (exclusive) are the blocks that begin within it."""

    element: _Element
    tag: str
    parent: Node | None
    depth: int
    names: str
    """What its classes, id, role and itemprop call it."""
    hidden: bool
    first: int
    last: int = 0
    content: list[Node | Text] = field(default_factory=list)

    def ancestors(self) -> Iterator[Node]:
        """The node itself, its parent, and so on up to the root."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def nodes(self) -> Iterator[Node]:
        """The node and every node within it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(child for child in reversed(node.content) if isinstance(child, Node))


@dataclass(slots=True, eq=False)
class Block:
    """A run of text, and how many of its characters are in links, bold, and slanted."""

    text: str
    linked: int
    strong: int
    slanted: int
    node: Node
    """The nearest element around it that is a boundary."""


@dataclass(frozen=True, slots=True)
class Page:
    """The light tree of a page's body and its blocks, in document order."""

    root: Node
    nodes: tuple[Node, ...]
    """Every node under the root and the root, parents before their children, in document order."""
    blocks: tuple[Block, ...]


def read_blocks(html: _Element) -> Page:
    """The blocks of a parsed page (its ``html`` element)."""
    body = html.find("body")
    reader = _Reader()
    root = reader.read(html if body is None else body)
    return Page(root, tuple(reader.nodes), tuple(reader.blocks))


class _Reader:
    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._marked = [0, 0, 0]
        self._has_words = False
        self._break_pending = False

    def read(self, body: _Element) -> Node:
        root = Node(body, "body", None, 0, "", hidden=False, first=0)
        self.nodes.append(root)
        self._enter(body, root, root, marks=0)
        self._end_block(root)
        count = root.last = len(self.blocks)
        for node in self.nodes:
            node.last = min(node.last, count)  # white space at the very end was no block after all
        return root

    def _enter(self, element: _Element, node: Node, holder: Node, *, marks: int) -> None:
        text = element.text
        if text:
            self._add(node, text, marks=marks)
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                self._child(child, _local_name(tag), node, holder, marks=marks)
            text = child.tail
            if text:
                self._add(node, text, marks=marks)

    def _child(self, element: _Element, tag: str, parent: Node, holder: Node, *, marks: int) -> None:
        if tag == "br":
            self._line_break(element, parent, holder)
            return
        if tag in FORMULA_TAGS and is_formula(element, tag):
            tag = "math"
        elif tag in _SKIPPED and _is_skipped(element, tag, parent):
            return
        boundary = tag in BOUNDARIES
        if parent.depth >= _DEEPEST:
            self._deep_child(element, parent, holder, boundary=boundary, marks=marks)
            return
        if boundary:
            self._end_block(holder)
        names, hidden = _names_and_hiding(element)
        node = Node(element, tag, parent, parent.depth + 1, names, hidden, len(self.blocks))
        parent.content.append(node)
        self.nodes.append(node)
        if tag == "math":
            self._formula(node)
        elif tag not in OBJECTS or (tag == "object" and len(element)):
            self._enter(element, node, node if boundary else holder, marks=marks | _MARKS.get(tag, 0))
        if boundary:
            self._end_block(node)
            node.last = len(self.blocks)
        else:
            node.last = len(self.blocks) + (1 if self._has_words else 0)

    def _deep_child(
        self, element: _Element, parent: Node, holder: Node, *, boundary: bool, marks: int
    ) -> None:
        """An element too deep for a node of its own: its words are its parent's, its boundaries breaks."""
        if boundary:
            self._part(element, parent, holder)
        self._enter(element, parent, holder, marks=marks)
        if boundary:
            self._part(element, parent, holder)

    def _part(self, element: _Element, parent: Node, holder: Node) -> None:
        self._end_block(holder)
        at = len(self.blocks)
        for _ in range(2):
            node = Node(element, "br", parent, parent.depth + 1, "", hidden=False, first=at, last=at)
            parent.content.append(node)
            self.nodes.append(node)

    def _formula(self, node: Node) -> None:
        spoken = spoken_formula(node.element)
        self._pieces.append(spoken)
        self._has_words = self._has_words or bool(spoken.strip())
        node.content.append(Text("", len(self.blocks)))

    def _line_break(self, element: _Element, parent: Node, holder: Node) -> None:
        node = Node(element, "br", parent, parent.depth + 1, "", hidden=False, first=len(self.blocks))
        if self._break_pending:
            self._end_block(holder)
            node.first = len(self.blocks)
        else:
            self._break_pending = bool(self._pieces)
            self._pieces.append(" ")
        node.last = node.first
        parent.content.append(node)
        self.nodes.append(node)

    def _add(self, node: Node, text: str, *, marks: int) -> None:
        piece = Text(text, len(self.blocks))
        node.content.append(piece)
        self._pieces.append(text)
        if not text.isspace():
            self._has_words = True
            self._break_pending = False
            if marks:
                length = len(text.strip())
                for bit in range(3):
                    if marks >> bit & 1:
                        self._marked[bit] += length

    def _end_block(self, holder: Node) -> None:
        if not self._pieces:
            return
        if self._has_words:
            text = " ".join("".join(self._pieces).split())
            if text:
                linked, strong, slanted = self._marked
                self.blocks.append(Block(text, min(linked, len(text)), strong, slanted, holder))
            self._marked = [0, 0, 0]
            self._has_words = False
        self._pieces.clear()
        self._break_pending = False


def _is_skipped(element: _Element, tag: str, parent: Node) -> bool:
    if tag == "button":
        return not any(
            node.tag in ("h2", "h3", "h4", "dt", "summary") for node in (parent, parent.parent) if node
        )
    return tag != "template" or not any(element.get(name) for name in _SHADOW_ROOTS)


@lru_cache(maxsize=1_000)
def _local_name(tag: str) -> str:
    return tag.rsplit("}", 1)[-1].lower()


def _names_and_hiding(element: _Element) -> tuple[str, bool]:
    """What an element is called, and whether it says that it is not to be seen."""
    attributes = element.items()
    if not attributes:
        return "", False
    found, hidden = [], False
    for name, value in attributes:
        if name in _NAME_ATTRIBUTES:
            found.append(str(value))
        elif name == "style":
            hidden = hidden or HIDDEN_STYLE.search(str(value)) is not None
        elif name == "hidden" or (name == "aria-hidden" and value == "true"):
            hidden = True
    return " ".join(found)[:_LONGEST_NAMES], hidden
