"""Embeds: what a page plays or shows from elsewhere becomes a card with a link to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml import etree

from postil.dom.serialise import without_control_characters

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.extraction.blocks import Node
    from postil.extraction.links import Addresses

_EMBEDS = frozenset({"iframe", "video", "audio", "embed", "object"})
_PLAYERS = frozenset({"video", "audio"})
_SOURCES = ("src", "data-src", "data-lazy-src", "data", "data-url")
_PLAYED = re.compile(
    r"embed|player|video|audio|watch|podcast|episode|track|map|document|slides|tweet|post|chart|datawrapper|"
    r"infogram|visuali[sz]ation|tableau|notebook|sandbox|playground|fiddle",
    re.IGNORECASE,
)
_POST = re.compile(
    r"(?:^|\s)(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|"
    r"text-post-media|reddit-(?:card|embed-bq))(?:\s|$)"
)
_UNRELATED = re.compile(
    r"(?:^|[./_-])(?:ads?|adserver|doubleclick|googletagmanager|analytics|captcha|recaptcha|consent)(?:[./_-]|$)"
)


def is_embed(node: Node) -> bool:
    """Whether a node shows something from elsewhere."""
    return node.tag in _EMBEDS


def is_post(node: Node) -> bool:
    """Whether a quote is a post of a social network, with its words, that a program would draw."""
    return node.tag == "blockquote" and bool(node.names and _POST.search(node.names))


class Embeds:
    """Makes the cards of one article, each address once."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._built: set[str] = set()

    def build(self, node: Node) -> _Element | None:
        """The card of an embed; None where there is none, or where it was built before."""
        card = build_embed(node, self._addresses)
        link = card.find("p/a") if card is not None else None
        address = link.get("href") if link is not None else None
        if address is None or address in self._built:
            return None
        self._built.add(address)
        return card


def build_embed(node: Node, addresses: Addresses) -> _Element | None:
    """A card (``aside class=embed``) with the thing's title and address; None where it names none.

    Frames are kept only where their address says that they play or show something: the others are
    advertisements and buttons.
    """
    element = node.element
    sources = [value for name in _SOURCES if (value := element.get(name))]
    sources += [value for source in element.iter("source", "embed") if (value := source.get("src"))]
    address = next((found for source in sources if (found := addresses.web(source))), None)
    if address is None or not _is_shown(node, address):
        return None
    stated = element.get("title") or element.get("aria-label") or ""
    title = " ".join(without_control_characters(stated).split())
    card = etree.Element("aside", {"class": "embed"})
    paragraph = etree.SubElement(card, "p")
    link = etree.SubElement(paragraph, "a", {"href": address})
    link.text = title or _name_of(node, address)
    return card


def _is_shown(node: Node, address: str) -> bool:
    if node.tag in _PLAYERS:
        return True
    parts = urlsplit(address)
    place = f"{parts.hostname or ''}{parts.path}"
    return _PLAYED.search(place) is not None and _UNRELATED.search(place) is None


def _name_of(node: Node, address: str) -> str:
    """What a card without a title is called: the file that is played, or else the site."""
    parts = urlsplit(address)
    file = unquote(parts.path.rpartition("/")[2])
    if node.tag in _PLAYERS and file:
        return without_control_characters(file)
    return (parts.hostname or address).removeprefix("www.")
