"""Phrases: what stands within a line, and what becomes of its element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.extraction.attributes import format_attributes, locale_of
from postil.extraction.patterns import HIDDEN_STYLE

if TYPE_CHECKING:
    from postil.extraction.blocks import Node, Page

_FORMATS = {
    "abbr": "abbr", "acronym": "abbr", "b": "b", "bdi": "bdi", "cite": "cite", "code": "code",
    "del": "del", "dfn": "dfn", "em": "em", "i": "i", "ins": "ins", "kbd": "kbd", "mark": "mark", "rt": "rt",
    "ruby": "ruby",
    "s": "s", "samp": "samp", "small": "small", "strike": "s", "strong": "strong", "sub": "sub", "sup": "sup",
    "time": "time", "tt": "code", "u": "u", "var": "var",
}  # fmt: skip
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_SLANTED = re.compile(r"font-style\s*:\s*(?:italic|oblique)")
_MOST_HIDDEN = 40
"""Letters."""
_QUOTES = {
    "de": "„“‚‘",
    "fr": "«»‹›",
    "pl": "„”‚’",
    "uk": "«»„“",
    "ru": "«»„“",
    "ja": "「」『』",
    "zh": "“”‘’",
}
_ENGLISH_QUOTES = "“”‘’"


def phrase_of(node: Node) -> tuple[str, dict[str, str]] | None:
    """The inline element, with its attributes, that a node becomes; None where its words stand alone.

    An element without a meaning of its own may have a language, a weight or a slant.
    """
    tag = _FORMATS.get(node.tag)
    if tag is not None:
        return tag, format_attributes(node)
    locale = locale_of(node)
    if node.tag == "bdo":
        return "bdo" if "dir" in locale else "span", locale
    style = node.element.get("style") or ""
    tag = "strong" if _BOLD.search(style) else "em" if _SLANTED.search(style) else None
    if tag is None and not locale:
        return None
    return tag or "span", locale


def marked_phrase_of(node: Node) -> tuple[str, dict[str, str]] | None:
    """The same for text whose white space counts, where only elements with a meaning are kept."""
    return phrase_of(node) if node.tag in _FORMATS else None


def quotation_marks(language: str | None) -> str:
    """The four quotation marks of a language: outer and inner, each opening and closing."""
    return _QUOTES.get((language or "").split("-")[0], _ENGLISH_QUOTES)


def is_hidden_phrase(node: Node, page: Page) -> bool:
    """Whether a few words within a line are not to be seen: an anchor's sign, a number for machines.

    Many hidden words are kept: pages hide the rest of an article until somebody asks for it.
    """
    if not node.hidden or node.first >= len(page.blocks):
        return False
    element = node.element
    if element.get("hidden") is None and not HIDDEN_STYLE.search(element.get("style") or ""):
        return False
    letters = sum(len(text) for text in map(str, element.itertext()))
    return letters <= _MOST_HIDDEN and letters * 2 < len(page.blocks[node.first].text)
