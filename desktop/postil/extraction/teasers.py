"""Teasers within a text: "Read next:" with a list of links below it. They are no part of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.elements import HEADINGS

if TYPE_CHECKING:
    from postil.extraction.blocks import Node, Page

_APPEAL = re.compile(
    r"\W*(?:don[’']?t miss\b|read (?:next|also|more|this next)\b|also read\b|(?:up|see) next\b|more from\b|"
    r"related (?:articles?|posts?|stories|reading|coverage|content)\b|"
    r"recommended (?:reading|for you|stories)\b|trending\b|most (?:read|popular)\b|"
    r"(?:if you (?:liked|enjoyed) .{1,40})?you (?:might|may|will|[’']ll) (?:also )?(?:like|enjoy|love)\b|"
    r"(?:lesen|lies) sie auch\b|lies auch\b|auch interessant\b|mehr zum thema\b|lesetipps?\b|"
    r"das könnte (?:sie|dich)\b|(?:à )?lire aussi\b|à lire\b|voir aussi\b|lee también\b|"
    r"te puede interesar\b|lea también\b|leia (?:também|mais)\b|veja também\b|leggi anche\b|lees ook\b|"
    r"czytaj (?:też|także|również)\b|читайте также|читайте також|"
    r"相关阅读|延伸阅读|延伸閱讀|推荐阅读|関連記事|あわせて読みたい)",
    re.IGNORECASE,
)
_MOST_WORDS = 10
_LINKED = 0.8
_MOST_LINKS = 8
_LISTS = frozenset({"ul", "ol"})


def drop_teasers(page: Page, kept: list[bool]) -> None:
    """Drop lists of a few links, and the appeal to read them right above; ``kept`` is changed."""
    for node in page.nodes:
        if node.tag in _LISTS and any(kept[node.first : node.last]) and _is_teaser_list(node, page):
            kept[node.first - 1 : node.last] = [False] * (node.last - node.first + 1)


def _is_teaser_list(node: Node, page: Page) -> bool:
    """Whether a list is all links to other pages, and the short line before it an appeal."""
    if not node.first or node.last - node.first > _MOST_LINKS:
        return False
    appeal = page.blocks[node.first - 1]
    if not appeal.text.endswith((":", "：")) and appeal.node.tag not in HEADINGS:
        return False
    if len(appeal.text.split()) > _MOST_WORDS or not _APPEAL.match(appeal.text):
        return False
    blocks = page.blocks[node.first : node.last]
    leads_here = any(
        each.tag == "a" and (each.element.get("href") or "").startswith("#") for each in node.nodes()
    )
    return not leads_here and all(block.linked >= _LINKED * len(block.text) for block in blocks)
