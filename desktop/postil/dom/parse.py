"""Markup to a tree, as browsers build it, with bounds on depth and nothing lost.

Lexbor builds the tree by the HTML Standard. It is then copied into lxml, which has XPath, node by node:
lxml's own HTML parser drops what is deeper than 256 elements, what follows ``</html>`` and what is in
very long text, and says nothing. The copy is cut in depth, since later stages walk it by recursion.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from postil.dom.elements import BLOCKS, TABLES
from postil.dom.guard import guard
from postil.dom.plain import SILENT, count_letters
from postil.dom.serialise import without_control_characters
from postil.errors import ImportFailed
from postil.translation import _

if TYPE_CHECKING:
    from lxml.etree import _Element
    from selectolax.lexbor import LexborNode

    _Outer = tuple[_Element | None, _Element | None, LexborNode | None, int, bool]
    """An element whose children are being copied: the element around its copy and the copy itself (None
    where only its content is copied), the node after it, how many tables are around it, and whether a line
    ends with it."""

DEPTH = 200
"""Elements deeper than this lose the elements around them, but no words."""
TABLE_DEPTH = 6
"""Tables nested deeper than this become plain blocks: each level doubles the time of layout."""
SHADOW = "data-shadow-root"
"""The attribute of the ``div`` that a shadow root becomes, so that its words are seen."""

_SHADOW_MARKS = frozenset({"shadowrootmode", "shadowmode", "shadowroot", "data-savepage-shadowroot"})
_KEPT_SHARE = 0.999
_FACTORY = etree.HTMLParser()
"""Makes elements of an HTML document, whose names may be any that a page gives."""


def parse_page(markup: str) -> _Element:
    """The ``html`` element of a page; ``head`` and ``body`` are its children.

    ``noscript`` and ``template`` hold elements, as their markup says; shadow roots are visible as
    ``div``. Comments are dropped. Raises ImportFailed where no tree can be built, or where words of
    the page are not in it.
    """
    guarded = guard(without_control_characters(markup))
    try:
        source = LexborHTMLParser(guarded.markup).root
    except SelectolaxError as error:
        raise ImportFailed(_("The page is too damaged to be read as HTML.")) from error
    if source is None:
        raise ImportFailed(_("The page is empty."))
    root = _copy(source)
    if count_letters(visible_text(root)) < _KEPT_SHARE * guarded.letters:
        raise ImportFailed(_("Words of this page were lost while it was read as HTML."))
    return root


def visible_text(root: _Element) -> str:
    """The words of the tree that are for people, as they come: blocks are not parted."""
    return "".join(
        piece
        for element in root.iter()
        for piece in (element.text if element.tag not in SILENT else None, element.tail)
        if piece
    )


def _copy(source: LexborNode) -> _Element:
    """The Lexbor tree in lxml. Iterative: the source may be thousands of elements deep."""
    root = parent = _FACTORY.makeelement("html")
    _set_attributes(root, source.attributes)
    last: _Element | None = None
    pieces: list[str] = []  # the text after ``last``
    depth, tables = 1, 0
    outer: list[_Outer] = []
    node = source.first_child
    while node is not None or outer:
        if node is None:
            around, before, node, tables, block = outer.pop()
            if around is not None:
                if pieces:
                    _write(parent, last, pieces)
                parent, last, depth = around, before, depth - 1
            elif block:
                last = _add_break(parent, last, pieces)
            continue
        name = node.tag
        if name == "-text":
            pieces.append(node.text_content or "")
        elif name is not None and name[0] != "-":
            content = node.first_child if name != "template" else _template_content(node)
            if depth + 1 >= DEPTH and _has_elements(content):
                block = name in BLOCKS
                if block:
                    last = _add_break(parent, last, pieces)
                outer.append((None, None, node.next, tables, block))
                node = content
                continue
            inside = tables + (name == "table")
            if pieces:
                _write(parent, last, pieces)
            if inside > TABLE_DEPTH and name in TABLES:
                name = "div"
            last = _add_element(parent, name, node.attributes)
            if content is not None:
                outer.append((parent, last, node.next, tables, False))
                parent, last, node, depth, tables = last, None, content, depth + 1, inside
                continue
        node = node.next
    _write(parent, last, pieces)
    return root


def _write(parent: _Element, last: _Element | None, pieces: list[str]) -> None:
    """Put the text gathered so far into the tree, after the last child of ``parent``."""
    if not pieces:
        return
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    pieces.clear()
    try:
        _put(parent, last, text)
    except ValueError:  # a control character, written as &#1;
        _put(parent, last, without_control_characters(text))


def _put(parent: _Element, last: _Element | None, text: str) -> None:
    if last is None:
        parent.text = text
    else:
        last.tail = text


def _add_break(parent: _Element, last: _Element | None, pieces: list[str]) -> _Element:
    """End the line where a block was left out."""
    _write(parent, last, pieces)
    return etree.SubElement(parent, "br")


def _add_element(parent: _Element, name: str, attributes: dict[str, str | None]) -> _Element:
    try:
        element = etree.SubElement(parent, name, cast("dict[str, str]", attributes))
    except (TypeError, ValueError):  # an attribute without a value; a name such as <b"c>
        element = _add_odd_element(parent, name)
        _set_attributes(element, attributes)
    if name == "template" and not _SHADOW_MARKS.isdisjoint(attributes):
        element.tag = "div"
        element.set(SHADOW, "")
    return element


def _add_odd_element(parent: _Element, name: str) -> _Element:
    try:
        return etree.SubElement(parent, name)
    except ValueError:
        return etree.SubElement(parent, "span")


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


def _set_attributes(element: _Element, attributes: dict[str, str | None]) -> None:
    """Set attributes one by one: without control characters, and none whose name is impossible."""
    for name, value in attributes.items():
        try:
            element.set(name, value or "")
        except ValueError:
            with suppress(ValueError):
                element.set(name, without_control_characters(value or ""))
