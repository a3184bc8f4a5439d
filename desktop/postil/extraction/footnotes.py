"""Links within a page: footnotes and references, both ways, and every other anchor that is used.

Identifiers of a page are never taken over. What a kept link points to, if it is kept too, gets a new
identifier ``note-1``, ``note-2``, …; a link whose target was left out points to the page it came from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from postil.dom.serialise import without_control_characters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element

    from postil.extraction.blocks import Node
    from postil.extraction.links import Addresses

_REFERENCE = re.compile(
    r"[\[(]?\s*(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z]|[ivx]{1,5}|note \d{1,3})\s*[\])]?", re.IGNORECASE
)
_BACK = re.compile(r"[\s↩︎↑^⤴⏎←]+|back|return|jump up|\^?\s*[a-z]", re.IGNORECASE)
_BACK_NAMES = re.compile(r"backref|footnote-return|reversefootnote|footnote-number")
_BACK_TARGET = re.compile(
    r"(?:(?:fn|ftn|edn|footnote|note)[-_:]?ref|cite_ref|citeref|footnote-anchor|backlink)", re.IGNORECASE
)
"""What notes call the places that refer to them."""
_LONGEST_NAME = 200
_NOTE_NAMES = re.compile(
    r"footnote|endnote|(?:^|[\s_#-])(?:fn|_?ftn|_?edn|notes?|references?|citations?|reflist)(?:[\s\d_:-]|$)|doc-endnotes",
    re.IGNORECASE,
)


class Notes:
    """The page's internal links and what they become."""

    def __init__(self, nodes: Sequence[Node], wants: Callable[[Node], bool], addresses: Addresses) -> None:
        self._addresses = addresses
        wanted: dict[str, None] = {}
        targets: dict[str, Node] = {}
        for node in nodes:
            if node.tag == "a" and wants(node):
                fragment = addresses.fragment(node.element.get("href"))
                if fragment:
                    wanted[unquote(fragment)] = None
        for node in nodes if wanted else ():
            for name in (node.element.get("id"), node.element.get("name") if node.tag == "a" else None):
                if name:
                    targets.setdefault(name, node)
        self._names: dict[Node, str] = {}
        self._by_fragment: dict[str, str] = {}
        self._fragments: dict[str, str] = {}
        for fragment in wanted:
            target = targets.get(fragment)
            if target is not None and (wants(target) or _is_empty_anchor(target, wants)):
                name = self._names.setdefault(target, f"note-{len(self._names) + 1}")
                self._by_fragment[fragment] = name
                self._fragments[name] = quote(fragment)

    def name_of(self, node: Node) -> str | None:
        """The new identifier of a node that kept links point to."""
        return self._names.get(node)

    def link_attributes(self, node: Node) -> dict[str, str] | None:
        """``href`` and what else a link keeps; None where it points nowhere."""
        element = node.element
        written = element.get("href")
        fragment = self._addresses.fragment(written)
        attributes: dict[str, str] = {}
        if fragment is not None and unquote(fragment) in self._by_fragment:
            attributes["href"] = f"#{self._by_fragment[unquote(fragment)]}"
            role = _note_role(element)
            if role is not None:
                attributes["role"] = role
            return attributes
        address = self._addresses.link(written)
        if address is None:
            return None
        attributes["href"] = address
        title = " ".join(without_control_characters(element.get("title") or "").split())
        if title:
            attributes["title"] = title
        return attributes

    def finish(self, root: _Element) -> None:
        """Mark the lists of notes, and undo links whose target was not written after all."""
        written = {element.get("id"): element for element in root.iter() if element.get("id")}
        for link in list(root.iter("a")):
            href = link.get("href") or ""
            if href.startswith("#") and href[1:] not in written:
                link.attrib.pop("role", "")
                if self._addresses.page is None or href[1:] not in self._fragments:
                    link.tag = "span"
                    del link.attrib["href"]
                else:
                    link.set("href", f"{self._addresses.page.split('#')[0]}#{self._fragments[href[1:]]}")
        referenced = {
            (link.get("href") or "")[1:] for link in root.iter("a") if link.get("role") == "doc-noteref"
        }
        for listing in root.iter("ol"):
            items = listing.findall("li")
            noted = sum(item.get("id") in referenced for item in items)
            if items and noted * 2 >= len(items) and noted:
                listing.set("class", "footnotes")


def _note_role(element: _Element) -> str | None:
    """Whether a link refers to a note, or goes back from one."""
    stated = f"{element.get('role') or ''} {element.get('epub:type') or ''}"
    names = " ".join(element.get(name) or "" for name in ("class", "rel", "id", "href"))
    if (
        "backlink" in stated
        or _BACK_NAMES.search(names)
        or _BACK_TARGET.search(unquote((element.get("href") or "").partition("#")[2][:_LONGEST_NAME]))
    ):
        return "doc-backlink"
    text = "".join(map(str, element.itertext())).strip()
    parent = element.getparent()
    if "noteref" in stated or (
        _REFERENCE.fullmatch(text)
        and (_NOTE_NAMES.search(names) is not None or (parent is not None and parent.tag == "sup"))
    ):
        return "doc-noteref"
    return "doc-backlink" if text and _BACK.fullmatch(text) and len(text) < 3 else None


def _is_empty_anchor(node: Node, wants: Callable[[Node], bool]) -> bool:
    """Whether a node is an anchor without text, in a place that is kept."""
    return node.last - node.first <= 1 and not node.content and node.parent is not None and wants(node.parent)
