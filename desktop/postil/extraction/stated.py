"""The article as the page's structured data states it, for pages whose body does not hold it.

Some pages draw their text by script; what was saved of them has an empty body, and the whole text in
JSON-LD (``articleBody``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.serialise import without_control_characters
from postil.extraction.wording import count_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEWEST_WORDS = 80
_TOO_LITTLE = 0.4
"""The share of the stated words below which the body does not hold the article."""


def rebuild_stated(body: str, tree: _Element) -> _Element | None:
    """A tree of the stated text ``body``, if ``tree``, made of the page, has far fewer words; else None."""
    stated = count_words(body)
    if stated < _FEWEST_WORDS or "<" in body:
        return None
    if count_words(" ".join(map(str, tree.itertext()))) >= _TOO_LITTLE * stated:
        return None
    root = etree.Element("div")
    for line in without_control_characters(body).splitlines():
        words = " ".join(line.split())
        if words:
            etree.SubElement(root, "p").text = words
    return root
