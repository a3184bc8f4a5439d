"""Callouts: notes, tips and warnings that a page sets off from its text, and their titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from postil.extraction.writer import last_child

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.extraction.blocks import Node

CALLOUT_SHARE = 1 / 3
"""What holds a greater share of an article's letters is its text, whatever it is called,"""
SHORT_CALLOUT = 500
"""unless it has no more letters than this."""

_CALLOUT = re.compile(
    r"(?:^|[\s_-])(?:callout|admonition(?:block)?|notecard|notice|info-?box|alert|markdown-alert|tip-?box|"
    r"information-macro)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_PLAIN_NAME = re.compile(r"(?:^|\s)(?:note|warning|tip|caution|important|danger)(?:\s|$)", re.IGNORECASE)
"""Words that are a callout only as a whole name, on an element that holds blocks."""
_TITLE = re.compile(r"(?:callout|admonition|alert|notecard)[\w-]*?[_-]?(?:title|heading)", re.IGNORECASE)
_HOLDERS = frozenset({"div", "aside", "section"})
_TITLES = frozenset({"p", "div", "summary", "span", "header"})
_MARK = re.compile(
    r"\s*\[!(note|tip|important|warning|caution|info|danger|example|quote)\]\s*", re.IGNORECASE
)


def is_callout(node: Node) -> bool:
    """Whether a node is a callout."""
    if not node.names:
        return False
    if _TITLE.search(node.names):
        return False
    return bool(_CALLOUT.search(node.names) or (node.tag in _HOLDERS and _PLAIN_NAME.search(node.names)))


def is_callout_title(node: Node) -> bool:
    """Whether a node within a callout is its title."""
    return node.tag in _TITLES and bool(node.names and _TITLE.search(node.names))


def mark_alerts(root: _Element) -> None:
    """Make callouts of the quotes that begin with a sign for one, as Markdown's readers know them."""
    for quote in list(root.iter("blockquote")):
        first = next(iter(quote), None)
        match = _MARK.match(first.text or "") if first is not None and first.tag == "p" else None
        if first is None or match is None:
            continue
        quote.tag = "aside"
        quote.attrib.pop("cite", "")
        quote.set("class", "callout")
        title = etree.Element("p")
        etree.SubElement(title, "strong").text = match.group(1).capitalize()
        first.text = (first.text or "")[match.end() :]
        line_break = next(iter(first), None)
        if not first.text and line_break is not None and line_break.tag == "br":
            first.text = (line_break.tail or "").lstrip()
            line_break.tail = None
            first.remove(line_break)
        if not first.text and last_child(first) is None:
            quote.remove(first)
        quote.insert(0, title)
