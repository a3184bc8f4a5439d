"""Embeds: what a page plays or shows from elsewhere becomes a card with a link to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from postil.dom.serialise import without_control_characters

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.extraction.blocks import Node
    from postil.extraction.links import Addresses

_EMBEDS = frozenset({"iframe", "video", "audio", "embed", "object"})
_SOURCES = ("src", "data-src", "data-lazy-src", "data", "data-url")
_PLAYED = re.compile(
    r"embed|player|video|audio|watch|podcast|episode|track|map|document|slides|tweet|post", re.IGNORECASE
)


def is_embed(node: Node) -> bool:
    """Whether a node shows something from elsewhere."""
    return node.tag in _EMBEDS


def build_embed(node: Node, addresses: Addresses) -> _Element | None:
    """A card (``aside class=embed``) with the thing's title and address; None where it names none.

    Frames are kept only where their address says that they play or show something: the others are
    advertisements and buttons.
    """
    element = node.element
    sources = [value for name in _SOURCES if (value := element.get(name))]
    sources += [value for source in element.iter("source", "embed") if (value := source.get("src"))]
    address = next((found for source in sources if (found := addresses.web(source))), None)
    if address is None or (node.tag not in ("video", "audio") and not _PLAYED.search(urlsplit(address).path)):
        return None
    stated = element.get("title") or element.get("aria-label") or ""
    title = " ".join(without_control_characters(stated).split())
    card = etree.Element("aside", {"class": "embed"})
    paragraph = etree.SubElement(card, "p")
    link = etree.SubElement(paragraph, "a", {"href": address})
    link.text = title or (urlsplit(address).hostname or address).removeprefix("www.")
    return card
