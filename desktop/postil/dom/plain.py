"""The words of a page without building a tree: cheap, linear, and bounded whatever the markup is.

This is what is shown of a page that cannot be parsed, and what a parsed page is checked against.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from postil.dom.elements import BLOCKS
from postil.dom.serialise import without_control_characters
from postil.dom.tags import CODE, tags

if TYPE_CHECKING:
    from collections.abc import Iterator

SILENT = CODE | {"title", "textarea", "xmp", "iframe", "noembed"}
"""Elements whose words are not the page's."""

_LETTER = re.compile(r"[^\W\d_]")
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r" ?\n[ \n]*")


def plain_text(markup: str) -> str:
    """What a person would see of ``markup``, a line for each block."""
    text = without_control_characters(html.unescape("".join(_pieces(markup))))
    return _EMPTY_LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def count_letters(text: str) -> int:
    """How many letters ``text`` has: a measure of words that no white space or punctuation moves."""
    return sum(1 for _ in _LETTER.finditer(text))


def _pieces(markup: str) -> Iterator[str]:
    position = 0
    silent = ""
    for tag in tags(markup):
        if not silent:
            yield markup[position : tag.start]
        position = tag.end
        if tag.name in BLOCKS or tag.name == "br":
            yield "\n"
        if tag.name == silent and tag.closing:
            silent = ""
        elif tag.name in SILENT and not tag.closing and not silent:
            silent = tag.name
    if not silent:
        yield markup[position:]
