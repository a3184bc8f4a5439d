"""A note that has markup as Markdown: its paragraphs, lists, links and emphasis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.elements import BLOCKS

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "s": "~~", "del": "~~", "strike": "~~"}
_UNSEEN = frozenset({"script", "style", "template", "head", "title", "button", "select", "noscript"})
_PARAGRAPHS = BLOCKS - {"li", "tr", "td", "th", "div"}
_LINE = "\0"
"""A new line begins, unless one begins here anyway."""
_LINES = re.compile(r"\n? *\0[ \0]*")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_AROUND_LINES = re.compile(r" *\n *")
_EMPTY_LINES = re.compile(r"\n{3,}")
_DEEPEST = 60


def note_markdown(element: _Element) -> str:
    """What an element says, without the element itself; what is within more than 60 others is left plain."""
    text = _inner(element, 0)
    text = _AROUND_LINES.sub("\n", _LINES.sub("\n", text))
    return _EMPTY_LINES.sub("\n\n", text).strip()


def _inner(element: _Element, depth: int) -> str:
    pieces = [_SPACES.sub(" ", element.text or "")]
    for child in element:
        pieces += (_outer(child, depth + 1), _SPACES.sub(" ", child.tail or ""))
    return "".join(pieces)


def _outer(element: _Element, depth: int) -> str:
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN:
        return ""
    if tag == "br":
        return "\n"
    if depth > _DEEPEST:
        return _SPACES.sub(" ", "".join(str(text) for text in element.itertext()))
    inner = _inner(element, depth)
    if tag == "li":
        return f"{_LINE}- {inner.strip()}{_LINE}"
    if tag in BLOCKS:
        return f"\n\n{inner}\n\n" if tag in _PARAGRAPHS else f"{_LINE}{inner}{_LINE}"
    words = inner.strip()
    if not words:
        return inner
    mark = _MARKS.get(tag)
    if mark is not None and "\n" not in words:
        before, after = (" " if inner[0] == " " else ""), (" " if inner[-1] == " " else "")
        return f"{before}{mark}{words}{mark}{after}"
    address = (element.get("href") or "").strip() if tag == "a" else ""
    if (
        address.startswith(("http://", "https://"))
        and not re.search(r"[\s()<>]", address)
        and "\n" not in words
    ):
        return f"[{words}]({address})"
    return inner
