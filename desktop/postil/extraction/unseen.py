"""Single lines that are not to be seen: messages that wait for their moment, words for machines, and the
words of ``noscript``, which ask for scripts.

Pages also hide the rest of an article until somebody asks for it. So only short lines are taken away, and
none where they are a part of the page that matters; longer passages are judged like all others. What
SingleFile calls ``sf-hidden`` was not to be seen when the page was saved, whatever hid it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.parse import visible_text
from postil.dom.plain import count_letters
from postil.dom.taking_out import take_out
from postil.extraction.patterns import HIDDEN_STYLE

if TYPE_CHECKING:
    from lxml.etree import _Element

_LINES = ("p", "span", "h2", "h3", "h4", "h5", "h6", "label", "noscript")
_SHOWN = ("img", "math", "picture", "iframe", "video", "table", "pre", "script")
"""What holds one of these is more than a line."""
_NEEDED = re.compile(r"foot|note|ref|math|tex|formula|caption", re.IGNORECASE)
"""Names of what is shown on demand and belongs to the text."""
_LONGEST = 200
_MOST = 600
_MOST_SHARE = 0.05
"""With more letters than this, in all and of the page, hidden lines are no messages but a text."""
_LEAST_REST = 3
"""The page has more letters than so many times theirs."""


def drop_unseen(html: _Element, markup: str) -> None:
    """Take away the short lines of a page that are not to be seen. ``markup`` is the page's own."""
    tags = () if "sf-hidden" in markup else _LINES
    hidden = [element for element in html.iter(*tags) if _is_hidden(element)]
    within = set(hidden)
    lines = [
        element
        for element in hidden
        if within.isdisjoint(element.iterancestors()) and not _is_needed(element)
    ]
    letters = [count_letters(visible_text(element)) for element in lines]
    short = [(line, count) for line, count in zip(lines, letters, strict=True) if count < _LONGEST]
    total = sum(count for _, count in short)
    whole = count_letters(visible_text(html)) if total else 0
    if total * _LEAST_REST < whole and total <= max(_MOST, _MOST_SHARE * whole):
        for line, _ in short:
            take_out(line)


def _is_hidden(element: _Element) -> bool:
    style = element.get("style")
    if element.tag == "noscript":  # it asks for scripts; what it shows in their place is longer, or a picture
        return True
    said = element.get("hidden") is not None or (style is not None and HIDDEN_STYLE.search(style) is not None)
    if said and element.tag in _LINES:
        return True
    return "sf-hidden" in (element.get("class") or "").split() and element.tag not in ("html", "body")


def _is_needed(element: _Element) -> bool:
    if next(element.iter(_SHOWN), None) is not None:
        return True
    if any(each.tag in ("details", "svg", "math") for each in element.iterancestors()):
        return True
    return _NEEDED.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None
